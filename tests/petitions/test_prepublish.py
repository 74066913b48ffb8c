"""The rules of the House among what is looked at before a petition opens."""

import pytest

from petitions.models import Petition
from tests.factories.petitions import PetitionFactory
from tests.publishing.prepublish.found import found, write

pytestmark = pytest.mark.django_db

RULE = "A rule of the House of Commons"


def test_they_are_looked_at_when_a_sheet_for_the_house_is_offered():
    petition = PetitionFactory(draft=True, prayer_en="<p>We demand a change.</p>")
    assert found(petition) == []
    write(petition, house_addressee=Petition.HouseAddressee.HOUSE)
    rules = found(petition)
    assert rules
    assert {(title, field) for title, field, _near in rules} == {(RULE, "house_addressee")}


def test_a_petition_that_keeps_them_is_clean():
    petition = PetitionFactory(
        draft=True,
        house_addressee=Petition.HouseAddressee.HOUSE,
        prayer_en="<p>We ask the House to act.</p>",
        prayer_fr="<p>Nous demandons à la Chambre d’agir.</p>",
    )
    assert found(petition) == []
