"""The pages: a form that is the same for everyone, a letter that is nobody else's."""

import re

import pytest
from django.utils.translation import override
from lxml import html

from advocacy.finding.after import address_for, purpose
from advocacy.models import Letter, LetterCount
from publishing.preview import preview_path
from resources import while_waiting
from tests.advocacy.writing.conftest import OWN_WORDS
from tests.factories.advocacy import CallSheetFactory, LetterFactory, LetterPointFactory, WayFactory
from tests.factories.parliament import MemberFactory, RidingFactory

pytestmark = pytest.mark.django_db
FORM, FORM_FR, ALONE = "/en/write/loans/35079/", "/fr/ecrire/prets/35079/", "/en/write/loans/"


@pytest.fixture(autouse=True)
def _no_press(monkeypatch):
    monkeypatch.setattr(while_waiting, "make_ready", lambda: None)


def text_of(answer):
    return " ".join(html.fromstring(answer.content).text_content().split())


class TestTheForm:
    def test_is_the_same_for_everyone_and_may_be_kept(self, client, letter, riding):
        answer = client.get(FORM)
        assert answer.status_code == 200
        assert "public" in answer["Cache-Control"]
        assert not answer.cookies
        assert "Vary" not in answer or answer["Vary"] == "Accept-Encoding"

    def test_offers_the_points_in_the_pages_language_with_their_sources(self, client, letter, riding):
        point = letter.points.first()
        english, french = text_of(client.get(FORM)), text_of(client.get(FORM_FR))
        assert point.label_en in english
        assert point.label_fr in french
        assert "IRCC, 2015" in english

    def test_says_that_offices_set_aside_identical_mail(self, client, letter, riding):
        assert "set aside letters that are all alike" in text_of(client.get(FORM))

    def test_suggests_the_members_language_and_begins_with_the_pages(self, client, letter, riding):
        page = html.fromstring(client.get(FORM).content)
        assert "Your MP’s office serves in French." in page.text_content()
        assert page.xpath("//select[@name='language']/option[@selected]/@value") == ["en"]
        page = html.fromstring(client.get(FORM_FR).content)
        assert page.xpath("//select[@name='language']/option[@selected]/@value") == ["fr"]

    def test_without_a_riding_a_letter_to_members_offers_to_find_one(self, client, riding):
        LetterFactory(to=Letter.To.MEMBER, campaign__slug_en="stca", campaign__slug_fr="etps")
        answer = client.get("/en/write/stca/")
        page = html.fromstring(answer.content)
        assert page.xpath("//input[@name='postal_code']")
        assert page.xpath("//input[@name='then']/@value") == ["write/stca"]
        assert not page.xpath("//textarea")

    def test_without_a_riding_a_letter_to_both_may_go_to_the_minister_alone(self, client, letter):
        page = html.fromstring(client.get(ALONE).content)
        assert page.xpath("//input[@name='postal_code']")
        assert page.xpath("//textarea[@name='opening']")

    def test_of_a_vacant_seat_says_who_gets_the_letter_or_that_nobody_does(self, client, letter):
        RidingFactory(number="48001", name_en="Banff")
        MemberFactory(vacant=True, riding__number="48002", riding__name_en="Calgary Fictional")
        assert "goes to Dana Tremblay alone" in text_of(client.get("/en/write/loans/48002/"))
        Letter.objects.update(to=Letter.To.MEMBER, decision_maker=None)
        said = text_of(client.get("/en/write/loans/48002/"))
        assert "nobody to read it" in said
        assert "See the letter" not in said
        assert "See the letter" in text_of(client.get("/en/write/loans/48001/")), "nobody known is not nobody"

    @pytest.mark.parametrize("path", ["/en/write/loans/99999/", "/en/write/nothing/", "/en/write/loans/x/"])
    def test_of_what_is_not_there_is_not_found(self, client, letter, riding, path):
        assert client.get(path).status_code == 404

    def test_of_a_draft_is_seen_with_its_preview_link_only(self, client, letter, riding, publisher):
        Letter.objects.update(state="draft")
        assert client.get(FORM).status_code == 404
        change = publisher.get(f"/admin/advocacy/letter/{letter.pk}/change/").text
        link = re.search(r'href="(/en/write/loans/\?preview=[^"]+)"', change)[1]
        answer = client.get(link)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]

    def test_of_a_draft_leads_from_the_preview_to_its_files_and_counts_nothing(self, visitor, letter, riding, typed):
        Letter.objects.update(state="draft")
        letter.refresh_from_db()
        answer = visitor.post(preview_path(letter), typed())
        assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
        page = html.fromstring(answer.content)
        (pdf,) = page.xpath("//button/@formaction[contains(., 'letter.pdf')]")
        assert visitor.post(pdf, typed(name="1")).status_code == 422, "it is there, and looks at what was typed"
        assert visitor.post(pdf.partition("?")[0], typed(name="1")).status_code == 404
        assert "Count my letter" not in answer.text

    def test_takes_as_many_queries_with_many_points_as_with_few(self, client, letter, riding, queries_of):
        few = queries_of(client, FORM)
        for position in range(4, 9):
            LetterPointFactory(letter=letter, position=position)
        assert queries_of(client, FORM) == few


