"""Take Action, the toolkit and its sections, search: what stands on them, and how many queries they take."""

from urllib.parse import unquote

import pytest
from django.utils import translation

from advocacy.models import Section
from advocacy.templatetags.advocacy import mailto_letter, ways_beyond_signing, with_addresses
from publishing.models import Page
from tests.factories.advocacy import SectionFactory, WayFactory
from tests.factories.campaigns import CampaignFactory, LatestPostFactory, NewsPostFactory, PartnerFactory
from tests.factories.parliament import DecisionMakerFactory
from tests.factories.petitions import PetitionFactory
from tests.factories.publishing import OrganisationFactory, PageFactory
from tests.factories.resources import DocumentFactory
from tests.page_forms import page_of, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def pages():
    OrganisationFactory()
    for key in (Page.Key.HOME, Page.Key.TAKE_ACTION, Page.Key.TOOLKIT, Page.Key.SEARCH):
        PageFactory(key=key)


@pytest.mark.parametrize("path", ["/en/", "/en/take-action/", "/en/toolkit/"])
def test_a_page_takes_as_many_queries_for_three_of_everything_as_for_one(client, queries_of, path):
    def add_one_of_each():
        campaign = CampaignFactory(asks=2)
        document = DocumentFactory(shelf="research")
        campaign.downloads.create(document=document)
        SectionFactory(document=DocumentFactory(layout="guide"))
        WayFactory(target=f"page:campaign/{campaign.slug_en}")
        NewsPostFactory(campaign=campaign)
        PartnerFactory()
        LatestPostFactory()

    PetitionFactory()
    add_one_of_each()
    one = queries_of(client, path)
    add_one_of_each()
    add_one_of_each()
    assert queries_of(client, path) == one


def test_take_action_asks_for_a_signature_at_once(client):
    petition = PetitionFactory(title_en="Waive the loans")
    page = page_of(client.get("/en/take-action/"))
    form = page.get_element_by_id("sign").find(".//form")
    assert form.get("action") == f"/en/petitions/{petition.slug_en}/sign/"
    assert form.get("method") == "post"
    assert page.xpath("//*[contains(@class, 'sign-bar')]//a/@href") == ["#sign"]


def test_take_action_without_a_petition_still_shows_what_can_be_done(client):
    WayFactory(title_en="Call your MP")
    answer = client.get("/en/take-action/")
    assert answer.status_code == 200
    assert "Call your MP" in answer.text
    assert "sign-bar" not in answer.text


def test_a_document_that_is_not_public_is_not_offered(client):
    campaign = CampaignFactory()
    campaign.downloads.create(document=DocumentFactory(title_en="For everyone"))
    campaign.downloads.create(document=DocumentFactory(title_en="Not yet", draft=True), position=2)
    for path in ("/en/take-action/", f"/en/campaigns/{campaign.slug_en}/"):
        words = words_of(client.get(path))
        assert "For everyone" in words
        assert "Not yet" not in words


def test_posts_are_escaped_and_the_section_is_absent_without_any(client):
    assert "Latest posts" not in words_of(client.get("/en/take-action/"))
    LatestPostFactory(text="<b>bold</b> & free", url="https://social.example.org/1")
    answer = client.get("/en/take-action/")
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; free" in answer.text
    assert "Latest posts" in words_of(answer)


def test_a_way_that_leads_nowhere_is_left_out():
    here = WayFactory(target="page:take-action")
    WayFactory(target="page:section/no-longer-there")
    assert with_addresses([here, *type(here).objects.exclude(pk=here.pk)]) == [(here, "/en/take-action/")]


def test_after_signing_the_petition_is_not_offered_again():
    petition = PetitionFactory()
    WayFactory(target=f"page:petition/{petition.slug_en}")
    other = WayFactory(target="page:toolkit")
    assert ways_beyond_signing() == [(other, "/en/toolkit/")]


