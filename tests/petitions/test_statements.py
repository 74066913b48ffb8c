"""The statements written out by hand do what Django's own would."""

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone

from petitions import statements
from petitions.models import Signature, WaitingMail
from tests.factories.petitions import PetitionFactory, SignatureFactory

pytestmark = pytest.mark.django_db
SEAT = ("pk", "seat", "name_key", "state", "postal_code", "mails_sent", "link_serial")


def test_the_seats_of_an_address_are_read_as_django_reads_them():
    petition = PetitionFactory()
    both = {"petition": petition, "canonical_email": "home@example.org", "postal_code": "K1A 0B1"}
    SignatureFactory(**both, seat=2, name_key="second")
    SignatureFactory(**both, seat=1, name_key="first")
    SignatureFactory(petition=petition, canonical_email="other@example.org")
    SignatureFactory(canonical_email="home@example.org")
    read = statements.read_seats(petition_pk=petition.pk, canonical_email="home@example.org")
    wanted = Signature.objects.filter(petition=petition, canonical_email="home@example.org").order_by("seat")
    assert [tuple(row) for row in read] == list(wanted.values_list(*SEAT))
    assert [row[2] for row in read] == ["first", "second"]


@pytest.mark.django_db(transaction=True)
def test_the_seats_can_be_read_for_a_change():

    signature = SignatureFactory(canonical_email="home@example.org")
    with transaction.atomic():
        read = statements.read_seats(
            petition_pk=signature.petition_id, canonical_email="home@example.org", for_update=True
        )
    assert [row[0] for row in read] == [signature.pk]


@pytest.mark.parametrize(
    ("suspicions", "is_cleared", "state"),
    [
        ([], False, "confirmed"),
        (["rate"], False, "held"),
        (["rate", "trap"], True, "confirmed"),
        ([], True, "confirmed"),
    ],
)
def test_only_an_honest_or_cleared_signature_is_confirmed(suspicions, is_cleared, state):
    signature = SignatureFactory(
        state="pending", confirmed_at=None, link_serial=3, suspicions=suspicions, is_cleared=is_cleared
    )
    now = timezone.now()
    assert _confirm(signature, now=now)
    signature.refresh_from_db()
    assert (signature.state, signature.confirmed_at) == (state, now)
    assert Signature.objects.filter(state=state, confirmed_at=now).get() == signature


@pytest.mark.parametrize(
    "other", [{"link_serial": 2}, {"petition_pk": 0}, {"pk": 0}], ids=["older link", "other petition", "no signature"]
)
def test_nothing_is_confirmed_that_the_link_does_not_name(other):
    signature = SignatureFactory(state="pending", confirmed_at=None, link_serial=3)
    assert not _confirm(signature, **other)
    signature.refresh_from_db()
    assert (signature.state, signature.confirmed_at) == ("pending", None)


@pytest.mark.parametrize("state", ["confirmed", "held", "withdrawn", "invalidated"])
def test_only_a_pending_signature_is_confirmed(state):
    signature = SignatureFactory(state="pending", confirmed_at=None, link_serial=3)
    at = timezone.now() - dt.timedelta(days=3)
    Signature.objects.filter(pk=signature.pk).update(state=state, confirmed_at=at)
    assert not _confirm(signature)
    signature.refresh_from_db()
    assert (signature.state, signature.confirmed_at) == (state, at)


def _confirm(signature, **other):
    said = {"pk": signature.pk, "link_serial": 3, "petition_pk": signature.petition_id, "now": timezone.now()}
    return statements.confirm_pending(**(said | other))


def test_a_mail_that_waits_is_the_row_that_django_would_make():
    signature, now = SignatureFactory(), timezone.now()
    statements.ask_for_mail(signature_pk=signature.pk, kind="in_use", now=now, keeps_kind=True)
    made = WaitingMail.objects.get()
    wanted = WaitingMail(pk=made.pk, signature=signature, kind="in_use", asked_at=now, due_at=now)
    assert WaitingMail.objects.values().get() == {
        field.attname: getattr(wanted, field.attname) for field in WaitingMail._meta.concrete_fields
    }


@pytest.mark.parametrize(("keeps_kind", "kind"), [(True, ""), (False, "in_use")])
def test_who_asks_twice_waits_anew_for_one_mail(keeps_kind, kind):
    signature, then, now = SignatureFactory(), timezone.now() - dt.timedelta(hours=1), timezone.now()
    statements.ask_for_mail(signature_pk=signature.pk, kind="", now=then, keeps_kind=False)
    WaitingMail.objects.update(attempts=2)
    statements.ask_for_mail(signature_pk=signature.pk, kind="in_use", now=now, keeps_kind=keeps_kind)
    waiting = WaitingMail.objects.get()
    assert (waiting.kind, waiting.asked_at, waiting.due_at, waiting.attempts) == (kind, now, now, 2)
