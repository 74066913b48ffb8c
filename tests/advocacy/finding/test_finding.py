"""From a postal code to a riding: the form, its answers, and what stands nowhere afterwards."""

import logging
import time

import pytest
from django.test import Client
from django.urls import reverse

from advocacy.finding import views
from tests.advocacy.finding.conftest import FIND, FIND_FR, RIDINGS
from tests.factories.advocacy import CallSheetFactory, LetterFactory, MeetingPlanFactory
from tests.factories.campaigns import CampaignFactory
from tests.factories.parliament import PostalAreaFactory, RidingFactory
from tests.page_forms import words_of
from tests.parliament.represent_stand_in import boundary, busy, page_for_people, slowly

pytestmark = pytest.mark.django_db
OTTAWA = "/en/find-your-mp/59079/"


def post(client, code, address=FIND, **more):
    return client.post(address, {"postal_code": code, **more})


class TestTheForm:
    def test_stands_on_a_page_of_both_languages_that_is_everyones(self, client, centre):
        for address, words in ((FIND, "Find my MP"), (FIND_FR, "Trouver mon député")):
            answer = client.get(address)
            assert words in answer.text
            assert "public" in answer["Cache-Control"]
            assert not answer.cookies
            assert "csrf" not in answer.text

    @pytest.mark.parametrize("code", ["", "K1A", "Z9Z9Z9", "D1A 0B1", "K1A 0B", "K1A 0B12", "١٢٣٤٥٦", "A" * 41, "\x00"])
    def test_says_what_is_wrong_at_the_field(self, client, centre, code):
        answer = post(client, code)
        assert answer.status_code == 422
        assert 'aria-invalid="true"' in answer.text
        assert "no-store" in answer["Cache-Control"]
        assert answer.text.count("find-postal_code_error") == 2

    def test_keeps_what_was_typed(self, client, centre):
        assert 'value="K1A 0"' in post(client, "K1A 0").text

    def test_takes_no_post_from_elsewhere(self, centre):
        answer = Client(headers={"Sec-Fetch-Site": "cross-site"}).post(FIND, {"postal_code": "K1P1A1"})
        assert answer.status_code == 403

    def test_turns_a_flood_away(self, client, centre, monkeypatch):
        monkeypatch.setattr(views, "LOOK_UPS_PER_MINUTE", 2)
        assert [post(client, "K1").status_code for _time in range(4)] == [422, 422, 429, 429]
        assert client.post(RIDINGS, {"q": "ottawa"}).status_code == 429
        assert client.get(FIND).status_code == 200

    def test_asks_the_database_little(self, known, queries_of, client):
        assert queries_of(client, FIND) <= 4


class TestACodeThatIsKnown:
    @pytest.mark.parametrize("code", ["k1p1a1", "K1P 1A1", "K1P-1A1", " k1p–1a1 ", "Ｋ１Ｐ１Ａ１", "k.1.p 1_a_1"])
    def test_leads_to_the_ridings_page_in_any_spelling(self, client, known, code):
        answer = post(client, code)
        assert (answer.status_code, answer["Location"]) == (303, OTTAWA)
        assert "no-store" in answer["Cache-Control"]

    def test_leads_to_the_french_page_from_the_french_one(self, client, known):
        assert post(client, "K1P1A1", FIND_FR)["Location"] == "/fr/trouver-votre-depute/59079/"

    @pytest.mark.parametrize(
        ("typed", "words"),
        [("K1P IA1", "a letter for the digit 1"), ("k1p 1al", "a letter for the digit 1")],
    )
    def test_a_letter_for_a_digit_is_corrected_and_said(self, client, known, typed, words):
        answer = post(client, typed)
        assert answer.status_code == 200
        assert "We read your postal code as K1P 1A1." in words_of(answer)
        assert words in words_of(answer)
        assert f'href="{OTTAWA}"' in answer.text

    def test_the_letter_o_for_a_zero_is_corrected_and_said(self, client, known):
        known.postcodes["K1A0B1"] = known.postcodes["K1P1A1"]
        said = words_of(post(client, "K1A OB1"))
        assert "We read your postal code as K1A 0B1. We took the letter O for a zero." in said
        assert "digit 1" not in said

    def test_in_several_ridings_the_visitor_chooses(self, client, known, nepean):
        known.postcodes["K2A1A1"] = {
            "boundaries_centroid": [boundary("Ottawa Centre")],
            "boundaries_concordance": [boundary("Ottawa West - Nepean")],
        }
        answer = post(client, "K2A1A1")
        assert answer.status_code == 200
        assert answer.text.index(OTTAWA) < answer.text.index("/en/find-your-mp/59080/")
        assert "may lie in more than one riding" in words_of(answer)


class TestACodeThatIsNotKnown:
    def test_shows_the_ridings_of_its_area(self, client, known, nepean):
        PostalAreaFactory(fsa="K2A", ridings=[nepean], source_name_en="GeoNames", source_name_fr="GeoNames")
        answer = post(client, "K2A 9Z9")
        assert "as of 13 April 2026. Source: GeoNames" in words_of(answer)
        assert "No riding is known for K2A 9Z9 itself." in words_of(answer)
        assert "/en/find-your-mp/59080/" in answer.text

    def test_without_an_area_leads_to_the_list(self, client, known):
        answer = post(client, "K2A 9Z9")
        assert "We found no riding for this code" in words_of(answer)
        assert f'href="{RIDINGS}"' in answer.text

    def test_of_an_area_with_one_riding_it_is_proposed_and_not_decided(self, client, centre):
        PostalAreaFactory(fsa="K1P", ridings=[centre])
        answer = post(client, "K1P 1A1")
        assert "K1P 1A1 probably lies here" in words_of(answer)
        assert OTTAWA in answer.text


