"""The mail server is away, says "later", refuses, or hangs up in the middle. The signature stays."""

import logging
import socket
from datetime import timedelta

import pytest
import time_machine
from aiosmtpd.controller import Controller
from django.utils import timezone

from petitions import actions
from petitions.models import Signature, WaitingMail
from petitions.postman import Postman
from tests.factories.petitions import SignatureFactory

pytestmark = pytest.mark.django_db


class Sink:
    """A mail server that answers `rcpt`, `data` or `mail` with something else than OK, or hangs up."""

    def __init__(self):
        self.answers = {}
        self.received = []
        self.connections = 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        self.connections += 1
        return responses

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


def assert_nothing_personal(text):
    for words in ("amina", "Amina", "Oneil", "K1A", "example.ca"):
        assert words not in text


LATER = [
    {"rcpt": "451 4.7.1 try later, amina@example.ca"},
    {"rcpt": "421 4.3.2 closing"},
    {"data": "452 4.2.2 mailbox full"},
    {"data": "hang up"},
]
AWAY = [
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
    assert (work(), work()) == (1, 0)
    [envelope] = server.received
    assert envelope.rcpt_tos == ["amina@example.ca"]
    assert b"multipart/alternative" in envelope.content
    assert not WaitingMail.objects.exists()


def test_many_mails_go_over_one_connection(server, petition, work):
    for signature in SignatureFactory.create_batch(60, petition=petition):
        WaitingMail.objects.create(signature=signature)
    work()
    assert len(server.received) == 60
    assert server.connections == 1
    assert len({envelope.rcpt_tos[0] for envelope in server.received}) == 60


class TestLater:
    @pytest.mark.parametrize("answers", LATER, ids=str)
    def test_it_is_tried_again_after_a_minute_and_arrives(self, server, signature, answers, caplog, work):
        server.answers = answers
        before = timezone.now()
        work()
        assert server.received == []
        mail = WaitingMail.objects.get()
        assert timedelta(seconds=59) < mail.due_at - before < timedelta(seconds=70)
        assert mail.attempts == 1
        assert "next try in 1 min" in caplog.text
        assert_nothing_personal(caplog.text + mail.problem)

        server.answers = {}
        with time_machine.travel(before + timedelta(seconds=50)):
            work()
        assert server.received == []
        with time_machine.travel(before + timedelta(minutes=2)):
            work()
        assert len(server.received) == 1
        signature.refresh_from_db()
        assert (signature.state, signature.mails_sent, signature.mail_problem) == ("pending", 1, "")

    def test_the_waits_grow_and_end(self, server, signature, caplog, work):
        server.answers = {"rcpt": "451 4.7.1 later, amina@example.ca"}
        waits = []
        with time_machine.travel(timezone.now(), tick=False) as clock:
            for _attempt in actions.WAITS:
                work()
                mail = WaitingMail.objects.get()
                waits.append(round((mail.due_at - timezone.now()).total_seconds() / 60))
                clock.move_to(mail.due_at)
            work()
        assert waits == [1, 5, 30, 120, 480, 1440]
        assert not WaitingMail.objects.exists()
        assert "given up after 7 tries" in caplog.text
        assert_nothing_personal(caplog.text)
        signature.refresh_from_db()
        assert (signature.state, signature.mail_problem, signature.mails_sent) == ("pending", "given_up", 0)

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
        assert not WaitingMail.objects.exists()


class TestAway:
    """The mail waits, untried; nothing else does."""

    def assert_it_waits(self, caplog):
        mail = WaitingMail.objects.get()
        assert mail.attempts == 0
        assert mail.due_at <= timezone.now()
        assert "mail server away" in caplog.text
        assert_nothing_personal(caplog.text)

    def test_a_server_that_is_not_there(self, smtp_settings, signature, caplog, work):
        work()
        self.assert_it_waits(caplog)

    def test_a_server_that_never_speaks(self, black_hole, signature, caplog, work):
        work()
        self.assert_it_waits(caplog)

    def test_a_server_whose_name_nobody_knows(self, smtp_settings, signature, monkeypatch, caplog, work):
        def unknown(*args, **kwargs):
            raise socket.gaierror(-2, "Name or service not known")

        monkeypatch.setattr(socket, "create_connection", unknown)
        work()
        self.assert_it_waits(caplog)

    @pytest.mark.parametrize("answers", AWAY, ids=str)
    def test_a_server_that_takes_nothing_from_this_site(self, server, signature, answers, caplog, work):
        server.answers = answers
        work()
        self.assert_it_waits(caplog)
        server.answers = {}
        work()
        assert len(server.received) == 1

    def test_the_postman_comes_back_after_growing_pauses(self, smtp_settings, signature, monkeypatch):
        postman, pauses = Postman(), []

        def wait(seconds):
            pauses.append(seconds)
            if len(pauses) == 8:
                postman.stop()

        monkeypatch.setattr(postman._stopped, "wait", wait)
        postman.run()
        assert pauses == [1, 2, 5, 10, 30, 60, 60, 60]
        assert WaitingMail.objects.get().attempts == 0


class TestNever:
    @pytest.mark.parametrize("answers", NEVER, ids=str)
    def test_it_is_not_tried_again_and_staff_see_it(self, server, signature, answers, caplog, work):
        server.answers = answers
        work()
        assert not WaitingMail.objects.exists()
        assert list(answers.values())[0][:3] in caplog.text
        assert_nothing_personal(caplog.text)
        signature.refresh_from_db()
        assert (signature.state, signature.mail_problem, signature.mails_sent) == ("pending", "refused", 0)

    def test_the_address_may_sign_again(self, server, signature, post, work):
        server.answers = {"rcpt": "550 5.1.1 no such user"}
        work()
        assert post().status_code == 303
        server.answers = {}
        work()
        assert len(server.received) == 1
        assert Signature.objects.get(pk=signature.pk).mail_problem == ""


def test_the_next_mail_goes_over_the_same_connection_although_the_one_before_it_was_refused(server, petition, work):
    refused, taken = SignatureFactory.create_batch(2, petition=petition)
    real = server.handle_RCPT

    async def pick(srv, session, envelope, address, options):
        if address == refused.email:
            return "550 5.1.1 no such user"
        return await real(srv, session, envelope, address, options)

    server.handle_RCPT = pick
    for signature in (refused, taken):
        WaitingMail.objects.create(signature=signature)
    work()
    assert [envelope.rcpt_tos for envelope in server.received] == [[taken.email]]
    assert server.connections == 1
    refused.refresh_from_db()
    assert refused.mail_problem == "refused"


def test_a_connection_lost_on_the_way_is_made_anew_for_the_next_mail(server, petition, work):
    for signature in SignatureFactory.create_batch(3, petition=petition):
        WaitingMail.objects.create(signature=signature)
    real, calls = server.handle_DATA, []

    async def drop_the_second(srv, session, envelope):
        calls.append(envelope)
        if len(calls) == 2:
            srv.transport.abort()
            return "451 gone"
        return await real(srv, session, envelope)

    server.handle_DATA = drop_the_second
    work()
    assert len(server.received) == 2
    assert server.connections == 2
    assert WaitingMail.objects.get().attempts == 1


def test_a_connection_that_was_lost_while_idle_costs_no_attempt(server, petition):
    postman = Postman()
    WaitingMail.objects.create(signature=SignatureFactory(petition=petition))
    postman.work_once()
    postman.server._connection.connection.sock.shutdown(socket.SHUT_RDWR)
    WaitingMail.objects.create(signature=SignatureFactory(petition=petition))
    postman.work_once()
    postman.server.close()
    assert len(server.received) == 2
    assert server.connections == 2
