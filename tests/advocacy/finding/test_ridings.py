"""The list of ridings and their pages."""

import pytest
from lxml import html

from tests.advocacy.finding.conftest import RIDINGS, RIDINGS_FR
from tests.factories.parliament import DecisionMakerFactory, MemberFactory, RidingFactory
from tests.page_forms import words_of
from tests.parliament.represent_stand_in import boundary

pytestmark = pytest.mark.django_db
OTTAWA, OTTAWA_FR = "/en/find-your-mp/59079/", "/fr/trouver-votre-depute/59079/"


def names(answer):
    return [link.text for link in html.fromstring(answer.content).xpath("//ul[@class='ridings']//a")]


class TestTheList:
    def test_stands_by_province_from_east_to_west(self, client, page):
        for province in ("NU", "ON", "NL"):
            RidingFactory(province=province)
        tree = html.fromstring(client.get(RIDINGS).content)
        assert [title.get("id") for title in tree.xpath("//section[@data-ridings-province]/h2")] == ["NL", "ON", "NU"]

    def test_is_sorted_as_each_language_sorts(self, client, page):
        for french, english in (("Éb", "Zed"), ("Ea", "Élan"), ("Ez", "Ego"), ("Île-d", "Isle")):
            RidingFactory(name_en=english, name_fr=french)
        assert names(client.get(RIDINGS_FR)) == ["Ea", "Éb", "Ez", "Île-d"]
        assert names(client.get(RIDINGS)) == ["Ego", "Élan", "Isle", "Zed"]

    def test_is_of_the_order_in_force_alone(self, client, centre):
        RidingFactory(representation_order=2013, name_en="Old", name_fr="Vieux")
        assert names(client.get(RIDINGS)) == ["Ottawa Centre"]

    @pytest.mark.parametrize(
        "words", ["ile des soeurs", "Île-des-Sœurs", "SUD OUEST", "sud—ouest", "ville–marie", "southwest"]
    )
    def test_is_searched_whatever_the_spelling_in_either_language(self, client, centre, words):
        RidingFactory(name_en="Ville-Marie—Southwest", name_fr="Ville-Marie—Le Sud-Ouest—Île-des-Sœurs")
        assert len(names(client.post(RIDINGS, {"q": words}))) == 1

    def test_says_when_nothing_is_found(self, client, centre):
        answer = client.post(RIDINGS, {"q": "<b>atlantis"})
        assert "No riding for “<b>atlantis”" in words_of(answer)
        assert "&lt;b&gt;atlantis" in answer.text

    @pytest.mark.parametrize("words", ["", " ", "—", "\x00"])
    def test_is_whole_for_no_words(self, client, centre, words):
        assert names(client.post(RIDINGS, {"q": words})) == ["Ottawa Centre"]

    def test_a_postal_code_typed_there_is_looked_up(self, client, known):
        answer = client.post(RIDINGS, {"q": "k1p 1a1"})
        assert (answer.status_code, answer["Location"]) == (303, OTTAWA)

    def test_takes_as_many_queries_for_many_as_for_one(self, client, centre, queries_of):
        before = queries_of(client, RIDINGS)
        RidingFactory.create_batch(30)
        assert queries_of(client, RIDINGS) == before <= 4

    def test_is_the_same_for_everyone(self, client, centre):
        answer = client.get(RIDINGS)
        assert "public" in answer["Cache-Control"]
        assert "no-store" in client.post(RIDINGS, {"q": "x"})["Cache-Control"]


class TestARiding:
    def test_says_who_sits_for_it_and_how_to_reach_them(self, client, centre):
        member = centre.member
        member.languages = "both"
        member.save()
        member.offices.create(kind="hill", address="House of Commons\nOttawa", phone="613-992-5321", as_of="2026-04-13")
        member.offices.create(
            kind="constituency",
            name="Main Street",
            phone="1 418 555-0111 ext. 22",
            hours_en="9 to 4",
            as_of="2026-04-13",
        )
        answer = client.get(OTTAWA)
        said = words_of(answer)
        for words in (
            "Noor Gagné",
            "Liberal",
            "Ottawa Centre",
            "English and French",
            "House of Commons",
            "Main Street",
        ):
            assert words in said
        assert "As of 13 April 2026. Source: House of Commons" in said
        assert 'href="tel:+16139925321"' in answer.text
        assert 'href="tel:+14185550111;ext=22"' in answer.text
        assert 'href="mailto:noor.gagne@example.org"' in answer.text
        assert "<img" not in answer.text
        assert "Libéral" in client.get(OTTAWA_FR).text

    def test_without_offices_names_the_address_that_needs_no_stamp(self, client, centre):
        assert "K1A 0A6" in client.get(OTTAWA).text
        assert "Chambre des communes" in client.get(OTTAWA_FR).text

    def test_without_mail_party_and_source_leaves_them_out(self, client, page):
        MemberFactory(riding__number="59001", email="", party_en="", party_fr="")
        answer = client.get("/en/find-your-mp/59001/")
        assert 'class="reach"' not in answer.text
        assert "Source:" not in answer.text

    def test_with_a_vacant_seat_says_what_to_do(self, client, page):
        MemberFactory(vacant=True, riding__number="59001")
        said = words_of(client.get("/en/find-your-mp/59001/"))
        assert "This seat is vacant" in said
        assert "by-election" in said
        assert "write to the minister" in said
        DecisionMakerFactory(key="minister", email="minister@example.org")
        assert "minister@example.org" in client.get("/fr/trouver-votre-depute/59001/").text

    def test_whose_member_is_not_known_leads_to_the_house(self, client, nepean):
        answer = client.get("/en/find-your-mp/59080/")
        assert answer.status_code == 200
        assert "ourcommons.ca" in answer.text

    @pytest.mark.parametrize("number", ["99999", "3507", "ottawa", "59079x"])
    def test_there_is_none_of_another_number(self, client, centre, number):
        assert client.get(f"/en/find-your-mp/{number}/").status_code == 404

    def test_there_is_none_of_another_order(self, client, page):
        RidingFactory(number="35061", representation_order=2013)
        assert client.get("/en/find-your-mp/35061/").status_code == 404

    def test_is_the_same_for_everyone_and_has_its_twin(self, client, centre):
        answer = client.get(OTTAWA)
        assert "public" in answer["Cache-Control"]
        assert not answer.cookies
        assert f'href="{OTTAWA_FR}"' in answer.text

    def test_takes_as_many_queries_with_many_offices_as_with_one(self, client, centre, queries_of):
        centre.member.offices.create(phone="613-992-5321", as_of="2026-04-13")
        before = queries_of(client, OTTAWA)
        for number in range(9):
            centre.member.offices.create(phone=f"613-992-532{number}", as_of="2026-04-13")
        assert queries_of(client, OTTAWA) == before <= 7


def test_the_service_says_where_and_the_roster_says_who(client, known):
    known.postcodes["K1P1A1"] = {
        "boundaries_centroid": [boundary("Ottawa Centre")],
        "representatives_centroid": [{"name": "Somebody Gone", "district_name": "Ottawa Centre"}],
    }
    said = words_of(client.post("/en/find-your-mp/", {"postal_code": "K1P1A1"}, follow=True))
    assert "Noor Gagné" in said
    assert "Somebody Gone" not in said
