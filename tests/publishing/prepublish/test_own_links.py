"""Links inside the site that lead to something public, or do not."""

import pytest

from tests.factories.advocacy import WayFactory
from tests.factories.campaigns import CampaignFactory
from tests.factories.petitions import PetitionFactory
from tests.factories.resources import DocumentFactory
from tests.publishing.prepublish.found import found, titles, words, write

pytestmark = pytest.mark.django_db

NOWHERE = "A link leads nowhere"


def linking(href, words_of_link="the words"):
    html = f'<h2>Start here</h2><p>Read <a href="{href}">{words_of_link}</a>.</p>'
    return write(DocumentFactory(), body_en=html, body_fr=html)


def test_a_token_of_something_public_is_fine():
    CampaignFactory(slug_en="loans")
    for token in ("page:campaign/loans", "page:toolkit"):
        assert titles(linking(token)) == []


def test_a_token_of_nothing_is_named_with_the_words_of_the_link():
    assert found(linking("page:campaign/none")) == [(NOWHERE, f"body_{code}", "the words") for code in ("en", "fr")]


def test_a_token_of_a_draft_says_so():
    CampaignFactory(slug_en="loans", title_en="Loans", draft=True)
    assert words(linking("page:campaign/loans"))[0].startswith("“Loans” (page:campaign/loans) is not public")


def test_a_draft_may_link_to_itself():
    document = DocumentFactory(draft=True, slug_en="own")
    html = '<p><a href="page:document/own">here</a></p>'
    assert titles(write(document, body_en=html, body_fr=html)) == []


def test_a_token_of_a_renamed_page_says_what_it_is_now():
    campaign = CampaignFactory(slug_en="loans")
    campaign.slug_en = "travel-loans"
    campaign.save()
    sentence = "page:campaign/loans is an old address. The page is now at page:campaign/travel-loans."
    assert words(linking("page:campaign/loans"))[0] == sentence


@pytest.mark.parametrize(
    "address",
    [
        "/en/",
        "/fr/agir/",
        "/en/campaigns/loans/",
        "/fr/campagnes/prets/",
        "/en/campaigns/loans/?from=letter#asks",
        "https://act.example.org/en/campaigns/loans/",
        "/en/petitions/waive/paper/",
        "/en/resources/report.pdf",
    ],
)
def test_an_address_of_this_site_that_is_there_is_fine(address):
    CampaignFactory(slug_en="loans", slug_fr="prets")
    PetitionFactory(slug_en="waive")
    DocumentFactory(slug_en="report")
    assert NOWHERE not in titles(linking(address))


@pytest.mark.parametrize(
    "address",
    [
        "/en/nothing/",
        "/en/campaigns/none/",
        "/en/campaigns/draft/",
        "/en/campaigns/prets/",
        "https://act.example.org/en/campaigns/none/",
        "/en/petitions/none/paper/",
        "/media/documents/none.pdf",
        "/static/none.css",
    ],
)
def test_one_that_is_not_there_is_named(address):
    CampaignFactory(slug_en="loans", slug_fr="prets")
    CampaignFactory(slug_en="draft", draft=True)
    assert NOWHERE in titles(linking(address))


def test_an_address_of_a_renamed_page_says_where_it_is_now():
    campaign = CampaignFactory(slug_en="loans")
    campaign.slug_en = "travel-loans"
    campaign.save()
    sentence = "/en/campaigns/loans/ is an old address. The page is now at /en/campaigns/travel-loans/."
    assert words(linking("/en/campaigns/loans/"))[0] == sentence


def test_a_place_in_the_same_text_is_a_heading_of_it():
    assert titles(linking("#text-start-here")) == []
    assert titles(linking("#text-elsewhere")) == [NOWHERE, NOWHERE]


def test_other_sites_mails_and_telephones_are_not_asked_here():
    for address in ("https://example.org/gone/", "mailto:a@example.org", "tel:+16135551234"):
        assert NOWHERE not in titles(linking(address))


def test_a_field_that_holds_a_token_is_looked_at_too():
    assert found(WayFactory()) == []
    assert found(WayFactory(target="page:campaign/none")) == [(NOWHERE, "target", "")]
