"""The page that shows staff how far a document's files are."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from publishing.signals import content_saved
from resources import tasks
from resources.models import Document, Rendition
from tests.factories.resources import DocumentFactory, RenditionFactory
from tests.page_forms import form_of, page_of, words_of

pytestmark = pytest.mark.django_db

ALL = "/admin/resources/document/files/"
LATE = "Perhaps the worker does not run"


def page(document):
    return f"/admin/resources/document/{document.pk}/files/"


def rows(answer):
    """{(language, file): state} as the page shows them."""
    found = {}
    for row in page_of(answer).xpath("//table/tbody/tr"):
        language, file, state = (" ".join(cell.text_content().split()) for cell in row.xpath("./td | ./th")[:3])
        found[language, file] = state
    return found


@pytest.fixture
def document():
    """With a file made, one being made, one that cannot be, and one that nobody has begun."""
    document = DocumentFactory(title_en="A guide")
    RenditionFactory(document=document)
    empty = {"document": document, "digest": "", "file": "", "size": 0, "pages": None}
    RenditionFactory(**empty, format="docx", began_at=timezone.now())
    RenditionFactory(**empty, language="fr", problem="There is no text in this language yet.")
    return document


def test_each_file_waits_is_being_made_is_made_or_says_why_it_cannot_be(publisher, document):
    assert rows(publisher.get(page(document))) == {
        ("English", "PDF"): "made",
        ("English", "Word"): "being made",
        ("French", "PDF"): "cannot be made There is no text in this language yet.",
        ("French", "Word"): "waiting",
    }


def test_the_page_says_how_many_are_done_and_looks_again_by_itself_while_there_is_work(publisher, document):
    content_saved.send(sender=Document, instance=document)
    Rendition.objects.filter(format="docx").update(began_at=timezone.now())
    answer = publisher.get(page(document))
    assert answer["Refresh"] == "4"
    assert "you may leave this page" in words_of(answer)
    (bar,) = page_of(answer).xpath("//progress")
    assert (bar.get("value"), bar.get("max")) == ("1", "4"), "what has changed was withdrawn; the problem stays"


def test_once_all_is_made_it_no_longer_looks_again(publisher, settings, tmp_path):
    document = DocumentFactory(has_docx=False)
    for language in ("en", "fr"):
        RenditionFactory(document=document, language=language)
    answer = publisher.get(page(document))
    assert "Refresh" not in answer
    assert "Nothing is left to be made." in words_of(answer)


def test_a_file_that_was_begun_long_ago_waits_again(publisher, document):
    Rendition.objects.filter(format="docx").update(began_at=timezone.now() - timedelta(minutes=11))
    answer = publisher.get(page(document))
    assert rows(answer)["English", "Word"] == "waiting"
    assert "Nothing is queued." in words_of(answer)
    assert "Refresh" not in answer


def test_a_worker_that_does_not_come_is_told_of(publisher, document):
    tasks.render_document.enqueue(document.pk)
    assert LATE not in words_of(publisher.get(page(document)))
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=6))
    answer = publisher.get(page(document))
    assert LATE in words_of(answer)
    assert answer["Refresh"] == "4"


def test_a_draft_has_no_files(publisher):
    answer = publisher.get(page(DocumentFactory(draft=True)))
    assert "The files are made when the document is published." in words_of(answer)
    assert rows(answer) == {}


def test_the_page_of_the_library_shows_what_lacks_a_file(publisher, document):
    whole = DocumentFactory(has_docx=False, title_en="All there")
    for language in ("en", "fr"):
        RenditionFactory(document=whole, language=language)
    DocumentFactory(draft=True, title_en="A draft")
    words = words_of(publisher.get(ALL))
    assert "A guide" in words
    assert "All there" not in words
    assert "A draft" not in words
    document.delete()
    assert "Every public document has all its files." in words_of(publisher.get(ALL))


def test_the_page_of_the_library_takes_as_many_queries_for_many_documents_as_for_one(publisher, queries_of, document):
    few = queries_of(publisher, ALL)
    for _number in range(5):
        RenditionFactory(document=DocumentFactory())
    assert queries_of(publisher, ALL) == few


def test_after_saving_staff_are_led_to_it(publisher):
    document = DocumentFactory()
    change = f"/admin/resources/document/{document.pk}/change/"
    answer = publisher.post(change, form_of(publisher.get(change), "document_form"), follow=True)
    assert page(document) in answer.text
    assert "Its files are being made." in words_of(answer)


def test_only_staff_who_see_documents_see_it(client, signed_in, document):
    assert client.get(page(document)).status_code == 302
    assert client.get(ALL).status_code == 302
    nobody = signed_in()
    nobody.user.is_superuser = False
    nobody.user.save()
    assert nobody.get(page(document)).status_code == 403
    assert nobody.get("/admin/resources/document/999999/files/").status_code in (403, 404)
