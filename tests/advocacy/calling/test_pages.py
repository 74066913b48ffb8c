"""The page of a campaign's calls, the count of how one went, and the thanks."""

import pytest
from lxml import html

from advocacy.models import CallCount
from parliament.models import Office
from tests.factories.advocacy import CallSheetFactory, ObjectionFactory, SectionFactory
from tests.factories.parliament import MemberFactory, OfficeFactory, RidingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet():
    return CallSheetFactory(campaign__slug_en="waive", campaign__slug_fr="annuler")


@pytest.fixture
def member():
    """With two offices in the riding and one on the Hill."""
    riding = RidingFactory(number="10001", province="NL", name_en="Coast", name_fr="Côte")
    member = MemberFactory(riding=riding)
    OfficeFactory(member=member, position=1)
    OfficeFactory(member=member, position=2, address="2 Main Street\nGander NL  A1V 1W8", phone="709-555-0100")
    OfficeFactory(member=member, hill=True)
    return member


def tree_of(answer):
    assert answer.status_code == 200
    return html.fromstring(answer.content)


def words(tree):
    return " ".join(tree.text_content().split())


class TestTheNumbers:
    def test_stand_under_their_towns_with_the_hill_last(self, client, sheet, member):
        tree = tree_of(client.get("/en/call/waive/10001/"))
        desks = tree.find_class("desk")
        assert [desk.find("h3").text for desk in desks] == ["Mississauga", "Gander", "Parliament Hill"]
        assert [desk.find(".//a").get("href") for desk in desks] == [
            "tel:+19055550100",
            "tel:+17095550100",
            "tel:+16135550100",
        ]

    def test_stand_there_in_french(self, client, sheet, member):
        tree = tree_of(client.get("/fr/appeler/annuler/10001/"))
        assert [desk.find("h3").text for desk in tree.find_class("desk")][-1] == "Colline du Parlement"
        assert "Noor Gagné" in words(tree)

    def test_say_the_hours_that_are_known(self, client, sheet, member):
        Office.objects.filter(position=1).update(hours_en="Monday to Thursday, 9 to 4", phone="905-555-0199")
        assert "Monday to Thursday, 9 to 4" in client.get("/en/call/waive/10001/").text

    def test_translate_the_hours_of_ottawa_into_those_of_the_province(self, client, sheet, member):
        text = words(tree_of(client.get("/en/call/waive/10001/")))
        assert "from 10:30 a.m. to 6:30 p.m., Newfoundland time." in text
        RidingFactory(number="35001", province="ON")
        assert "Office hours in Ottawa" not in client.get("/en/call/waive/35001/").text
        RidingFactory(number="10004", province="NL")
        labrador = words(tree_of(client.get("/en/call/waive/10004/")))
        assert "from 10 a.m. to 6 p.m., Atlantic time." in labrador

    def test_an_office_without_a_telephone_is_left_out(self, client, sheet):
        office = OfficeFactory(phone="")
        answer = client.get(f"/en/call/waive/{office.member.riding.number}/")
        assert tree_of(answer).find_class("desk") == []
        assert "We have no telephone number of Noor Gagné yet." in words(tree_of(answer))
        assert "mailto:noor.gagne@example.org" in answer.text


class TestWhereThereIsNoNumber:
    def test_a_vacant_seat_says_so(self, client, sheet):
        riding = MemberFactory(vacant=True, riding__name_en="Coast").riding
        text = words(tree_of(client.get(f"/en/call/waive/{riding.number}/")))
        assert "Coast: the seat is vacant" in text
        assert "[name of your MP]" in text

    def test_a_riding_whose_member_is_not_known_says_so(self, client, sheet):
        answer = client.get(f"/en/call/waive/{RidingFactory().number}/")
        assert "We do not know yet who sits for this riding." in words(tree_of(answer))
        assert "ourcommons.ca" in answer.text

    def test_without_a_riding_the_page_has_the_words_and_the_way_to_the_number(self, client, sheet):
        answer = client.get("/en/call/waive/")
        tree = tree_of(answer)
        assert tree.xpath("//input[@name='then']/@value") == ["call/waive"]
        assert "“I am [your name], from [your riding]. I ask [name of your MP] to act.”" in words(tree)
        assert tree_of(client.get("/fr/appeler/annuler/")).xpath("//input[@name='then']/@value") == ["call/annuler"]


