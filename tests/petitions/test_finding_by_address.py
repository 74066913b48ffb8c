"""An address is found by an index on SQLite too, which knows a partial index by the words of its condition only."""

import pytest
from django.db import connection
from django.utils import timezone

from petitions import statements, triggers
from petitions.models import Signature
from tests.factories.petitions import SignatureFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL draws the conclusion by itself"),
]


def plan_of(sql, parameters):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)
        return " ".join(str(row[3]) for row in cursor.fetchall())


def uses_the_index(plan):
    return "USING" in plan and "petition_id=? AND canonical_email=?" in plan


def test_whoever_signed_with_an_address_is_found_by_the_index():
    assert uses_the_index(plan_of(statements._READ_SEATS, (1, "a@example.ca")))
    without = statements._READ_SEATS.replace("AND NOT (canonical_email = '')", "")
    assert not uses_the_index(plan_of(without, (1, "a@example.ca")))


def test_the_rule_of_the_household_looks_by_the_index():
    other = triggers._OTHER_SEAT.replace("NEW.petition_id", "%s").replace("NEW.canonical_email", "%s")
    plan = plan_of(f"SELECT 1 {other.replace('NEW.seat', '%s')}", (1, "a@example.ca", 1))
    assert uses_the_index(plan)


@pytest.mark.parametrize("find", ["signed_with", "of_address"])
def test_the_other_questions_do_so_too(find):
    signature = SignatureFactory()
    found = getattr(Signature.objects, find)(signature.canonical_email).filter(petition=signature.petition_id)
    assert found.get() == signature
    assert uses_the_index(found.explain())


def test_an_emptied_signature_is_nobodys():
    signature = SignatureFactory()
    Signature.objects.filter(pk=signature.pk).update(
        first_name="", last_name="", name_key="", email="", canonical_email="", ip_hash="", erased_at=timezone.now()
    )
    assert not Signature.objects.signed_with("").exists()
    assert statements.read_seats(petition_pk=signature.petition_id, canonical_email="") == []
