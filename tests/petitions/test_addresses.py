"""When two addresses are one mailbox, and what follows when staff say so later."""

import importlib
from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.utils import timezone

from petitions import actions
from petitions.identity import RULES_KEPT, canonical_email, forget_address_rules
from petitions.models import AddressRule, Signature
from tests.factories.petitions import SignatureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rules_as_they_come():
    """Tests that empty the database take the rules along."""
    migration = importlib.import_module("petitions.migrations.0014_how_providers_read_addresses")
    migration.add(apps, connection.SchemaEditorClass(connection))
    forget_address_rules()


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("A.Mina+petition@Gmail.com", "amina@gmail.com"),
        ("a.mina@googlemail.com", "amina@gmail.com"),
        ("a.mina+x@outlook.com", "a.mina@outlook.com"),
        ("a.mina+x@icloud.com", "a.mina@icloud.com"),
        ("a.mina+x@me.com", "a.mina@icloud.com"),
        ("a.mina+x@pm.me", "amina@proton.me"),
        ("a.mina+x@example.ca", "a.mina+x@example.ca"),
        ("+x@gmail.com", "+x@gmail.com"),
    ],
)
def test_addresses_are_read_as_their_providers_read_them(address, canonical):
    assert canonical_email(address) == canonical


def test_one_mailbox_signs_once(post):
    post(email="amina.oneil@gmail.com")
    post(email="aminaoneil+again@googlemail.com")
    assert Signature.objects.get().canonical_email == "aminaoneil@gmail.com"


class TestARuleThatComesLater:
    @pytest.fixture
    def sign(self, petition):
        def make(email, **fields):
            fields = {"first_name": "Amina", "judged_at": timezone.now()} | fields
            return SignatureFactory(petition=petition, email=email, **fields)

        return make

    @pytest.fixture
    def rule(self):
        AddressRule.objects.create(domain="example.ca", ignores_tags=True)
        return lambda: actions.compare_anew(domain="example.ca")

    def test_changes_by_what_addresses_are_compared(self, sign, rule):
        signature = sign("amina+x@example.ca", confirmed=True)
        other = sign("amina+x@example.com")
        assert rule() == (1, 0)
        signature.refresh_from_db()
        other.refresh_from_db()
        assert (signature.canonical_email, signature.state) == ("amina@example.ca", "confirmed")
        assert other.canonical_email == "amina+x@example.com"
        assert rule() == (0, 0)

    @pytest.mark.parametrize(("state", "becomes"), [("confirmed", "held"), ("pending", "pending")])
    def test_holds_the_second_of_one_mailbox_and_loses_none(self, sign, rule, state, becomes):
        confirmed_at = timezone.now() if state == "confirmed" else None
        first = sign("amina@example.ca", confirmed=True)
        second = sign("amina+x@example.ca", state=state, confirmed_at=confirmed_at, is_cleared=True)
        assert rule() == (0, 1)
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.state, first.suspicions) == ("confirmed", [])
        assert (second.state, second.suspicions, second.is_cleared) == (becomes, ["address"], False)

    def test_makes_two_of_a_household_what_they_are(self, sign, rule):
        sign("home@example.ca")
        sign("home+bashir@example.ca", first_name="Bashir")
        sign("home+chloe@example.ca", first_name="Chloé")
        assert rule() == (1, 1)
        assert set(Signature.objects.filter(canonical_email="home@example.ca").values_list("seat", flat=True)) == {1, 2}


def test_staff_change_a_rule_and_what_was_signed_is_compared_anew(superuser, petition, work):
    signature = SignatureFactory(petition=petition, email="amina+x@example.ca")
    answer = superuser.post(
        "/admin/petitions/addressrule/add/", {"domain": " Example.CA ", "ignores_tags": "on", "same_as": ""}
    )
    assert answer.status_code == 302
    work("default")
    signature.refresh_from_db()
    assert signature.canonical_email == "amina@example.ca"
    assert canonical_email("amina+y@example.ca") == "amina@example.ca"


def test_what_another_process_stores_by_the_old_rules_meanwhile_is_compared_too(superuser, petition, work):
    superuser.post("/admin/petitions/addressrule/add/", {"domain": "example.ca", "ignores_tags": "on", "same_as": ""})
    work("default")
    late = SignatureFactory(petition=petition, email="amina+x@example.ca")
    work("default")
    late.refresh_from_db()
    assert late.canonical_email == "amina+x@example.ca"
    with time_machine.travel(timezone.now() + timedelta(seconds=3 * RULES_KEPT)):
        work("default")
    late.refresh_from_db()
    assert late.canonical_email == "amina@example.ca"