class TestTheWords:
    def test_name_the_member_and_the_riding_that_are_known(self, client, sheet, member):
        assert "“I am [your name], from Coast. I ask Noor Gagné to act.”" in words(
            tree_of(client.get("/en/call/waive/10001/"))
        )
        assert "Ici [votre nom], de Côte. Je demande à Noor Gagné d’agir." in words(
            tree_of(client.get("/fr/appeler/annuler/10001/"))
        )

    def test_a_name_is_text_and_nothing_else(self, client, sheet, member):
        member.last_name = "<b>Gagné</b>"
        member.save()
        answer = client.get("/en/call/waive/10001/").text
        assert "<b>Gagné" not in answer
        assert "&lt;b&gt;Gagné" in answer

    def test_each_objection_has_its_answer_and_where_that_is_from(self, client, sheet):
        source = {"figure_en": "40 cents", "as_of_en": "2018", "source_name_en": "World Renew"}
        ObjectionFactory(sheet=sheet, source_url="https://example.org/cost", **source)
        tree = tree_of(client.get("/en/call/waive/"))
        (objection,) = tree.xpath("//*[@class='objections']/div")
        assert words(objection) == "What would it cost? Less than you think. 40 cents: World Renew, 2018."
        assert objection.find(".//a").get("href") == "https://example.org/cost"

    def test_notes_stand_in_no_form_and_have_no_name(self, client, sheet):
        (notes,) = tree_of(client.get("/en/call/waive/")).xpath("//textarea")
        assert notes.get("name") is None
        assert not any(element.tag == "form" for element in notes.iterancestors())


class TestWhoSeesIt:
    def test_a_draft_is_seen_by_nobody(self, client, sheet, member):
        sheet.state = "draft"
        sheet.save()
        for path in ("/en/call/waive/", "/en/call/waive/10001/", "/en/call/waive/thank-you/"):
            assert client.get(path).status_code == 404
        assert client.post("/en/call/waive/report/", {"outcome": "reached"}).status_code == 404

    def test_nor_is_that_of_a_campaign_which_is_a_draft(self, client):
        CallSheetFactory(campaign__slug_en="waive", campaign__draft=True)
        assert client.get("/en/call/waive/").status_code == 404

    @pytest.mark.parametrize("path", ["/en/call/other/", "/en/call/waive/99999/", "/en/call/waive/abc/"])
    def test_nothing_stands_at_another_address(self, client, sheet, path):
        assert client.get(path).status_code == 404

    @pytest.mark.parametrize("path", ["/en/call/waive/", "/en/call/waive/10001/", "/en/call/waive/10001/thank-you/"])
    def test_a_page_is_the_same_for_everyone(self, client, sheet, member, path):
        answer = client.get(path)
        assert "public" in answer["Cache-Control"]
        assert not answer.cookies
        assert "csrf" not in answer.text

    @pytest.mark.parametrize("path", ["/en/call/waive/10001/", "/en/call/waive/10001/thank-you/"])
    def test_the_other_language_is_the_same_page(self, client, sheet, member, path):
        french = path.replace("/en/call/waive", "/fr/appeler/annuler").replace("thank-you", "merci")
        assert f'href="{french}"' in client.get(path).text
        assert f'href="{path}"' in client.get(french).text

    def test_it_takes_as_many_queries_with_many_offices_and_objections_as_with_one(
        self, client, sheet, member, queries_of
    ):
        ObjectionFactory(sheet=sheet)
        few = queries_of(client, "/en/call/waive/10001/")
        OfficeFactory.create_batch(3, member=member)
        ObjectionFactory.create_batch(3, sheet=sheet)
        assert queries_of(client, "/en/call/waive/10001/") == few