class TestAServiceInTrouble:
    @pytest.mark.parametrize("trouble", [busy, page_for_people], ids=["503", "HTML"])
    def test_leaves_the_visitor_a_choice(self, client, known, nepean, trouble):
        known.answers = [trouble]
        PostalAreaFactory(fsa="K1P", ridings=[nepean])
        answer = post(client, "K1P 1A1")
        assert answer.status_code == 200
        assert "does not answer at the moment" in words_of(answer)
        assert "/en/find-your-mp/59080/" in answer.text
        assert f'href="{RIDINGS}"' in answer.text

    def test_costs_nobody_more_than_three_seconds(self, client, known):
        known.answers = [slowly(10)]
        begun = time.monotonic()
        answer = post(client, "K1P1A1")
        assert time.monotonic() - begun < 3
        assert answer.status_code == 200

    def test_may_be_switched_off(self, client, known, settings):
        settings.REPRESENT_URL = ""
        assert post(client, "K1P1A1").status_code == 200
        assert known.asked == []


class TestWithoutARoster:
    @pytest.mark.parametrize(
        ("address", "house"), [(FIND, "ourcommons.ca/members/en"), (FIND_FR, "noscommunes.ca/members/fr")]
    )
    def test_the_house_finds_the_member(self, client, page, address, house):
        RidingFactory(representation_order=2013)
        for answer in (client.get(address), post(client, "K1P1A1", address)):
            assert answer.status_code == 200
            assert house in answer.text
        assert "ourcommons.ca" in client.get(RIDINGS).text


class TestWhereItLeadsAfter:
    @pytest.fixture
    def campaign(self):
        return CampaignFactory(slug_en="waive-loans", slug_fr="annuler-prets")

    @pytest.mark.parametrize(
        ("tool", "factory"), [("write", LetterFactory), ("call", CallSheetFactory), ("meet", MeetingPlanFactory)]
    )
    @pytest.mark.parametrize("slug", ["waive-loans", "annuler-prets"])
    def test_to_the_tool_that_sent_the_visitor(self, client, known, campaign, tool, factory, slug):
        factory(campaign=campaign)
        own = reverse(f"{tool}-member", args=["waive-loans", "59079"])
        assert post(client, "K1P1A1", then=f"{tool}/{slug}")["Location"] == own
        assert own in post(client, "KIP1A1", then=f"{tool}/{slug}").text
        answer = client.get(FIND, {"then": f"{tool}/{slug}"})
        assert f'name="then" value="{tool}/waive-loans"' in answer.text
        assert f'{RIDINGS}?then={tool}/waive-loans"' in answer.text
        assert own in client.get(RIDINGS, {"then": f"{tool}/{slug}"}).text
        assert client.get(own).status_code == 200

    @pytest.mark.parametrize(
        "then",
        ["", "write", "write/", "write/other", "meet/waive-loans", "admin/waive-loans", "//evil.example", "write/\x00"],
    )
    def test_to_the_ridings_page_for_anything_else(self, client, known, campaign, then):
        LetterFactory(campaign=campaign)
        assert post(client, "K1P1A1", then=then)["Location"] == OTTAWA

    def test_not_to_what_is_not_public(self, client, known, campaign):
        LetterFactory(campaign=CampaignFactory(slug_en="draft", state="draft"))
        CallSheetFactory(campaign=campaign, state="draft")
        for then in ("write/draft", "call/waive-loans"):
            assert post(client, "K1P1A1", then=then)["Location"] == OTTAWA


class TestWhatIsLeftOfAPostalCode:
    def test_nothing_in_logs_not_even_at_debug(self, client, known, nepean, caplog):
        caplog.set_level(logging.DEBUG)
        known.answers = []
        post(client, "K1P1A1")
        post(client, "K9Z 9Z9")
        client.post(RIDINGS, {"q": "K1P 1A1"})
        known.answers = [busy]
        post(client, "K2P2P2")
        said = caplog.text.upper()
        for code in ("K1P1A1", "K1P 1A1", "K9Z", "K2P"):
            assert code not in said

    def test_nothing_in_the_report_of_an_error(self, client, known, monkeypatch, mailoutbox, settings):
        settings.ADMINS = [("Admin", "admin@example.org")]

        def broken(code):
            raise RuntimeError("broken")

        monkeypatch.setattr(views, "ridings_of", broken)
        client.raise_request_exception = False
        assert post(client, "K1P1A1").status_code == 500
        for message in mailoutbox:
            assert "K1P" not in message.message().as_string()
        assert mailoutbox

    def test_nothing_in_an_address(self, client, known, nepean):
        for answer in (post(client, "K1P1A1"), post(client, "K9Z9Z9"), post(client, "KIPIA1")):
            for place in (answer.get("Location", ""), *answer.text.split("href=")[1:]):
                assert "K1P1A1" not in place.partition(">")[0].replace(" ", "").replace("%20", "")
