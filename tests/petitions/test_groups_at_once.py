"""Many groups that register in the same moment get numbers of their own; both databases."""

import pytest

from petitions import actions
from petitions.models import PaperGroup, WaitingMail
from tests.factories.petitions import PetitionFactory
from tests.factories.publishing import OrganisationFactory
from tests.petitions.test_many_at_once import THREADS, at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def petition():
    OrganisationFactory()
    return PetitionFactory()


def register(petition, number):
    actions.register_group(
        petition=petition,
        language="en",
        name=f"Group {number}",
        place="Hamilton",
        contact_name="Ruth",
        email=f"ruth{number}@example.ca",
        number_of_sheets=1,
    )


def test_each_has_the_next_number_and_no_number_is_left_out(petition):
    at_once(lambda number: register(petition, number))
    assert sorted(PaperGroup.objects.values_list("number", flat=True)) == list(range(1, THREADS + 1))
    assert WaitingMail.objects.count() == THREADS


def test_one_group_that_registers_many_times_at_once_is_one(petition):
    at_once(lambda _number: register(petition, 0))
    assert PaperGroup.objects.count() == WaitingMail.objects.count() == 1