class TestTheLetter:
    def test_shows_both_sides_words_in_the_right_form(self, visitor, letter, riding, typed):
        answer = visitor.post(FORM, typed(address="12 Main Street\nK1A 0B1"))
        assert answer.status_code == 200
        sheet = html.fromstring(answer.content).xpath("//article")[0]
        said = " ".join(sheet.text_content().split())
        for words in (
            "Amina O’Neil",
            "12 Main Street",
            "The Honourable Dana Tremblay, P.C., M.P.",
            "Subject: Travel loans",
            "Dear Minister:",
            OWN_WORDS,
            "in the riding of Ottawa Centre, with a copy to Noor Gagné",
            "Please waive them, Dana Tremblay.",
            "Yours sincerely,",
            "Copy: Ms. Noor Gagné, M.P.",
        ):
            assert words in said
        first, second, third = letter.points.all()
        assert first.text_en in said
        assert second.text_en in said
        assert third.text_en not in said

    def test_may_be_in_the_other_language_than_the_page(self, visitor, letter, riding, typed):
        answer = visitor.post(FORM, typed(language="fr"))
        sheet = html.fromstring(answer.content).xpath("//article")[0]
        assert sheet.get("lang") == "fr-CA"
        said = sheet.text_content()
        assert "Madame la Ministre," in said
        assert "Objet\u00a0: Les prêts de voyage" in said
        assert "la circonscription d’Ottawa-Centre" in said
        assert "Your letter" in html.fromstring(answer.content).xpath("//h1")[0].text_content()

    def test_says_how_much_of_it_is_the_writers(self, visitor, letter, riding, typed):
        few = html.fromstring(visitor.post(FORM, typed(opening="I ask this of you with all my heart.")).content)
        many = html.fromstring(visitor.post(FORM, typed(opening=" ".join([OWN_WORDS] * 5))).content)
        assert int(few.xpath("//meter/@value")[0]) < int(many.xpath("//meter/@value")[0]) <= 100

    @pytest.mark.parametrize(
        ("wrong", "told"),
        [
            ({"opening": ""}, "a sentence or two of your own"),
            ({"opening": "Please act now."}, "Write a little more"),
            ({"opening": "w " * 1001}, "2,000 characters"),
            ({"points": []}, "Choose one to three points."),
            ({"points": ["0"]}, "have changed meanwhile"),
            ({"name": ""}, "Enter your name"),
            ({"name": "!!!"}, "in letters"),
            ({"name": "n" * 81}, "80 letters"),
            ({"place": ""}, "Enter your town"),
            ({"address": "a\nb\nc\nd"}, "three lines"),
            ({"address": "a" * 61}, "three lines"),
            ({"language": "de"}, "de"),
        ],
    )
    def test_comes_back_with_what_is_wrong_and_with_all_that_was_typed(
        self, visitor, letter, riding, typed, wrong, told
    ):
        answer = visitor.post(FORM, typed() | wrong)
        assert answer.status_code == 422
        assert told in text_of(answer)
        page = html.fromstring(answer.content)
        if "opening" not in wrong:
            assert page.xpath("//textarea[@name='opening']")[0].text.strip() == OWN_WORDS
        if "name" not in wrong:
            assert page.xpath("//input[@name='name']/@value") == ["Amina O’Neil"]
        if "points" not in wrong:
            assert len(page.xpath("//input[@name='points'][@checked]")) == 2
        assert page.xpath("//title")[0].text.startswith("Error")

    def test_takes_three_points_and_no_more(self, visitor, letter, riding, typed):
        LetterPointFactory(letter=letter, position=4)
        points = [str(point.pk) for point in letter.points.all()]
        assert visitor.post(FORM, typed(points=points[:3])).status_code == 200
        assert visitor.post(FORM, typed(points=points)).status_code == 422

    def test_can_be_changed_with_nothing_lost(self, visitor, letter, riding, typed):
        preview = html.fromstring(
            visitor.post(FORM, typed(opening=f"{OWN_WORDS}\n\nAnd more.", address="a\nb")).content
        )
        hidden = preview.xpath("//form[.//button[@name='back']]//input[@type='hidden']")
        again = {}
        for field in hidden:
            again.setdefault(field.get("name"), []).append(field.get("value"))
        answer = visitor.post(FORM, again | {"back": "1"})
        page = html.fromstring(answer.content)
        assert answer.status_code == 200
        assert not page.xpath("//*[contains(@class, 'errors')]")
        assert page.xpath("//textarea[@name='opening']")[0].text.split() == f"{OWN_WORDS} And more.".split()
        assert page.xpath("//textarea[@name='address']")[0].text.split() == ["a", "b"]
        assert len(page.xpath("//input[@name='points'][@checked]")) == 2

    def test_back_takes_a_form_that_is_not_finished(self, visitor, letter, riding):
        answer = visitor.post(FORM, {"back": "1", "name": "Amina"})
        assert answer.status_code == 200
        assert 'value="Amina"' in answer.text

    def test_is_kept_by_nobody(self, visitor, letter, riding, typed):
        for answer in (visitor.post(FORM, typed()), visitor.post(FORM, typed(name=""))):
            assert answer["Cache-Control"] == "no-store"
            assert not answer.cookies

    def test_says_the_stamp_only_of_the_house(self, visitor, letter, riding, typed):
        assert "no stamp needed" in text_of(visitor.post(FORM, typed()))
        letter.decision_maker.address_en = "365 Laurier Avenue West\nOttawa, Ontario  K1A 1L1"
        letter.decision_maker.save()
        said = text_of(visitor.post(FORM, typed()))
        assert "no stamp needed" not in said
        assert "It needs a stamp." in said

    def test_is_not_taken_from_another_site(self, client, letter, riding, typed):
        answer = client.post(FORM, typed(), headers={"sec-fetch-site": "cross-site"})
        assert answer.status_code == 403

    def test_a_flood_from_one_connection_waits(self, visitor, letter, riding, typed, monkeypatch):
        monkeypatch.setattr("advocacy.writing.views.POSTS_PER_MINUTE", 2)
        codes = [visitor.post(FORM, typed()).status_code for _post in range(3)]
        assert codes == [200, 200, 429]

    def test_of_a_vacant_seat_without_another_reader_is_not_made(self, visitor, letter, typed):
        MemberFactory(vacant=True, riding__number="48002")
        Letter.objects.update(to=Letter.To.MEMBER, decision_maker=None)
        assert visitor.post("/en/write/loans/48002/", typed()).status_code == 409


