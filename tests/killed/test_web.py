"""The web server is killed, or its database hangs up, while people sign: what was acknowledged is stored."""

import http.client
import sys
import threading
import time
from urllib.parse import urlencode

import pytest
from django.db import connection

from petitions.models import Signature, SigningRules, WaitingMail
from tests.killed.conftest import free_port, until

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SIGN = "/en/petitions/waive-travel-loans/sign/"


class Web:
    """Granian, as the site is deployed with it."""

    def __init__(self, processes):
        self.processes, self.port = processes, free_port()
        self.process = processes.start(
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port),
            "--no-ws", "--workers", "1", "--blocking-threads", "4", "config.wsgi:application",
        )  # fmt: skip
        until(self.is_there)

    def is_there(self):
        try:
            return self.ask("GET", "/healthz") == 200
        except OSError:
            return False

    def ask(self, method, path, fields=None):
        """The status of the answer. Raises an error of the network where there is none."""
        browser = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            body = urlencode(fields) if fields else None
            browser.request(method, path, body, {"Content-Type": "application/x-www-form-urlencoded"})
            return browser.getresponse().status
        finally:
            browser.close()

    def sign(self, email):
        typed = {"first_name": "Amina", "last_name": "Oneil", "postal_code": "K1A 0B1"}
        return self.ask("POST", SIGN, typed | {"email": email})


class People(threading.Thread):
    """One after the other signs until the server is gone. `answers`: {email: status}, of those that had one."""

    def __init__(self, web, name, *, at_most=5000):
        super().__init__(daemon=True)
        self.web, self.who, self.at_most, self.answers = web, name, at_most, {}
        self.are_done = threading.Event()

    def run(self):
        for number in range(self.at_most):
            email = f"{self.who}{number}@example.ca"
            try:
                self.answers[email] = self.web.sign(email)
            except (OSError, http.client.HTTPException):
                return
            if self.are_done.is_set():
                return


@pytest.fixture
def web(petition, processes):
    SigningRules.objects.create(pk=1, posts_per_minute=10_000)
    return Web(processes)


@pytest.fixture
def crowd(web):
    found = [People(web, name) for name in ("amina", "bruno", "chloe", "dora")]
    for people in found:
        people.start()
    until(lambda: sum(len(people.answers) for people in found) > 60)
    return found


def acknowledged(crowd):
    return {email for people in crowd for email, status in people.answers.items() if status == 303}


def stored():
    """The addresses that have signed, after seeing that each waits for its mail."""
    signed = set(Signature.objects.values_list("email", flat=True))
    assert signed == set(WaitingMail.objects.values_list("signature__email", flat=True)), "both exist, or neither"
    return signed


def test_all_that_was_acknowledged_is_stored_when_the_server_is_killed(web, crowd, processes):
    processes.kill(web.process)
    for people in crowd:
        people.join(20)
        assert set(people.answers.values()) == {303}
    assert len(acknowledged(crowd)) > 60
    assert acknowledged(crowd) <= stored()
    assert len(stored()) <= len(acknowledged(crowd)) + len(crowd), "those at hand may be stored without an answer"
    assert Web(processes).sign("later@example.ca") == 303


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no connections to lose")
def test_a_database_that_hangs_up_costs_those_at_hand_an_answer_and_nobody_else(web, crowd):
    for _time in range(3):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        time.sleep(0.3)
    for people in crowd:
        people.are_done.set()
        people.join(20)
    failed = {email for people in crowd for email, status in people.answers.items() if status != 303}
    assert len(failed) <= 3 * len(crowd)
    assert acknowledged(crowd) <= stored()
    assert not failed & stored()
    # Each of its four threads takes a new connection.
    assert {web.sign(f"later{number}@example.ca") for number in range(8)} == {303}
