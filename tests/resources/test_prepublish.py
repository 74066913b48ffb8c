"""What only the renderer knows of a document before it is published."""

from contextlib import contextmanager

import pytest

from publishing.prepublish import registry, subject
from publishing.prepublish.pages import PATIENCE
from publishing.signals import content_saved
from resources import actions, tasks, while_waiting
from resources.models import Document, FinishedFile
from resources.rendering import press
from resources.rendering.problems import TookTooLong
from tests.factories.resources import DocumentFactory
from tests.publishing.prepublish.found import blocking, titles, write

pytestmark = pytest.mark.django_db

FILE = {"language": "en", "format": "pdf", "file": "documents/a.pdf", "digest": "a" * 64, "size": 1, "pages": 1}
LONG = "<p>" + "A brief says what it says in few words. " * 40 + "</p>"
TOO_LONG = "The brief is too long"
NOT_COUNTED = "The pages are not counted yet"


def brief(**columns):
    return DocumentFactory(layout=Document.Layout.BRIEF, kind=Document.Kind.BRIEF, draft=True, **columns)


def looked_at(document, **options):
    """The titles of what is found on the page, which waits for the typesetter."""
    return titles(document, thoroughly=True, **options)


@pytest.fixture
def no_press(monkeypatch):
    monkeypatch.setattr(press.Press, "run", lambda *_, **__: pytest.fail("the typesetter was called"))


class TestABrief:
    def test_of_more_than_a_page_cannot_be_published_and_the_pages_are_counted(self):
        document = brief(body_en=LONG * 5)
        (finding,) = registry.report_on(document, thoroughly=True, seconds=PATIENCE).blocks
        assert (finding.title, finding.field) == (TOO_LONG, "body_en")
        assert "this text takes" in finding.words

    def test_of_one_page_is_fine(self):
        assert looked_at(brief(body_en=LONG, body_fr=LONG), seconds=PATIENCE) == []

    def test_is_not_set_for_every_opening_of_the_form(self, no_press):
        assert titles(brief(body_en=LONG * 5, body_fr=LONG * 5)) == []

    def test_that_was_set_already_is_not_set_again(self, monkeypatch):
        document = brief()
        tasks.measure_draft.call(document.pk)
        monkeypatch.setattr(press.Press, "run", lambda *_, **__: pytest.fail("set again"))
        assert looked_at(document, seconds=PATIENCE) == []

    def test_that_the_worker_has_found_too_long_is_not_set_again(self, monkeypatch):
        document = brief(body_en=LONG * 5)
        tasks.measure_draft.call(document.pk)
        monkeypatch.setattr(press.Press, "run", lambda *_, **__: pytest.fail("set again"))
        (finding,) = registry.report_on(document, thoroughly=True, seconds=PATIENCE).blocks
        assert "A brief has one page; this text takes" in finding.words

    def test_is_set_by_the_worker_as_soon_as_its_draft_is_saved(self, work, client):
        document = brief(has_large_print=True)
        content_saved.send(sender=Document, instance=document)
        work("documents")
        assert set(document.renditions.downloadable().values_list("format", "variant")) == {("pdf", "")}
        assert client.get(document.renditions.first().get_absolute_url()).status_code == 404
        assert client.get(document.renditions.first().lasting_address).status_code == 404

    def test_is_never_set_within_a_save(self, no_press):
        """It would hold the database for as long, and everybody who wants to sign."""
        assert looked_at(brief()) == [NOT_COUNTED, NOT_COUNTED]
        assert blocking(brief(), thoroughly=True) == []

    def test_that_takes_longer_than_staff_wait_says_so(self, monkeypatch):
        given = []

        def run(_press, _job, *_, seconds):
            given.append(seconds)
            raise TookTooLong(seconds)

        monkeypatch.setattr(press.Press, "run", run)
        assert looked_at(brief(), seconds=PATIENCE) == [NOT_COUNTED, NOT_COUNTED]
        assert all(0 < seconds <= PATIENCE for seconds in given)

    def test_waits_no_longer_for_two_languages_than_for_one(self, monkeypatch):
        now = [1000.0]
        for module in (registry, subject):
            monkeypatch.setattr(module, "monotonic", lambda: now[0])

        def run(_press, _job, *_, seconds):
            now[0] += PATIENCE
            raise TookTooLong(seconds)

        monkeypatch.setattr(press.Press, "run", run)
        assert looked_at(brief(), seconds=PATIENCE) == [NOT_COUNTED, NOT_COUNTED]
        assert now[0] == 1000 + PATIENCE

    def test_is_not_waited_for_behind_many_letters(self, monkeypatch):
        @contextmanager
        def full():
            raise while_waiting.TooBusy
            yield

        monkeypatch.setattr(while_waiting, "_place", full)
        assert looked_at(brief(), seconds=PATIENCE) == [NOT_COUNTED, NOT_COUNTED]

    def test_as_a_guide_may_be_as_long_as_it_likes(self):
        assert titles(DocumentFactory(body_en=LONG * 5, body_fr=LONG * 5), thoroughly=True) == []


def test_an_insert_of_more_than_two_sides_is_a_warning():
    long = DocumentFactory(has_insert=True, body_en=LONG * 9, body_fr=LONG)
    short = DocumentFactory(has_insert=True)
    (finding,) = registry.report_on(long, thoroughly=True, seconds=PATIENCE).warnings
    assert (finding.title, finding.field) == ("The bulletin insert is too long", "body_en")
    assert looked_at(short, seconds=PATIENCE) == []


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
