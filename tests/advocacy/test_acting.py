"""What can be done for a campaign, wherever the site offers it."""

import pytest
from django.utils.translation import override
from lxml import html

from advocacy import acting
from advocacy.templatetags.advocacy import ways_beyond_signing
from publishing import links
from tests.factories.advocacy import (
    CallSheetFactory,
    LetterFactory,
    MeetingPlanFactory,
    SectionFactory,
    WayFactory,
)
from tests.factories.campaigns import CampaignFactory
from tests.factories.parliament import MemberFactory
from tests.factories.petitions import PetitionFactory
from tests.factories.publishing import OrganisationFactory, PageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory(slug_en="loans", slug_fr="prets")


@pytest.fixture
def riding():
    return MemberFactory(riding__number="35075").riding


@pytest.fixture
def tools(campaign):
    """A campaign for which everything can be done."""
    MeetingPlanFactory(campaign=campaign)
    LetterFactory(campaign=campaign)
    CallSheetFactory(campaign=campaign)
    return campaign


def hrefs(answer, within="//main"):
    return html.fromstring(answer.content).xpath(f"{within}//a/@href")


class TestDeeds:
    def test_they_are_the_tools_of_a_campaign_the_quickest_first(self, tools):
        assert [deed.address for deed in acting.deeds_about(tools)] == [
            "/en/call/loans/",
            "/en/write/loans/",
            "/en/meet/loans/",
        ]

    def test_with_a_riding_they_lead_to_its_member(self, tools, riding):
        with override("fr"):
            assert [deed.address for deed in acting.deeds_about(tools, riding)] == [
                "/fr/appeler/prets/35075/",
                "/fr/ecrire/prets/35075/",
                "/fr/rencontrer/prets/35075/",
            ]

    def test_where_nobody_sits_there_is_nobody_to_call_or_meet(self, tools):
        vacant = MemberFactory(vacant=True, riding__number="35001").riding
        assert [deed.address for deed in acting.deeds_about(tools, vacant)] == ["/en/write/loans/35001/"]

    def test_nor_is_that_offered_to_who_has_done_something_else(self, tools):
        vacant = MemberFactory(vacant=True, riding__number="35001").riding
        for target in ("page:call/loans", "page:write/loans", "page:meet/loans", "page:take-action"):
            WayFactory(target=target)
        PageFactory(key="take-action")
        assert [address for _way, address in ways_beyond_signing(tools, vacant)] == [
            "/en/write/loans/35001/",
            "/en/take-action/",
        ]

    def test_what_is_not_public_cannot_be_done(self, campaign):
        CallSheetFactory(campaign=campaign, draft=True)
        LetterFactory(campaign=campaign)
        assert [deed.tool.name for deed in acting.deeds_about(campaign)] == ["write"]

    def test_nothing_can_be_done_for_no_campaign(self):
        assert acting.deeds_about(None) == []

    @pytest.mark.parametrize("number", [1, 4])
    def test_many_campaigns_cost_no_more_queries_than_one(self, number, django_assert_num_queries):
        campaigns = [sheet.campaign for sheet in CallSheetFactory.create_batch(number)]
        with django_assert_num_queries(3):
            assert [len(deeds) for deeds in acting.deeds(campaigns).values()] == [1] * number
        with django_assert_num_queries(1):
            assert len(acting.deeds_with("call")) == number

    def test_one_tool_is_found_for_every_campaign_and_another_word_for_none(self, tools):
        CallSheetFactory(campaign=CampaignFactory(slug_en="border"))
        assert {deed.address for deed in acting.deeds_with("call")} == {"/en/call/loans/", "/en/call/border/"}
        assert acting.deeds_with("sign") == []


class TestLinks:
    def test_a_text_links_to_a_tool_by_its_campaigns_address(self, tools, django_assert_num_queries):
        tokens = ["page:call/loans", "page:write/loans", "page:meet/loans", "page:call/other"]
        with django_assert_num_queries(3):
            assert links.addresses(tokens, "fr") == {
                "page:call/loans": "/fr/appeler/prets/",
                "page:write/loans": "/fr/ecrire/prets/",
                "page:meet/loans": "/fr/rencontrer/prets/",
            }
        assert links.target_of("page:write/loans") == tools.letter

    def test_a_tool_that_is_not_public_has_no_address(self, campaign):
        LetterFactory(campaign=campaign, draft=True)
        assert links.addresses(["page:write/loans"], "en") == {}

    def test_a_renamed_campaign_takes_its_tools_along(self, tools):
        tools.slug_en = "travel-loans"
        tools.save()
        assert links.renamed("page:call/loans") == "page:call/travel-loans"
        assert links.renamed("page:call/travel-loans") is None
        assert (tools.call_sheet, "travel-loans") in links.once_at("loans", "en")


