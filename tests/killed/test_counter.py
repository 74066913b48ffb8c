"""The worker is killed while it counts and people confirm."""

import threading
import time

import pytest
from django.db import connections

from petitions import actions, confirmation, tasks
from petitions.models import Signature, Tally, TallyPart
from tests.factories.petitions import SignatureFactory
from tests.killed.conftest import MANAGE, until

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

MANY = 2000
WORKER = (*MANAGE, "db_worker", "--queue-name", "default", "--no-reload", "--no-startup-delay", "--interval", "0.05")


def many(petition):
    made = SignatureFactory(petition=petition)
    fields = {field.attname: getattr(made, field.attname) for field in Signature._meta.concrete_fields}
    for name in ("id", "is_due_for_count"):
        fields.pop(name)
    Signature.objects.bulk_create(
        Signature(**fields | {"canonical_email": f"a{n}@example.ca"}) for n in range(MANY - 1)
    )
    return list(Signature.objects.order_by("pk"))


class People(threading.Thread):
    """They confirm, one after the other, some five hundred in a second; now and then a window of the count is due."""

    def __init__(self, signatures):
        super().__init__(daemon=True)
        self.tokens = [confirmation.make_token(signature) for signature in signatures]
        self.in_a_hurry = threading.Event()

    def run(self):
        try:
            for number, token in enumerate(self.tokens):
                actions.confirm(token=token)
                if number % 20 == 0:
                    tasks.count_signatures.enqueue()
                self.in_a_hurry.wait(0.002)
        finally:
            connections.close_all()


def counted():
    return Tally.objects.values_list("confirmed", flat=True).first() or 0


def test_nothing_is_counted_twice_or_lost(petition, processes):
    people = People(many(petition))
    people.start()
    for pause in (0, 0.03, 0.3):
        before = counted()
        worker = processes.start(*WORKER)
        until(lambda before=before: counted() > before)
        time.sleep(pause)
        processes.kill(worker)
    assert people.is_alive(), "people went on all the time"
    people.in_a_hurry.set()
    people.join(30)
    assert not people.is_alive()
    actions.count_window()
    in_rows = Signature.objects.filter(state="confirmed", counted_in__isnull=False).count()
    in_parts = sum(TallyPart.objects.values_list("confirmed", flat=True))
    assert (counted(), in_parts, in_rows) == (MANY, MANY, MANY)
    assert actions.reconcile() == {}
