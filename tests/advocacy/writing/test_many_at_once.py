"""Twenty letters at once, asked of a real web server: none fails, and other pages are answered meanwhile."""

import sys
import threading
import time
import urllib.error
import urllib.request
from urllib.parse import urlencode

import pytest

from tests.advocacy.writing.conftest import OWN_WORDS
from tests.factories.advocacy import LetterFactory
from tests.factories.parliament import MemberFactory
from tests.factories.publishing import OrganisationFactory
from tests.killed.conftest import Processes, free_port, until

AT_ONCE = 20


@pytest.fixture
def server(transactional_db, tmp_path):
    """The address of the site under granian, with one process and the threads of deploy/systemd."""
    OrganisationFactory()
    letter = LetterFactory(campaign__slug_en="loans", campaign__slug_fr="prets")
    MemberFactory(riding__number="35079")
    processes, port = Processes(tmp_path / "log"), free_port()
    address = f"http://127.0.0.1:{port}"
    granian = (sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port))
    threads = ("--blocking-threads", "24", "--no-ws", "--log-level", "warning", "config.wsgi:application")
    process = processes.start(*granian, *threads, SITE_URL=address)
    until(lambda: answers(f"{address}/healthz"), seconds=60)
    yield address, [str(point.pk) for point in letter.points.all()[:3]]
    processes.kill(process)


def answers(address):
    try:
        return urllib.request.urlopen(address, timeout=5).status == 200  # noqa: S310 (this machine)
    except OSError:
        return False


def ask(address, data=None):
    """(status, bytes, seconds)."""
    began = time.monotonic()
    request = urllib.request.Request(address, data, {"Sec-Fetch-Site": "same-origin"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            return answer.status, answer.read(), time.monotonic() - began
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read(), time.monotonic() - began


def test_twenty_letters_at_once_are_all_made_and_pages_do_not_wait_for_them(server):
    address, points = server
    fields = [("opening", OWN_WORDS), *(("points", point) for point in points), ("name", "Amina"), ("place", "Ottawa")]
    data = urlencode([*fields, ("language", "en")]).encode()
    pdf = f"{address}/en/write/loans/35079/letter.pdf"
    assert ask(pdf, data)[1].startswith(b"%PDF-")
    page = f"{address}/en/find-your-mp/35079/"
    ask(page)

    letters, pages = [], []
    posts = [threading.Thread(target=lambda: letters.append(ask(pdf, data))) for _number in range(AT_ONCE)]
    for post in posts:
        post.start()
    while any(post.is_alive() for post in posts):
        pages.append(ask(page))
    assert [status for status, _body, _seconds in letters] == [200] * AT_ONCE
    assert all(body.startswith(b"%PDF-") for _status, body, _seconds in letters)
    assert {status for status, _body, _seconds in pages} == {200}
    slowest_letter = max(seconds for _status, _body, seconds in letters)
    times = sorted(seconds for _status, _body, seconds in pages)
    assert times[len(times) // 2] < slowest_letter / 3, "a page is answered while letters wait"
