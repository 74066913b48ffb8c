"""What only the renderer knows of a document before it is published."""

import pytest

from publishing.prepublish import registry
from resources import actions
from resources.models import Document, FinishedFile
from tests.factories.resources import DocumentFactory
from tests.publishing.prepublish.found import blocking, titles, write

pytestmark = pytest.mark.django_db

FILE = {"language": "en", "format": "pdf", "file": "documents/a.pdf", "digest": "a" * 64, "size": 1, "pages": 1}
LONG = "<p>" + "A brief says what it says in few words. " * 40 + "</p>"
TOO_LONG = "The brief is too long"


def brief(**columns):
    return DocumentFactory(layout=Document.Layout.BRIEF, kind=Document.Kind.BRIEF, draft=True, **columns)


class TestABrief:
    def test_of_more_than_a_page_cannot_be_published_and_the_pages_are_counted(self):
        document = brief(body_en=LONG * 5)
        (finding,) = registry.report_on(document, thoroughly=True).blocks
        assert (finding.title, finding.field) == (TOO_LONG, "body_en")
        assert "this text takes" in finding.words

    def test_of_one_page_is_fine(self):
        assert titles(brief(body_en=LONG, body_fr=LONG), thoroughly=True) == []

    def test_is_not_set_for_every_opening_of_the_form(self):
        assert titles(brief(body_en=LONG * 5, body_fr=LONG * 5)) == []

    def test_that_was_set_already_is_not_set_again(self, monkeypatch):
        document = brief()
        actions.render_document(document=document, language="en", format="pdf")
        actions.render_document(document=document, language="fr", format="pdf")
        monkeypatch.setattr("resources.rendering.press.set_pdf", lambda *a, **k: pytest.fail("set again"))
        assert titles(document, thoroughly=True) == []

    def test_as_a_guide_may_be_as_long_as_it_likes(self):
        assert titles(DocumentFactory(body_en=LONG * 5, body_fr=LONG * 5), thoroughly=True) == []


def test_an_insert_of_more_than_two_sides_is_a_warning():
    long = DocumentFactory(has_insert=True, body_en=LONG * 9, body_fr=LONG)
    short = DocumentFactory(has_insert=True)
    (finding,) = registry.report_on(long, thoroughly=True).warnings
    assert (finding.title, finding.field) == ("The bulletin insert is too long", "body_en")
    assert titles(short, thoroughly=True) == []


def test_a_document_with_a_finished_file_needs_no_text():
    document = DocumentFactory(body_en="", body_fr="")
    assert blocking(document) != []
    FinishedFile.objects.create(**FILE, document=document)
    assert blocking(document) == []


def test_a_text_that_names_what_is_gone_cannot_be_published():
    document = write(DocumentFactory(), body_fr="<p>{{chart.gone}}</p><p>Words.</p>")
    assert ("The files cannot be made", "body_fr") in blocking(document)


def test_a_refusal_of_the_renderer_counts_until_the_text_is_changed():
    document = DocumentFactory(body_en="<p>Read \U00012000 here.</p>")
    actions.render_document(document=document, language="en", format="pdf")
    assert ("The files cannot be made", "body_en") in blocking(document)
    document.refresh_from_db()
    document.body_en = "<p>Read here.</p>"
    document.save()
    assert blocking(document) == []
