"""Files are made once, never stale, and say to staff why they could not be made."""

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from publishing.signals import content_saved
from resources import actions, current, tasks
from resources.models import Document, Rendition
from resources.rendering import press
from resources.rendering.problems import RenderingFailed
from tests.factories.campaigns import ChartFactory
from tests.factories.parliament import DecisionMakerFactory
from tests.factories.publishing import OrganisationFactory
from tests.factories.resources import DocumentFactory, RenditionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    OrganisationFactory()


def make(document, language="en", format="pdf", **options):
    return actions.render_document(document=document, language=language, format=format, **options)


def queued():
    return sorted(DBTaskResult.objects.filter(task_path__startswith="resources.").values_list("task_path", flat=True))


class TestMaking:
    def test_a_pdf_is_stored_under_the_hash_of_what_went_into_it(self):
        rendition = make(DocumentFactory())
        assert rendition.file.name == f"documents/{rendition.digest[:2]}/{rendition.digest}.pdf"
        with default_storage.open(rendition.file.name) as file:
            content = file.read()
        assert (len(content), rendition.pages, rendition.problem) == (rendition.size, 1, "")
        with pikepdf.open(default_storage.path(rendition.file.name)) as pdf:
            assert pdf.Root.Lang == "en-CA"
            assert pdf.check_pdf_syntax() == []

    def test_a_word_file_is_a_word_file(self):
        rendition = make(DocumentFactory(), "fr", "docx")
        with default_storage.open(rendition.file.name) as file:
            assert file.read(4) == b"PK\x03\x04"
        assert rendition.pages is None

    def test_a_current_file_is_not_made_again(self, monkeypatch):
        document = DocumentFactory()
        first = make(document)
        monkeypatch.setattr(press, "set_pdf", lambda *_: pytest.fail("the file was current"))
        assert make(document).made_at == first.made_at

    def test_a_changed_text_gets_another_file(self):
        document = DocumentFactory()
        first = make(document)
        document.body_en = "<p>Other words.</p>"
        document.save()
        assert make(document).digest != first.digest
        assert Rendition.objects.count() == 1

    def test_the_other_language_keeps_its_file(self):
        document = DocumentFactory()
        french = make(document, "fr")
        document.body_en = "<p>Other words.</p>"
        document.save()
        assert make(document, "fr").digest == french.digest

    def test_a_new_minister_makes_the_documents_that_name_them_stale_and_no_others(self):
        minister = DecisionMakerFactory(key="minister", last_name="Diab")
        naming = DocumentFactory(body_en="<p>Write to {{minister.full_name}}.</p>")
        silent = DocumentFactory()
        before = make(naming).digest, make(silent).digest
        minister.last_name = "Tremblay"
        minister.save()
        assert make(naming).digest != before[0]
        assert make(silent).digest == before[1]

    def test_a_file_that_is_gone_from_the_storage_is_made_again(self):
        document = DocumentFactory()
        first = make(document)
        default_storage.delete(first.file.name)
        make(document)
        assert default_storage.exists(first.file.name)

    def test_a_file_that_a_stopped_worker_left_half_written_is_written_anew(self):
        document = DocumentFactory()
        whole = make(document)
        with default_storage.open(whole.file.name) as file:
            content = file.read()
        default_storage.delete(whole.file.name)
        default_storage.save(whole.file.name, ContentFile(content[:100]))
        Rendition.objects.all().delete()
        made = make(document)
        with default_storage.open(made.file.name) as file:
            assert file.read() == content
        assert made.file.name == whole.file.name

    def test_two_documents_with_the_same_words_have_files_of_their_own_address(self):
        assert make(DocumentFactory(title_en="A")).digest != make(DocumentFactory(title_en="A")).digest


class TestProblems:
    def test_a_brief_of_two_pages_says_so_and_offers_no_file(self):
        paragraphs = "<p>A sentence that takes some room on the page, and then another one.</p>" * 120
        brief = DocumentFactory(layout=Document.Layout.BRIEF, kind=Document.Kind.BRIEF, body_en=paragraphs)
        rendition = make(brief)
        assert not rendition.file
        assert "A brief has one page; this text takes" in rendition.problem

    def test_a_brief_that_fits_has_one_page_and_no_problem(self):
        rendition = make(DocumentFactory(layout=Document.Layout.BRIEF, kind=Document.Kind.BRIEF))
        assert (rendition.pages, rendition.problem) == (1, "")

    def test_a_stale_file_is_not_offered_when_the_new_text_cannot_be_set(self, monkeypatch):
        document = DocumentFactory()
        make(document)
        document.body_en = "<p>New words.</p>"
        document.save()

        def fail(*_):
            raise RenderingFailed("out of ink")

        monkeypatch.setattr(press, "set_pdf", fail)
        rendition = make(document)
        assert (rendition.file.name, rendition.digest) == ("", "")
        assert "out of ink" in rendition.problem

    def test_once_the_text_is_mended_the_problem_is_gone(self):
        document = DocumentFactory(body_fr="")
        assert make(document, "fr").problem == "There is no text in this language yet."
        document.body_fr = "<p>Des mots.</p>"
        document.save()
        rendition = make(document, "fr")
        assert rendition.problem == ""
        assert rendition.file

    def test_characters_that_no_typeface_has_are_named(self):
        rendition = make(DocumentFactory(body_en="<p>Amharic: ሰላም.</p>"))
        assert not rendition.file
        assert "ሰ" in rendition.problem