class TestCounting:
    def test_a_tap_counts_one_letter_and_leads_on(self, visitor, letter, riding):
        answer = visitor.post(f"{FORM}count/")
        assert (answer.status_code, answer["Location"]) == (303, f"{FORM}thank-you/")
        count = LetterCount.objects.get()
        assert (count.campaign, count.riding, count.number) == (letter.campaign, riding, 1)
        thanks = visitor.get(answer["Location"])
        assert "Your letter is counted" in text_of(thanks)
        assert "/en/find-your-mp/35079/" in thanks.text
        assert "public" in thanks["Cache-Control"]

    def test_the_thanks_lead_to_calling_the_same_riding_and_not_to_writing_again(self, client, letter, riding):
        CallSheetFactory(campaign=letter.campaign)
        WayFactory(target="page:call/loans")
        WayFactory(target="page:write/loans")
        page = client.get(f"{FORM}thank-you/").text
        assert "/en/call/loans/35079/" in page
        assert f'"{ALONE}"' not in page

    def test_without_a_riding_it_counts_too(self, visitor, letter):
        assert visitor.post(f"{ALONE}count/").status_code == 303
        assert LetterCount.objects.get().riding is None

    def test_a_flood_is_held(self, visitor, letter, riding, monkeypatch):
        monkeypatch.setattr("advocacy.writing.views.COUNTED_PER_MINUTE", 1)
        codes = [visitor.post(f"{FORM}count/").status_code for _tap in range(2)]
        assert codes == [303, 429]
        assert LetterCount.objects.get().number == 1

    def test_opened_by_hand_it_leads_to_the_form_and_counts_nothing(self, client, letter, riding):
        assert client.get(f"{FORM}count/")["Location"] == FORM
        assert not LetterCount.objects.exists()

    def test_another_site_cannot_count(self, client, letter, riding):
        assert client.post(f"{FORM}count/", headers={"sec-fetch-site": "cross-site"}).status_code == 403


def test_the_finder_leads_to_the_letter(client, letter, riding):
    assert address_for(riding, purpose("write/loans")) == FORM
    with override("fr"):
        assert address_for(riding, purpose("write/loans")) == FORM_FR
