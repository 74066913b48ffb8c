"""Gaps, notes to oneself and filler text that were left in."""

import pytest

from resources.models import Document
from tests.factories.campaigns import CampaignFactory
from tests.factories.petitions import PetitionFactory
from tests.factories.resources import DocumentFactory
from tests.publishing.prepublish.found import blocking, found, titles, words, write

pytestmark = pytest.mark.django_db

LEFT = "A placeholder is left over"


@pytest.mark.parametrize(
    "left",
    ["TODO", "XXX", "XXXX", "FIXME", "TBD", "Lorem ipsum", "???", "À FAIRE", "À COMPLÉTER", "[name]", "[votre nom]"],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_was_left_is_named_with_its_sentence(left, language):
    campaign = write(CampaignFactory(), **{f"lead_{language}": f"It was said. Then {left} came. The end."})
    assert found(campaign) == [(LEFT, f"lead_{language}", f"Then {left} came. The end.")]
    assert left in words(campaign)[0]


@pytest.mark.parametrize(
    "fine",
    [
        "Tout est à faire.",
        "She said she would have [sic] gone.",
        "“[…] the border”",
        "[T]he Court held",
        "Super Bowl XXX1 aside, XX stays.",
        "The todos of a council",
        "une citation [traduction libre]",
        "le rapport [[en: A Half Welcome]] de 2017",
    ],
)
def test_ordinary_words_are_not_taken_for_it(fine):
    assert LEFT not in titles(write(CampaignFactory(), lead_en=fine, lead_fr=fine))


def test_gaps_for_the_reader_are_meant_in_a_letter_and_left_over_in_a_report():
    gap = {"body_en": "<p>Dear [name],</p>", "body_fr": "<p>Bonjour [nom],</p>"}
    assert LEFT not in titles(DocumentFactory(layout=Document.Layout.LETTER, kind=Document.Kind.LETTER, **gap))
    report = DocumentFactory(layout=Document.Layout.REPORT, kind=Document.Kind.REPORT, **gap)
    assert titles(report) == [LEFT, LEFT]


def test_a_petition_has_no_gaps():
    petition = write(PetitionFactory(draft=True), prayer_en="<p>We ask [who] to act.</p>")
    assert found(petition) == [(LEFT, "prayer_en", "We ask [who] to act.")]


def test_a_name_in_braces_that_nothing_stands_for_blocks():
    document = write(DocumentFactory(), body_en="<p>Write to {{minister.nobody}} soon.</p>")
    assert (LEFT, "body_en") in blocking(document)


def test_a_name_in_braces_that_is_known_is_fine_in_a_text_and_not_in_a_title():
    text = {"body_en": "<p>{{organisation.name}}</p>", "body_fr": "<p>{{organisation.name}}</p>"}
    assert titles(DocumentFactory(**text)) == []
    document = write(DocumentFactory(), title_en="By {{organisation.name}}")
    assert found(document) == [(LEFT, "title_en", "By {{organisation.name}}")]


def test_a_line_of_rich_text_ends_with_its_block():
    document = write(DocumentFactory(), body_en="<h2>Title</h2><p>TODO here</p><p>More.</p>")
    assert (LEFT, "body_en", "TODO here More.") in found(document) or (LEFT, "body_en", "TODO here") in found(document)
