"""The postman beside the mails that wait: what he takes up, what happens when he is killed or asked again."""

import signal
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone

from petitions import actions, postman
from petitions.models import Signature, WaitingMail
from petitions.postman import Postman
from tests.factories.petitions import SignatureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(petition):
    """`waiting(3)`: mails that wait, to as many who have signed."""

    def make(count=1, **fields):
        signatures = SignatureFactory.create_batch(count, petition=petition, **fields)
        return [WaitingMail.objects.create(signature=signature) for signature in signatures]

    return make


def counted():
    return list(Signature.objects.order_by("pk").values_list("mails_sent", flat=True))


def test_the_command_ends_when_nothing_is_due(waiting, capsys):
    before = signal.getsignal(signal.SIGTERM)
    waiting(3)
    call_command("send_mails", until_empty=True)
    assert capsys.readouterr().out == "3 mails sent.\n"
    assert len(mail.outbox) == 3
    assert counted() == [1, 1, 1]
    assert signal.getsignal(signal.SIGTERM) == before


def test_a_batch_takes_few_queries_beside_one_for_each_mail(waiting, django_assert_max_num_queries):
    waiting(20)
    Postman().run(until_empty=True)  # what is read once is read
    waiting(20)
    with django_assert_max_num_queries(20 + 30):
        Postman().run(until_empty=True)


class TestKilled:
    def test_before_the_first_mail_all_go_out_once_after_the_lease(self, waiting):
        waiting(2)
        actions.claim_mails(of="signature", limit=10)
        assert Postman().run(until_empty=True) == 0
        with time_machine.travel(timezone.now() + actions.LEASE + timedelta(seconds=1)):
            assert Postman().run(until_empty=True) == 2

    def test_after_sending_that_mail_goes_out_once_more_and_no_other(self, waiting, monkeypatch):
        waiting(2)
        sent = []

        def die_once(mail):
            sent.append(mail)
            if len(sent) == 1:
                raise KeyboardInterrupt

            actions.mail_was_sent(mail=mail)

        monkeypatch.setattr(postman.SignatureMails, "sent", staticmethod(die_once))
        with pytest.raises(KeyboardInterrupt):
            Postman().run(until_empty=True)
        with time_machine.travel(timezone.now() + actions.LEASE + timedelta(seconds=1)):
            Postman().run(until_empty=True)
        addresses = [message.to[0] for message in mail.outbox]
        assert len(addresses) == 3
        assert len(set(addresses)) == 2
        assert max(counted()) <= actions.MAX_MAILS
        assert not WaitingMail.objects.exists()

    def test_stopped_in_good_order_he_puts_back_what_he_had_taken_up(self, waiting, monkeypatch):
        waiting(3)
        working = Postman()
        real = actions.mail_was_sent

        def stop_after_it(mail):
            real(mail=mail)
            working.stop()

        monkeypatch.setattr(postman.SignatureMails, "sent", staticmethod(stop_after_it))
        assert working.run() == 1
        assert list(WaitingMail.objects.values_list("attempts", flat=True)) == [0, 0]
        assert sorted(counted()) == [0, 0, 1]
        monkeypatch.undo()
        assert Postman().run(until_empty=True) == 2


def test_who_is_asked_again_while_a_mail_is_under_way_sends_another(waiting, post):
    signature = waiting(1, email="amina@example.ca", last_name="O'Neil")[0].signature
    [under_way] = actions.claim_mails(of="signature", limit=10)
    post()
    actions.mail_was_sent(mail=under_way)
    assert WaitingMail.objects.get().attempts == 0
    Postman().run(until_empty=True)
    assert len(mail.outbox) == 1
    signature.refresh_from_db()
    assert signature.mails_sent == 2


def test_two_postmen_do_not_take_up_the_same_mail(waiting):
    waiting(3)
    first = actions.claim_mails(of="signature", limit=2)
    second = actions.claim_mails(of="signature", limit=2)
    assert (len(first), len(second)) == (2, 1)
    assert not {mail.pk for mail in first} & {mail.pk for mail in second}


def test_a_mail_that_nobody_needs_does_not_count(waiting):
    waiting(1, state="withdrawn")
    waiting(1, mails_sent=5)
    assert Postman().run(until_empty=True) == 0
    assert counted() == [0, 5]
    assert not WaitingMail.objects.exists()


def test_a_database_that_is_away_for_a_moment_costs_no_second_mail(waiting, monkeypatch):
    waiting(2)
    real, calls = actions.mail_was_sent, []

    def fail_once(mail):
        calls.append(mail)
        if len(calls) == 1:
            raise OperationalError("server closed the connection unexpectedly")
        real(mail=mail)

    monkeypatch.setattr(postman.SignatureMails, "sent", staticmethod(fail_once))
    monkeypatch.setattr(postman, "PAUSES", (0,))
    monkeypatch.setattr(postman.connections, "close_all", lambda: None)
    assert Postman().run(until_empty=True) == 2
    assert len(mail.outbox) == 2
    assert not WaitingMail.objects.exists()


def test_unjudged_signatures_are_judged_before_their_mail_goes_out(waiting):
    waiting(2)
    Postman().run(until_empty=True)
    assert not Signature.objects.filter(judged_at=None).exists()
    assert connection.vendor in ("sqlite", "postgresql")
