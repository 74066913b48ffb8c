"""Finding one's member of Parliament."""

import pytest

from tests.factories.campaigns import CampaignFactory
from tests.factories.parliament import MemberFactory, PostalAreaFactory, RidingFactory
from tests.factories.publishing import PageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return PageFactory(key="find-your-mp", title_en="Find your MP", title_fr="Trouver votre député·e")


def test_the_page_has_the_form(client, page):
    answer = client.get("/en/find-your-mp/")
    assert answer.status_code == 200
    assert 'name="postal_code"' in answer.text
    assert client.get("/fr/trouver-votre-depute/").status_code == 200


def test_a_riding_has_a_page_with_its_member(client):
    member = MemberFactory()
    answer = client.get(f"/en/find-your-mp/{member.riding.number}/")
    assert "Noor Gagné" in answer.text


def test_another_number_has_none(client):
    assert client.get("/en/find-your-mp/99999/").status_code == 404


def test_a_code_leads_to_a_choice_of_ridings(client, page):
    riding = RidingFactory()
    PostalAreaFactory(fsa="K1A", ridings=[riding])
    answer = client.post("/en/find-your-mp/", {"postal_code": "k1a0b1"})
    assert f"/en/find-your-mp/{riding.number}/" in answer.text


def test_an_unknown_purpose_leads_to_the_riding(client, page):
    CampaignFactory(slug_en="waive")
    riding = RidingFactory()
    PostalAreaFactory(fsa="K1A", ridings=[riding])
    answer = client.post("/en/find-your-mp/", {"postal_code": "k1a0b1", "then": "write/nothing"})
    assert f"/en/find-your-mp/{riding.number}/" in answer.text
