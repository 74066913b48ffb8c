"""What other sites answer, asked of a real server; and what is never asked."""

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from publishing.models import OutsideLink
from publishing.prepublish import outside_answers
from publishing.prepublish.outside_answers import Answer, ask, is_public

Outcome = OutsideLink.Outcome


class Site(BaseHTTPRequestHandler):
    """Answers each path in its own way, and writes down what was asked."""

    asked = []

    def answer(self):
        self.asked.append((self.command, self.path, self.headers["Host"], self.headers["User-Agent"]))
        path = self.path.partition("?")[0]
        if path == "/slow/":
            time.sleep(1)
        if path.startswith("/to/"):
            _to, _name, status, target = path.split("/", 3)[0:4]
            return self.say(int(status), Location=f"/{target}")
        if path == "/no-head/" and self.command == "HEAD":
            return self.say(405)
        return self.say(int(path.strip("/")) if path.strip("/").isdigit() else 200)

    do_GET = do_HEAD = answer  # noqa: N815 (the server asks for these names)

    def say(self, status, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args):
        pass


@pytest.fixture
def site(monkeypatch):
    """The address of a server on this machine, which counts as public for once."""
    monkeypatch.setattr(outside_answers, "is_public", lambda _address: True)
    Site.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Outcome.ALIVE),
        (404, Outcome.GONE),
        (410, Outcome.GONE),
        (403, Outcome.CLOSED),
        (429, Outcome.CLOSED),
        (500, Outcome.BROKEN),
        (503, Outcome.BROKEN),
    ],
)
def test_the_status_says_what_became_of_the_page(site, status, outcome):
    assert ask(f"{site}/{status}/") == Answer(outcome, status)


def test_a_page_is_asked_for_its_head_only_and_the_asker_says_who_it_is(site):
    ask(f"{site}/200/")
    ((method, _path, host, agent),) = Site.asked
    assert (method, f"http://{host}") == ("HEAD", site)
    assert "+https://act.example.org" in agent


def test_a_server_that_knows_no_head_is_asked_again(site):
    assert ask(f"{site}/no-head/").outcome == Outcome.ALIVE
    assert [asked[0] for asked in Site.asked] == ["HEAD", "GET"]


def test_a_page_that_has_moved_for_good_is_there_and_says_where(site):
    assert ask(f"{site}/to/301/200/") == Answer(Outcome.ALIVE, 200, f"{site}/200/")
    assert ask(f"{site}/to/302/200/") == Answer(Outcome.ALIVE, 200, "")
    assert ask(f"{site}/to/301/404/") == Answer(Outcome.GONE, 404, f"{site}/404/")


def test_a_circle_of_redirections_ends(site):
    Site.asked = []
    assert ask(f"{site}/to/301/to/301/to/301/to/301/to/301/to/301/to/301/200/").outcome == Outcome.BROKEN
    assert len(Site.asked) == outside_answers.MOST_REDIRECTIONS + 1


def test_a_server_that_does_not_answer_in_time_is_given_up(site, monkeypatch):
    monkeypatch.setattr(outside_answers, "ALL_WITHIN", 0.2)
    began = time.monotonic()
    assert ask(f"{site}/slow/") == Answer(Outcome.SILENT)
    assert time.monotonic() - began < 0.9


def test_words_beyond_ascii_are_asked_for_as_they_should_be(site):
    assert ask(f"{site}/réfugiés?ville=Montréal").outcome == Outcome.ALIVE
    assert Site.asked[0][1] == "/r%C3%A9fugi%C3%A9s?ville=Montr%C3%A9al"


def test_where_nobody_listens_there_is_silence(monkeypatch):
    monkeypatch.setattr(outside_answers, "is_public", lambda _address: True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert ask(f"http://127.0.0.1:{port}/").outcome == Outcome.SILENT


@pytest.mark.parametrize("url", ["http://[half", "ftp://example.org/", "https://", "http://a b/"])
def test_what_is_no_web_address_is_not_there(url):
    assert ask(url).outcome in (Outcome.GONE, Outcome.SILENT)


class TestWhatIsNeverAsked:
    @pytest.mark.parametrize(
        "address",
        [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1%eth0",
            "fd00::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
        ],
    )
    def test_addresses_of_this_machine_and_of_private_networks(self, address):
        assert not is_public(address)

    @pytest.mark.parametrize("address", ["8.8.8.8", "142.250.1.1", "2606:4700:4700::1111", "64:ff9b::808:808"])
    def test_others_are_public(self, address):
        assert is_public(address)

    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"])
    def test_however_they_are_written(self, host):
        server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
        Site.asked = []
        try:
            outcome = ask(f"http://{host}:{server.server_port}/200/").outcome
        finally:
            server.server_close()
        assert outcome in (Outcome.REFUSED, Outcome.SILENT)
        assert Site.asked == []

    def test_a_name_with_one_private_address_among_public_ones(self, monkeypatch):
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, 80)) for a in ("8.8.8.8", "10.0.0.1")]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: found)
        assert ask("http://example.org/") == Answer(Outcome.REFUSED)

    def test_the_connection_is_made_to_the_address_that_was_judged(self, monkeypatch):
        """A name that is looked up twice could be public once and private the second time."""
        looked_up, connected = [], []

        def look_up(host, *_args, **_kwargs):
            looked_up.append(host)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 80))]

        def connect(_self, host, port, *_args, **_kwargs):
            connected.append((host, port))
            raise OSError

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        monkeypatch.setattr("httpcore.SyncBackend.connect_tcp", connect)
        assert ask("http://example.org/").outcome == Outcome.SILENT
        assert (looked_up, connected) == (["example.org"], [("8.8.8.8", 80)])

    def test_a_redirection_into_the_private_network(self, site, monkeypatch):
        judged = iter([True, False])
        monkeypatch.setattr(outside_answers, "is_public", lambda _address: next(judged))
        assert ask(f"{site}/to/302/200/") == Answer(Outcome.REFUSED)
        assert len(Site.asked) == 1
