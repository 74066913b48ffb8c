"""The postman is killed between two mails, or in the middle of one; another one finishes."""

import asyncio
import logging
from collections import Counter

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from petitions.models import Signature, WaitingMail
from tests.factories.petitions import SignatureFactory
from tests.killed.conftest import MANAGE, free_port, until

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

MANY = 130  # more than one batch


class SlowSink:
    """Notes whom it has taken a mail for, before it says so: what it has acknowledged is always noted."""

    def __init__(self):
        self.taken = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 (the name that aiosmtpd calls)
        self.taken.extend(envelope.rcpt_tos)
        await asyncio.sleep(0.01)
        return "250 stored"


@pytest.fixture
def sink(monkeypatch):
    # The server's own log names whom it has mail for, as it must.
    monkeypatch.setattr(logging.getLogger("mail.log"), "disabled", True)
    sink = SlowSink()
    controller = Controller(sink, hostname="127.0.0.1", port=free_port())
    controller.start()
    sink.address = f"smtp://127.0.0.1:{controller.port}"
    yield sink
    controller.stop()


def the_lease_ends():
    """As five minutes later: what the one who was killed had taken up is due again."""
    WaitingMail.objects.update(due_at=timezone.now())


def test_each_signer_gets_the_mail_and_one_at_a_time_may_come_twice(petition, processes, sink):
    signers = SignatureFactory.create_batch(MANY, petition=petition)
    WaitingMail.objects.bulk_create(WaitingMail(signature=signer) for signer in signers)
    for killed_at in (15, 70):
        postman = processes.start(*MANAGE, "send_mails", EMAIL_URL=sink.address)
        until(lambda enough=killed_at: len(sink.taken) >= enough)
        processes.kill(postman)
        assert len(set(sink.taken)) < MANY, "it was killed in the middle"
        left = set(WaitingMail.objects.values_list("signature__email", flat=True))
        assert left | set(sink.taken) == {signer.email for signer in signers}, "nobody is lost"
        the_lease_ends()
    last = processes.start(*MANAGE, "send_mails", "--until-empty", EMAIL_URL=sink.address)
    assert last.wait(30) == 0
    times = Counter(sink.taken)
    assert set(times) == {signer.email for signer in signers}
    assert sum(times.values()) <= MANY + 2, "the one that was under way at each kill, and no other"
    assert not WaitingMail.objects.exists()
    counted = set(Signature.objects.values_list("mails_sent", flat=True))
    assert min(counted) >= 1
    assert max(counted) <= 3, "one for each time that it was taken up"
