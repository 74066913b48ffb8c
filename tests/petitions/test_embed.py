"""The card for other sites: in any frame, light, without cookies, scripts and fonts."""

import re

import pytest
from django.test import Client
from lxml import html

from petitions.models import Petition, Tally
from tests.factories.petitions import PetitionFactory
from tests.page_forms import page_of, words_of

pytestmark = pytest.mark.django_db
PATH = "/en/petitions/waive-travel-loans/embed/"
FRENCH = "/fr/petitions/annuler-les-prets/vignette/"


@pytest.fixture
def tally(petition):
    return Tally.objects.create(petition=petition, confirmed=640, paper=12)


def test_it_shows_title_count_and_goal_in_both_languages(client, tally):
    words = words_of(client.get(PATH))
    for part in ("Waive travel loans", "652 people have signed", "Our goal: 1,000", "65%", "Sign the petition"):
        assert part in words
    french = client.get(FRENCH)
    assert 'lang="fr-CA"' in french.text
    assert "652 personnes ont signé" in words_of(french)


def test_its_links_open_in_the_whole_window_and_lead_to_the_petition(client, tally):
    page = page_of(client.get(PATH))
    links = page.xpath("//a")
    assert len(links) == 2
    for link in links:
        assert link.get("target") == "_top"
        assert link.get("href").startswith("https://act.example.org/en/petitions/waive-travel-loans/")


def test_any_site_may_frame_it_and_no_other_page(client, tally):
    card = client.get(PATH)
    assert "frame-ancestors *" in card["Content-Security-Policy"]
    assert "default-src 'none'" in card["Content-Security-Policy"]
    assert "X-Frame-Options" not in card
    page = client.get("/en/petitions/waive-travel-loans/")
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"


def test_a_browser_that_keeps_it_keeps_its_frame_policy(client, tally):
    """A 304 renews the headers of the kept page: with the site's policy the second frame would stay empty."""
    again = client.get(PATH, headers={"if-none-match": client.get(PATH)["ETag"]})
    assert again.status_code == 304
    assert "frame-ancestors *" in again["Content-Security-Policy"]


def test_it_is_light_and_sets_no_cookie(client, tally):
    card = client.get(PATH)
    assert not card.cookies
    assert "public" in card["Cache-Control"]
    page = page_of(card)
    assert page.xpath("//script | //img | //form | //iframe") == []
    (style,) = page.xpath("//link[@rel='stylesheet']/@href")
    css = client.get(style, headers={"accept-encoding": "br"})
    assert css.status_code == 200
    assert "immutable" in css["Cache-Control"]
    plain = client.get(style).text
    assert "prefers-color-scheme" in plain
    assert "url(" not in plain
    assert len(card.content) + len(css.content) < 4_000


def test_it_wears_the_colours_of_the_organisation(client, tally, organisation):
    (before,) = page_of(client.get(PATH)).xpath("//link[@rel='stylesheet']/@href")
    organisation.brand_colour = "#123456"
    organisation.save()
    (after,) = page_of(client.get(PATH)).xpath("//link[@rel='stylesheet']/@href")
    assert after != before
    assert "#123456" in client.get(after).text


def test_before_the_first_signature_it_invites(client, petition):
    assert "Be the first to sign" in words_of(client.get(PATH))


def test_a_petition_that_is_over_says_so(client, tally):
    Petition.objects.update(state="delivered")
    words = words_of(client.get(PATH))
    assert "It is closed: see what came of it" in words
    assert "Sign the petition" not in words


def test_of_a_draft_there_is_no_card(client, organisation):
    PetitionFactory(draft=True, slug_en="a-draft")
    assert client.get("/en/petitions/a-draft/embed/").status_code == 404


class TestTheCodeToCopy:
    def code(self, path="/en/petitions/waive-travel-loans/"):
        (area,) = page_of(Client().get(path)).xpath("//textarea[@readonly]")
        return area.text

    def test_it_is_a_frame_with_a_title(self, tally):
        frame = _frame(self.code())
        assert frame.get("src") == f"https://act.example.org{PATH}"
        assert frame.get("title") == "Petition: Waive travel loans"
        assert frame.get("loading") == "lazy"

    def test_in_french_it_is_the_french_card(self, tally):
        frame = _frame(self.code("/fr/petitions/annuler-les-prets/"))
        assert frame.get("src") == f"https://act.example.org{FRENCH}"
        assert frame.get("title").startswith("Pétition")

    def test_a_title_with_quotes_and_tags_stays_inside_its_attribute(self, tally):
        title = 'Say "yes" <script>alert(1)</script> & go'
        Petition.objects.update(title_en=title)
        text = Client().get("/en/petitions/waive-travel-loans/").text
        assert "<script>alert" not in text
        code = self.code()
        assert "<script>" not in code
        assert _frame(code).get("title") == f"Petition: {title}"
        assert len(re.findall("<iframe", code)) == 1


def _frame(code):
    return html.fragment_fromstring(code)
