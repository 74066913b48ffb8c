"""Heading levels, alternative texts, captions."""

import pytest

from tests.factories.campaigns import CampaignFactory
from tests.factories.resources import DocumentFactory
from tests.publishing.prepublish.found import found, titles, write

pytestmark = pytest.mark.django_db

SKIPPED = "A heading level is skipped"
WITHOUT_WORDS = "A picture without alternative text"


def both(html):
    return {"body_en": html, "body_fr": html}


@pytest.mark.parametrize(
    ("html", "at"),
    [
        ("<h2>One</h2><p>x</p><h4>Deep</h4><p>x</p>", "Deep"),
        ("<h3>First of all</h3><p>x</p>", "First of all"),
        ("<h2>One</h2><h3>Two</h3><h4>Three</h4><h2>Back</h2><h4>Down</h4>", "Down"),
    ],
)
def test_a_heading_that_skips_a_level_is_named_in_each_language(html, at):
    assert found(DocumentFactory(**both(html))) == [(SKIPPED, "body_en", at), (SKIPPED, "body_fr", at)]


def test_headings_may_go_up_by_as_many_levels_as_they_like():
    html = "<h2>One</h2><h3>Two</h3><h4>Three</h4><h2>Back</h2><h3>Down</h3>"
    assert found(DocumentFactory(**both(html))) == []


def test_a_picture_needs_words_in_each_language():
    campaign = write(
        CampaignFactory(), photo="campaigns/a.jpg", photo_width=1, photo_height=1, photo_alt_en="People at a border"
    )
    assert (WITHOUT_WORDS, "photo_alt_fr", "") in found(campaign)
    assert (WITHOUT_WORDS, "photo_alt_en", "") not in found(campaign)
    assert WITHOUT_WORDS not in titles(write(campaign, photo_alt_fr="Des gens à une frontière"))


def test_the_name_of_a_file_says_nothing():
    alt = {"photo_alt_en": "IMG_2041.JPG", "photo_alt_fr": "Des gens à une frontière"}
    assert found(write(CampaignFactory(), photo="campaigns/a.jpg", photo_width=1, photo_height=1, **alt)) == [
        (WITHOUT_WORDS, "photo_alt_en", "")
    ]


def test_without_a_picture_no_words_are_asked_for():
    assert WITHOUT_WORDS not in titles(CampaignFactory())


TABLE = "<table><tbody><tr><td>Lake of Bays</td></tr></tbody></table>"


def test_a_table_without_a_caption_is_named():
    texts = {"body_en": f"<p>Words.</p>{TABLE}", "body_fr": f"<p>Tableau : les lacs</p>{TABLE}"}
    assert found(DocumentFactory(**texts)) == [("A table without a caption", "body_en", "Lake of Bays")]


def test_a_table_with_one_is_fine():
    texts = {"body_en": f"<p>Table: lakes</p>{TABLE}", "body_fr": f"<p>Tableau : les lacs</p>{TABLE}"}
    assert found(DocumentFactory(**texts)) == []
