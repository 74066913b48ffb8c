import pytest
from django.utils.translation import get_language, override

from publishing import links
from tests.factories.advocacy import CallSheetFactory
from tests.factories.campaigns import CampaignFactory, NewsPostFactory
from tests.factories.parliament import DecisionMakerFactory
from tests.factories.petitions import PetitionFactory

pytestmark = pytest.mark.django_db


def test_a_token_leads_to_the_page_of_the_texts_own_language():
    CampaignFactory(slug_en="travel-loans", slug_fr="prets-de-voyage")
    tokens = ["page:campaign/travel-loans", "page:news"]
    assert links.addresses(tokens, "en") == {
        "page:campaign/travel-loans": "/en/campaigns/travel-loans/",
        "page:news": "/en/news/",
    }
    with override("en"):
        assert links.addresses(tokens, "fr") == {
            "page:campaign/travel-loans": "/fr/campagnes/prets-de-voyage/",
            "page:news": "/fr/actualites/",
        }
        assert get_language() == "en"


@pytest.mark.parametrize(
    "token", ["page:campaign/gone", "page:campaign/brouillon", "page:film/x", "page:none", "page:"]
)
def test_a_token_that_leads_nowhere_has_no_address(token):
    CampaignFactory(slug_en="draft", slug_fr="brouillon")
    assert links.addresses([token], "en") == {}


def test_a_draft_and_what_is_not_open_yet_have_no_address():
    CampaignFactory(slug_en="draft", state="draft")
    CampaignFactory(slug_en="archived", state="archived")
    PetitionFactory(slug_en="secret", state="draft")
    PetitionFactory(slug_en="done", state="closed")
    tokens = ["page:campaign/draft", "page:campaign/archived", "page:petition/secret", "page:petition/done"]
    assert list(links.addresses(tokens, "en")) == ["page:petition/done"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_kind_of_page_costs_one_query_however_many_links_there_are(django_assert_num_queries, count):
    tokens = ["page:news", "page:take-action"]
    tokens += [f"page:campaign/{CampaignFactory().slug_en}" for _n in range(count)]
    tokens += [f"page:news/{NewsPostFactory().slug_en}" for _n in range(count)]
    with django_assert_num_queries(2):
        assert len(links.addresses(tokens * 2, "fr")) == 2 + 2 * count


def test_fixed_pages_cost_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert links.addresses(["page:home", "page:privacy"], "en") == {
            "page:home": "/en/",
            "page:privacy": "/en/privacy/",
        }


@pytest.mark.parametrize(
    ("token", "is_known"),
    [
        ("page:home", True),
        ("page:section/x", True),
        ("page:document/x", True),
        ("page:section", False),
        ("page:home/x", False),
        ("page:section/", False),
        ("https://example.org", False),
        ("", False),
    ],
)
def test_a_kind_is_known_or_not(token, is_known):
    assert links.is_known_kind(token) is is_known


def test_all_that_leads_or_once_led_to_a_record_or_to_what_stands_at_its_address():
    sheet = CallSheetFactory(campaign=CampaignFactory(slug_en="before"))
    sheet.campaign.slug_en = "now"
    sheet.campaign.save()
    assert links.tokens_of(sheet) == ["page:call/before", "page:call/now"]
    of_campaign = {
        f"page:{kind}/{slug}" for kind in ("campaign", "call", "meet", "write") for slug in ("before", "now")
    }
    assert set(links.tokens_of(sheet.campaign)) == of_campaign
    assert links.tokens_of(DecisionMakerFactory()) == []
