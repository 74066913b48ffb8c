"""The mail server is away, says "later", refuses, or hangs up in the middle. The signature stays."""

import logging
import socket
from datetime import timedelta

import pytest
import time_machine
from aiosmtpd.controller import Controller
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from petitions import actions, mailing
from petitions.models import Signature
from tests.factories.petitions import SignatureFactory

pytestmark = pytest.mark.django_db


class Sink:
    """A mail server that answers `rcpt`, `data` or `mail` with something else than OK, or hangs up."""

    def __init__(self):
        self.answers = {}
        self.received = []

    async def handle_MAIL(self, server, session, envelope, address, options):
        envelope.mail_from = address
        return self.answers.get("mail", "250 OK")

    async def handle_RCPT(self, server, session, envelope, address, options):
        if "rcpt" not in self.answers:
            envelope.rcpt_tos.append(address)
        return self.answers.get("rcpt", "250 OK")

    async def handle_DATA(self, server, session, envelope):
        if self.answers.get("data") == "hang up":
            server.transport.abort()
            return "451 gone"
        if "data" not in self.answers:
            self.received.append(envelope)
        return self.answers.get("data", "250 stored")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def smtp_settings(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_TIMEOUT = 2
    return settings


@pytest.fixture
def server(smtp_settings, monkeypatch):
    # The server's own log names whom it has mail for, as it must.
    monkeypatch.setattr(logging.getLogger("mail.log"), "disabled", True)
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=smtp_settings.EMAIL_PORT)
    controller.start()
    yield sink
    controller.stop()


@pytest.fixture
def black_hole(smtp_settings):
    """Takes the connection and never says a word."""
    smtp_settings.EMAIL_TIMEOUT = 0.3
    with socket.create_server(("127.0.0.1", smtp_settings.EMAIL_PORT)):
        yield


@pytest.fixture
def signature(petition):
    actions.sign(
        petition=petition, language="en", first_name="Amina", last_name="Oneil", email="amina@example.ca",
        residence="canada", postal_code="K1A 0B1", show_name=False, wants_news=False,
    )  # fmt: skip
    return Signature.objects.get()


def tasks():
    return DBTaskResult.objects.filter(queue_name="mail").order_by("enqueued_at")


def assert_nothing_personal(text):
    for words in ("amina", "Amina", "Oneil", "K1A", "example.ca"):
        assert words not in text


LATER = [
    {"rcpt": "451 4.7.1 try later, amina@example.ca"},
    {"rcpt": "421 4.3.2 closing"},
    {"data": "452 4.2.2 mailbox full"},
    {"data": "hang up"},
    {"mail": "451 4.7.1 try later"},
    # The site's own settings are wrong: what was signed meanwhile is mailed once they are right.
    {"mail": "553 5.7.1 act@example.org may not send here"},
]
NEVER = [
    {"rcpt": "550 5.1.1 no such user amina@example.ca"},
    {"rcpt": "553 5.1.3 bad address"},
    {"data": "554 5.7.1 refused"},
]


def test_a_mail_that_is_taken_is_sent_once(server, signature, work):
    work()
    work()
    [envelope] = server.received
    assert envelope.rcpt_tos == ["amina@example.ca"]
    assert b"multipart/alternative" in envelope.content
    assert tasks().get().status == "SUCCESSFUL"


