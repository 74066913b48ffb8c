"""Missing French or English, and one language that says less than the other."""

import pytest

from tests.factories.campaigns import AskFactory, CampaignFactory, NewsPostFactory
from tests.factories.petitions import PetitionFactory
from tests.factories.resources import DocumentFactory
from tests.publishing.prepublish.found import blocking, found, titles, words, write

pytestmark = pytest.mark.django_db

MISSING, LESS = "A language is missing", "One language says less"


def test_a_record_that_is_whole_in_both_languages_is_clean():
    for record in (DocumentFactory(), CampaignFactory(asks=2), NewsPostFactory(), PetitionFactory(draft=True)):
        assert found(record) == []


@pytest.mark.parametrize(("filled", "empty"), [("en", "fr"), ("fr", "en")])
def test_a_field_that_is_there_in_one_language_only_is_named_in_the_other(filled, empty):
    campaign = CampaignFactory(**{f"asks_title_{filled}": "What we ask"})
    assert found(campaign) == [(MISSING, f"asks_title_{empty}", "")]
    assert blocking(campaign) == []


def test_a_field_that_is_empty_in_both_languages_is_left_alone():
    assert found(CampaignFactory(body_en="", body_fr="")) == []


def test_a_paragraph_without_words_counts_as_empty():
    assert found(write(CampaignFactory(), body_fr="<p> &nbsp;</p>")) == [(MISSING, "body_fr", "")]


def test_a_document_without_its_text_cannot_be_published_in_either_language():
    assert blocking(DocumentFactory(body_fr="")) == [(MISSING, "body_fr")]
    assert blocking(DocumentFactory(body_en="", body_fr="")) == [(MISSING, "body_en"), (MISSING, "body_fr")]


def test_a_petition_without_a_prayer_in_one_language_cannot_be_opened():
    assert blocking(write(PetitionFactory(draft=True), prayer_fr="")) == [(MISSING, "prayer_fr")]


def test_a_part_of_a_campaign_is_looked_at_too():
    campaign = CampaignFactory()
    AskFactory(campaign=campaign, reason_fr="")
    assert found(campaign) == [(MISSING, "reason_fr", "")]


@pytest.mark.parametrize(
    ("english", "french", "sentence"),
    [
        ("<h2>One</h2><p>x</p><h2>Two</h2><p>x</p>", "<h2>Un</h2><p>x</p>", "Headings: 2 in English, 1 in French."),
        (
            "<ul><li>a</li></ul>",
            "<ul><li>a</li><li>b</li></ul>",
            "Items of lists: 1 in English, 2 in French.",
        ),
        ("<p>a((Note.))</p>", "<p>a</p>", "Footnotes: 1 in English, 0 in French."),
        ('<p><a href="https://example.org/">a</a></p>', "<p>a</p>", "Links: 1 in English, 0 in French."),
        (
            "<p>Table: a</p><table><tbody><tr><td>1</td></tr></tbody></table>",
            "<p>Tableau : a</p><table><tbody><tr><td>1</td></tr><tr><td>2</td></tr></tbody></table>",
            "Rows of tables: 1 in English, 2 in French.",
        ),
    ],
)
def test_a_language_with_fewer_parts_is_named_with_both_numbers(english, french, sentence):
    document = DocumentFactory(body_en=english, body_fr=french)
    assert words(document) == [sentence]
    assert blocking(document) == []


def test_the_heading_at_which_the_languages_part_is_named():
    document = DocumentFactory(
        body_en="<h2>One</h2><p>x</p><h3>Inside</h3><p>x</p><h2>Two</h2><p>x</p>",
        body_fr="<h2>Un</h2><p>x</p><h2>Deux</h2><p>x</p>",
    )
    assert found(document) == [(LESS, "body_fr", "Inside")]


def test_languages_that_say_the_same_in_more_or_fewer_paragraphs_are_even():
    assert titles(DocumentFactory(body_en="<p>One.</p><p>Two.</p>", body_fr="<p>Un. Deux.</p>")) == []