class TestVariants:
    def test_each_variant_that_staff_choose_is_a_file_of_its_own(self):
        document = DocumentFactory(has_docx=False, has_large_print=True, has_booklet=True, has_insert=True)
        tasks.render_document.call(document.pk)
        made = document.renditions.downloadable().filter(language="en")
        assert {r.variant for r in made} == {"", "large", "booklet", "insert"}
        assert len({r.digest for r in made}) == 4

    def test_without_a_pdf_there_are_no_variants(self):
        assert DocumentFactory(has_pdf=False, has_docx=True, has_large_print=True).wanted == [("docx", "")]

    def test_a_variant_that_staff_no_longer_offer_is_withdrawn(self):
        document = DocumentFactory(has_docx=False, has_large_print=True)
        tasks.render_document.call(document.pk)
        document.has_large_print = False
        document.save()
        assert current.withdraw_stale(documents=[document]) == 2
        assert {r.variant for r in document.renditions.downloadable()} == {""}

    def test_an_insert_that_takes_more_than_two_sides_says_so(self):
        words = "<p>A sentence that takes some room on the page, and then another one.</p>" * 120
        rendition = make(DocumentFactory(body_en=words, has_insert=True), variant="insert")
        assert not rendition.file
        assert "A bulletin insert has two sides; this text takes" in rendition.problem

    def test_a_brief_may_be_longer_in_large_print(self):
        words = "<p>A sentence that takes some room on the page, and then another one.</p>" * 24
        brief = DocumentFactory(layout=Document.Layout.BRIEF, kind=Document.Kind.BRIEF, body_en=words)
        assert make(brief).pages == 1
        assert make(brief, variant="large").pages > 1

    def test_only_a_pdf_has_variants(self):
        document = DocumentFactory()
        with pytest.raises(IntegrityError), transaction.atomic():
            document.renditions.create(language="en", format="docx", variant="large")
        document.renditions.create(language="en", format="pdf", variant="large")

    @pytest.mark.parametrize("lack", [{"digest": ""}, {"size": 0}, {"problem": "It is too long."}])
    def test_a_file_has_a_digest_and_a_size_and_no_problem(self, lack):
        rendition = RenditionFactory()
        with pytest.raises(IntegrityError), transaction.atomic():
            Rendition.objects.update(**lack)
        Rendition.objects.update(file="", **lack)
        assert not Rendition.objects.get(pk=rendition.pk).file

    def test_one_document_has_each_variant_once_in_each_language(self):
        document = DocumentFactory()
        for language, variant in (("en", "large"), ("en", "booklet"), ("fr", "large")):
            document.renditions.create(language=language, format="pdf", variant=variant)
        with pytest.raises(IntegrityError), transaction.atomic():
            document.renditions.create(language="en", format="pdf", variant="large")


class TestQueueing:
    def test_saving_a_public_document_queues_its_rendering(self):
        document = DocumentFactory()
        content_saved.send(sender=Document, instance=document)
        assert queued() == ["resources.tasks.render_document"]

    def test_saving_a_draft_queues_nothing(self):
        content_saved.send(sender=Document, instance=DocumentFactory(draft=True))
        assert queued() == []

    @pytest.mark.parametrize(
        ("make_record", "columns", "text"),
        [
            (OrganisationFactory, {}, "<p>Words.</p>"),
            (DecisionMakerFactory, {"key": "minister"}, "<p>{{minister.full_name}}</p>"),
            (ChartFactory, {"key": "survey"}, "<p>{{chart.survey}}</p>"),
        ],
    )
    def test_saving_what_a_document_takes_its_words_from_queues_it(self, make_record, columns, text):
        record = make_record(**columns)
        make(DocumentFactory(body_en=text))
        content_saved.send(sender=type(record), instance=record)
        assert queued() == ["resources.tasks.render_documents_in_doubt"]

    def test_saving_what_no_document_takes_its_words_from_queues_nothing(self):
        make(DocumentFactory())
        minister = DecisionMakerFactory()
        content_saved.send(sender=type(minister), instance=minister)
        assert queued() == []

    def test_the_task_makes_every_file_of_a_public_document(self):
        document = DocumentFactory()
        tasks.render_document.call(document.pk)
        made = {(r.language, r.format) for r in document.renditions.downloadable()}
        assert made == {("en", "pdf"), ("fr", "pdf"), ("en", "docx"), ("fr", "docx")}

    def test_the_task_makes_none_of_a_draft(self):
        document = DocumentFactory(draft=True)
        tasks.render_document.call(document.pk)
        assert not document.renditions.exists()