class TestHowItWent:
    def test_a_call_is_counted_by_its_office(self, client, sheet, member):
        answer = client.post(
            "/en/call/waive/10001/report/",
            {"office": "Gander, 709-555-0100", "outcome": "reached", "answer": "passes_on"},
        )
        assert (answer.status_code, answer["Location"]) == (303, "/en/call/waive/10001/thank-you/")
        row = CallCount.objects.get()
        assert (row.campaign, row.riding, row.office.phone) == (sheet.campaign, member.riding, "709-555-0100")
        assert (row.office_label, row.outcome, row.answer, row.number) == (
            "Gander, 709-555-0100",
            "reached",
            "passes_on",
            1,
        )

    def test_the_hill_is_one_office_in_both_languages(self, client, sheet, member):
        client.post("/en/call/waive/10001/report/", {"office": "hill", "outcome": "message"})
        client.post("/fr/appeler/annuler/10001/bilan/", {"office": "hill", "outcome": "message"})
        assert CallCount.objects.get().number == 2

    def test_what_was_said_is_told_only_of_a_call_that_somebody_took(self, client, sheet, member):
        client.post("/en/call/waive/10001/report/", {"outcome": "no_answer", "answer": "supports"})
        assert CallCount.objects.get().answer == "other"

    @pytest.mark.parametrize("typed", ["", "Toronto, 416-555-0100", "\x00", "x" * 500])
    def test_an_office_that_the_page_does_not_name_is_one_that_was_not_said(self, client, sheet, member, typed):
        answer = client.post("/en/call/waive/10001/report/", {"office": typed, "outcome": "full", "answer": typed})
        assert answer.status_code == 303
        row = CallCount.objects.get()
        assert (row.office_label, row.office, row.answer) == ("", None, "other")

    def test_an_office_in_a_town_with_an_endless_name_is_counted(self, client, sheet, member):
        Office.objects.all().delete()
        OfficeFactory(member=member, address=f"1 Main Street\n{'Llanfair' * 30} ON  L4Y 1A6")
        (label,) = html.fromstring(client.get("/en/call/waive/10001/").content).xpath("//input[@name='office']/@value")
        client.post("/en/call/waive/10001/report/", {"office": label, "outcome": "message"})
        row = CallCount.objects.get()
        row.full_clean()
        assert row.office_label == label

    def test_without_a_riding_it_is_counted_for_none(self, client, sheet):
        assert client.post("/en/call/waive/report/", {"outcome": "message"})["Location"] == "/en/call/waive/thank-you/"
        assert CallCount.objects.get().riding_number == ""

    @pytest.mark.parametrize("typed", [{}, {"outcome": ""}, {"outcome": "shouted"}])
    def test_who_has_not_said_what_happened_is_asked_again(self, client, sheet, member, typed):
        answer = client.post("/en/call/waive/10001/report/", {"office": "hill"} | typed)
        assert answer.status_code == 422
        assert "Choose what happened." in answer.text
        tree = html.fromstring(answer.content)
        (place,) = tree.find_class("errors")[0].xpath(".//a/@href")
        assert tree.xpath(f"//*[@id='{place[1:]}']")
        assert tree.xpath("//input[@value='hill']")[0].get("checked") is not None
        assert not CallCount.objects.exists()

    def test_whoever_opens_the_address_by_hand_is_led_to_the_page(self, client, sheet, member):
        assert client.get("/en/call/waive/10001/report/")["Location"] == "/en/call/waive/10001/"
        assert client.get("/en/call/waive/report/")["Location"] == "/en/call/waive/"

    def test_another_site_cannot_report_for_its_visitors(self, client, sheet):
        answer = client.post("/en/call/waive/report/", {"outcome": "full"}, headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 403
        assert not CallCount.objects.exists()

    def test_a_flood_from_one_connection_is_held(self, client, sheet):
        codes = [client.post("/en/call/waive/report/", {"outcome": "full"}).status_code for _ in range(22)]
        assert codes == [303] * 20 + [429] * 2
        assert CallCount.objects.get().number == 20


class TestTheToolkitSection:
    def test_leads_to_the_page_of_each_campaign_that_has_one(self, client, sheet):
        CallSheetFactory(draft=True)
        SectionFactory(tool="call", slug_en="calling", tool_title_en="Make the call", tool_title_fr="Passez l’appel")
        tree = tree_of(client.get("/en/toolkit/calling/"))
        (card,) = tree.find_class("card--act")
        assert card.xpath(".//a/@href") == ["/en/call/waive/"]

    def test_leads_to_the_house_as_long_as_there_is_none(self, client):
        SectionFactory(tool="call", slug_en="calling", tool_title_en="Make the call", tool_title_fr="Passez l’appel")
        (card,) = tree_of(client.get("/en/toolkit/calling/")).find_class("card--act")
        assert card.xpath(".//a/@href") == ["https://www.ourcommons.ca/members/en/search"]


class TestAVacantSeat:
    def test_offers_no_report_of_a_call_that_nobody_can_make(self, client, sheet):
        riding = MemberFactory(vacant=True).riding
        tree = tree_of(client.get(f"/en/call/waive/{riding.number}/"))
        assert tree.xpath("//*[@id='report']") == []
        assert tree_of(client.get("/en/call/waive/")).xpath("//*[@id='report']")