class TestLater:
    @pytest.mark.parametrize("answers", LATER, ids=str)
    def test_it_is_tried_again_after_a_minute_and_arrives(self, server, signature, answers, caplog, work):
        server.answers = answers
        before = timezone.now()
        work()
        assert server.received == []
        first, second = tasks()
        assert first.status == "SUCCESSFUL"
        assert second.status == "READY"
        assert timedelta(seconds=59) < second.run_after - before < timedelta(seconds=70)
        assert second.args_kwargs == {"args": [signature.pk], "kwargs": {"attempt": 2}}
        assert "next try in 1 min" in caplog.text
        assert_nothing_personal(caplog.text)

        server.answers = {}
        with time_machine.travel(before + timedelta(seconds=50)):
            work()
        assert server.received == []
        with time_machine.travel(before + timedelta(minutes=2)):
            work()
        assert len(server.received) == 1
        signature.refresh_from_db()
        assert (signature.state, signature.mails_sent) == ("pending", 1)

    def test_a_server_that_is_not_there(self, smtp_settings, signature, caplog, work):
        work()
        assert [task.status for task in tasks()] == ["SUCCESSFUL", "READY"]
        assert Signature.objects.count() == 1
        assert_nothing_personal(caplog.text)

    def test_a_server_that_never_speaks(self, black_hole, signature, work):
        work()
        assert [task.status for task in tasks()] == ["SUCCESSFUL", "READY"]

    def test_a_server_whose_name_nobody_knows(self, smtp_settings, signature, monkeypatch, work):
        def unknown(*args, **kwargs):
            raise socket.gaierror(-2, "Name or service not known")

        monkeypatch.setattr(socket, "create_connection", unknown)
        work()
        assert [task.status for task in tasks()] == ["SUCCESSFUL", "READY"]

    def test_the_waits_grow_and_end(self, server, signature, caplog, work):
        server.answers = {"rcpt": "451 4.7.1 later, amina@example.ca"}
        started = timezone.now()
        waits = []
        with time_machine.travel(started, tick=False) as clock:
            for _attempt in mailing.WAITS:
                work()
                coming = tasks().get(status="READY")
                waits.append(round((coming.run_after - timezone.now()).total_seconds() / 60))
                clock.move_to(coming.run_after)
            work()
            clock.shift(timedelta(days=10))
            work()
        assert waits == [1, 5, 30, 120, 480, 1440]
        assert [task.status for task in tasks()] == ["SUCCESSFUL"] * 6 + ["FAILED"]
        last = tasks().last()
        assert last.exception_class_path == "petitions.emails.NotNow"
        assert "given up after 7 tries" in caplog.text
        assert_nothing_personal(caplog.text + last.traceback + str(last.args_kwargs))
        assert Signature.objects.get().state == "pending"

    def test_who_signs_again_meanwhile_is_mailed_at_once(self, server, signature, post, work):
        server.answers = {"rcpt": "451 4.7.1 later"}
        work()
        server.answers = {}
        post()
        work()
        assert len(server.received) == 1

    def test_who_has_confirmed_meanwhile_gets_no_late_mail(self, server, signature, work):
        server.answers = {"rcpt": "451 4.7.1 later"}
        work()
        server.answers = {}
        Signature.objects.update(state="confirmed", confirmed_at=timezone.now())
        with time_machine.travel(timezone.now() + timedelta(minutes=2)):
            work()
        assert server.received == []
        assert tasks().filter(status="READY").count() == 0


class TestNever:
    @pytest.mark.parametrize("answers", NEVER, ids=str)
    def test_it_is_not_tried_again_and_staff_see_it(self, server, signature, answers, caplog, work):
        server.answers = answers
        work()
        task = tasks().get()
        assert task.status == "FAILED"
        assert task.exception_class_path == "petitions.emails.Refused"
        assert list(answers.values())[0][:3] in task.traceback
        assert_nothing_personal(caplog.text + task.traceback + str(task.args_kwargs))
        assert Signature.objects.get() == signature

    def test_the_address_may_sign_again(self, server, signature, post, work):
        server.answers = {"rcpt": "550 5.1.1 no such user"}
        work()
        assert post().status_code == 303
        server.answers = {}
        work()
        assert len(server.received) == 1


def test_the_next_mail_is_sent_although_the_one_before_it_was_refused(server, petition, work):
    refused, taken = SignatureFactory(petition=petition), SignatureFactory(petition=petition)
    real = server.handle_RCPT

    async def pick(srv, session, envelope, address, options):
        if address == refused.email:
            return "550 5.1.1 no such user"
        return await real(srv, session, envelope, address, options)

    server.handle_RCPT = pick
    for signature in (refused, taken):
        mailing.send_signature_mail.enqueue(signature.pk)
    work()
    assert [envelope.rcpt_tos for envelope in server.received] == [[taken.email]]
    assert sorted(task.status for task in tasks()) == ["FAILED", "SUCCESSFUL"]
