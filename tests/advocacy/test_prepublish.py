"""What is looked at in a section of the toolkit."""

import pytest

from advocacy.models import Section
from tests.factories.advocacy import SectionFactory
from tests.factories.resources import DocumentFactory
from tests.publishing.prepublish.found import blocking, titles

pytestmark = pytest.mark.django_db

WORDS = {"introduction_en": "<p>Words.</p>", "introduction_fr": "<p>Des mots.</p>"}


def test_a_section_that_offers_nothing_cannot_be_published():
    assert blocking(SectionFactory()) == [("An empty page", "introduction_en")]


@pytest.mark.parametrize("offer", [WORDS, {"tool": Section.Tool.CALL}])
def test_words_or_something_to_do_are_enough(offer):
    assert titles(SectionFactory(**offer)) == []


def test_a_document_is_enough_and_should_be_public():
    assert titles(SectionFactory(document=DocumentFactory())) == []
    assert titles(SectionFactory(document=DocumentFactory(draft=True))) == ["A document that is not public"]


def test_a_section_may_be_a_worksheet_with_gaps():
    words = {"tool_text_en": "<p>We ask [who].</p>", "tool_text_fr": "<p>Nous demandons à [qui].</p>"}
    assert titles(SectionFactory(**WORDS, **words)) == []