def test_steps_have_their_neighbours_and_the_last_leads_back(client):
    first, second = SectionFactory(number=1, title_en="One"), SectionFactory(number=2, title_en="Two")
    page = page_of(client.get(f"/en/toolkit/{first.slug_en}/"))
    assert page.xpath("//a[@rel='next']/@href") == [f"/en/toolkit/{second.slug_en}/"]
    assert page.xpath("//a[@rel='prev']") == []
    page = page_of(client.get(f"/en/toolkit/{second.slug_en}/"))
    assert page.xpath("//a[@rel='next']") == []
    assert page.xpath("//*[contains(@class, 'neighbours')]//a/@href")[-1] == "/en/toolkit/"


class TestDoItNow:
    def section(self, tool, **fields):
        return SectionFactory(tool=tool, tool_title_en="Begin", tool_title_fr="Commencez", **fields)

    @pytest.mark.parametrize(
        ("path", "address"),
        [("en", "https://www.ourcommons.ca/members/en/search"), ("fr", "https://www.noscommunes.ca/members/fr/search")],
    )
    @pytest.mark.parametrize("tool", [Section.Tool.CALL, Section.Tool.MEET])
    def test_a_member_is_found_by_the_house_itself(self, client, tool, path, address):
        section = self.section(tool)
        with translation.override(path):
            page = page_of(client.get(section.get_absolute_url()))
        assert address in page.xpath("//a/@href")

    def test_a_signature_is_one_step_away(self, client):
        petition = PetitionFactory()
        section = self.section(Section.Tool.SIGN, petition=petition)
        page = page_of(client.get(f"/en/toolkit/{section.slug_en}/"))
        assert f"/en/petitions/{petition.slug_en}/#sign" in page.xpath("//a/@href")

    def test_words_alone_have_no_button(self, client):
        section = self.section(Section.Tool.NONE)
        page = page_of(client.get(f"/en/toolkit/{section.slug_en}/"))
        assert page.xpath("//*[contains(@class, 'card--act')]//*[contains(@class, 'button')]") == []

    def test_a_letter_begins_in_the_visitors_own_mail_program(self):
        document = DocumentFactory(
            layout="letter",
            subtitle_en="On four concerns",
            body_en="<p>I write to ask.</p><p>Much between.</p><p>Will you answer, {{organisation.name}} asks?</p>",
        )
        section = self.section(Section.Tool.WRITE, recipient=DecisionMakerFactory(), document=document)
        head, _mark, query = mailto_letter(section).partition("?")
        assert head == "mailto:minister@example.org"
        subject, body = (unquote(part.split("=", 1)[1]) for part in query.split("&"))
        assert subject == "On four concerns"
        assert body.split("\r\n\r\n") == [
            "Dear Minister:",
            "I write to ask.",
            "Will you answer, Citizens for Public Justice asks?",
            "Yours sincerely,",
        ]

    def test_a_recipient_without_an_address_gets_no_empty_link(self, client):
        section = self.section(Section.Tool.WRITE, recipient=DecisionMakerFactory(email=""))
        assert "mailto:?" not in client.get(f"/en/toolkit/{section.slug_en}/").text


def test_search_says_what_it_found_and_what_else_to_try(client):
    nothing = words_of(client.get("/en/search/?q=zzzz"))
    assert "Nothing found for “zzzz”" in nothing
    bare = words_of(client.get("/en/search/"))
    assert "Nothing found" not in bare


def test_search_shows_words_as_words(client):
    answer = client.get("/en/search/", {"q": "<script>alert(1)</script>"})
    assert "<script>alert" not in answer.text


def test_a_section_keeps_a_document_back_that_is_not_public(client):
    document = DocumentFactory(layout="guide", draft=True, body_en="<p>Not for you yet.</p>")
    section = SectionFactory(document=document, introduction_en="<p>Begin here.</p>")
    words = words_of(client.get(f"/en/toolkit/{section.slug_en}/"))
    assert "Begin here." in words
    assert "Not for you yet." not in words
    assert "Learn more" not in words