class TestWaysAfterSomethingIsDone:
    @pytest.fixture(autouse=True)
    def ways(self):
        """As the site's first content has them, for another campaign."""
        other = CampaignFactory(slug_en="border")
        CallSheetFactory(campaign=other)
        LetterFactory(campaign=other)
        WayFactory(target="page:call/border")
        WayFactory(target="page:write/border")
        WayFactory(target="page:toolkit")

    def addresses(self, *arguments):
        return [address for _way, address in ways_beyond_signing(*arguments)]

    def test_they_stay_with_the_campaign(self, tools):
        assert self.addresses(tools) == ["/en/call/loans/", "/en/write/loans/", "/en/toolkit/"]

    def test_they_stay_with_the_riding(self, tools, riding):
        assert self.addresses(tools, riding, "call") == ["/en/write/loans/35075/", "/en/toolkit/"]

    def test_a_campaign_without_a_tool_leads_to_where_staff_said(self, campaign):
        assert self.addresses(campaign) == ["/en/call/border/", "/en/write/border/", "/en/toolkit/"]

    def test_the_thank_you_page_of_a_petition_offers_them(self, client, tools):
        OrganisationFactory()
        petition = PetitionFactory(campaign=tools)
        assert "/en/call/loans/" in hrefs(client.get(f"/en/petitions/{petition.slug_en}/thank-you/"))


class TestWhereItIsOffered:
    @pytest.fixture(autouse=True)
    def site(self, tools):
        OrganisationFactory()
        for key in ("take-action", "toolkit", "home"):
            PageFactory(key=key)

    def test_on_the_campaigns_page(self, client):
        found = hrefs(client.get("/en/campaigns/loans/"))
        assert {"/en/call/loans/", "/en/write/loans/", "/en/meet/loans/"} <= set(found)

    def test_on_take_action_for_each_campaign(self, client):
        CallSheetFactory(campaign=CampaignFactory(slug_en="border"))
        found = hrefs(client.get("/en/take-action/"))
        assert {"/en/call/loans/", "/en/meet/loans/", "/en/call/border/"} <= set(found)
        assert "/en/meet/border/" not in found

    def test_on_the_page_of_a_riding_for_its_member(self, client, riding):
        CampaignFactory(title_en="Nothing to do here")
        page = client.get("/en/find-your-mp/35075/")
        assert {"/en/call/loans/35075/", "/en/write/loans/35075/", "/en/meet/loans/35075/"} <= set(hrefs(page))
        assert "Nothing to do here" not in page.text

    @pytest.mark.parametrize("tool", ["call", "write", "meet"])
    def test_in_the_section_of_the_toolkit_that_is_about_it(self, client, tool):
        section = SectionFactory(tool=tool, tool_title_en="Begin", tool_title_fr="Commencez")
        within = "//*[contains(@class, 'card--act')]"
        assert hrefs(client.get(f"/en/toolkit/{section.slug_en}/"), within) == [f"/en/{tool}/loans/"]

    @pytest.mark.parametrize("tool", ["call", "write", "meet"])
    def test_each_tool_leads_to_the_same_for_another_campaign(self, client, tool):
        within = "//nav[contains(@class, 'about')]"
        assert hrefs(client.get(f"/en/{tool}/loans/"), within) == [], "there is no other"
        factory = {"call": CallSheetFactory, "write": LetterFactory, "meet": MeetingPlanFactory}[tool]
        factory(campaign=CampaignFactory(slug_en="border"))
        page = client.get(f"/en/{tool}/loans/")
        assert set(hrefs(page, within)) == {f"/en/{tool}/loans/", f"/en/{tool}/border/"}
        (here,) = html.fromstring(page.content).xpath(f"{within}//a[@aria-current]/@href")
        assert here == f"/en/{tool}/loans/"
