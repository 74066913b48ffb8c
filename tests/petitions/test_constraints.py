"""What the database holds, whoever writes to it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from petitions import actions
from petitions.models import Petition, Signature
from tests.factories.parliament import DecisionMakerFactory
from tests.factories.petitions import PetitionFactory, SignatureFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def refused(make):
    try:
        with transaction.atomic():
            make()
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    ("fields", "is_refused"),
    [
        ({"state": "pending", "confirmed_at": None}, False),
        ({"state": "confirmed", "confirmed_at": NOW}, False),
        ({"state": "pending", "confirmed_at": NOW}, True),
        ({"state": "confirmed", "confirmed_at": None}, True),
        ({"state": "other", "confirmed_at": None}, True),
        ({"residence": "canada", "postal_code": "K1A 0B1"}, False),
        ({"residence": "abroad", "postal_code": ""}, False),
        ({"residence": "canada", "postal_code": ""}, True),
        ({"residence": "abroad", "postal_code": "K1A 0B1"}, True),
        ({"residence": "moon", "postal_code": ""}, True),
        ({"mails_sent": 5}, False),
        ({"mails_sent": 6}, True),
        ({"mails_sent": -1}, True),
    ],
)
def test_a_signature_is_whole(petition, fields, is_refused):
    assert refused(SignatureFactory.build(petition=petition, **fields).save) is is_refused


def test_an_address_signs_a_petition_once(petition):
    SignatureFactory(petition=petition, email="a@example.ca")
    assert refused(SignatureFactory.build(petition=petition, email="A@example.ca").save)
    assert not refused(SignatureFactory.build(petition=PetitionFactory(), email="a@example.ca").save)


@pytest.mark.parametrize(
    ("fields", "is_refused"),
    [
        ({"goal": 1}, False),
        ({"goal": 0}, True),
        ({"opens_at": NOW, "closes_at": NOW + timedelta(seconds=1)}, False),
        ({"opens_at": NOW, "closes_at": NOW}, True),
        ({"opens_at": NOW, "closes_at": NOW - timedelta(days=1)}, True),
    ],
)
def test_a_petition_has_a_goal_and_closes_after_it_opens(organisation, fields, is_refused):
    petition = PetitionFactory.build(recipient=DecisionMakerFactory(), **fields)
    assert refused(petition.save) is is_refused
    if is_refused:
        with pytest.raises(ValidationError, match="goal|closes after"):
            petition.full_clean()


def test_another_broken_rule_is_not_taken_for_a_second_signature(petition):
    with pytest.raises(IntegrityError):
        actions.sign(
            petition=petition, language="en", first_name="A", last_name="B", email="a@example.ca",
            residence="abroad", postal_code="K1A 0B1", show_name=False, wants_news=False,
        )  # fmt: skip
    assert not Signature.objects.exists()


def test_the_action_signs_nothing_that_is_closed(organisation):
    closed = PetitionFactory(state=Petition.State.CLOSED)
    with pytest.raises(actions.PetitionClosed):
        actions.sign(
            petition=closed, language="en", first_name="A", last_name="B", email="a@example.ca",
            residence="canada", postal_code="K1A 0B1", show_name=False, wants_news=False,
        )  # fmt: skip
    assert not Signature.objects.exists()


@pytest.mark.parametrize(
    ("state", "opens", "closes", "is_public", "is_open"),
    [
        ("draft", -1, 1, False, False),
        ("withdrawn", -1, 1, False, False),
        ("scheduled", 1, 2, False, False),
        ("open", 1, 2, False, False),
        ("scheduled", -1, 1, True, True),
        ("open", -1, 1, True, True),
        ("open", -2, -1, True, False),
        ("closed", -2, 1, True, False),
        ("delivered", -2, -1, True, False),
        ("answered", -2, -1, True, False),
    ],
)
def test_what_is_public_and_what_is_open_is_the_same_in_python_and_in_the_database(
    organisation, state, opens, closes, is_public, is_open
):
    petition = PetitionFactory(
        state=state, opens_at=NOW + timedelta(days=opens), closes_at=NOW + timedelta(days=closes)
    )
    assert (petition.is_public, petition.is_open) == (is_public, is_open)
    assert (Petition.objects.public().exists(), Petition.objects.open().exists()) == (is_public, is_open)
