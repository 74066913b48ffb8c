"""The first page of each document, small, in its list."""

import io
import threading

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from publishing.models import Page
from resources import actions, covers
from resources.models import Cover, Document
from resources.rendering import press
from tests.factories.publishing import OrganisationFactory, PageFactory
from tests.factories.resources import DocumentFactory
from tests.page_forms import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    OrganisationFactory()
    PageFactory(key=Page.Key.RESEARCH)


@pytest.fixture
def document():
    document = DocumentFactory(title_en="A guide")
    actions.render_document(document=document, language="en", format="pdf")
    return document


def content_of(stored):
    with stored.open("rb") as file:
        return file.read()


def draw(document):
    return covers.draw_covers(documents=[document])


def test_a_cover_is_a_small_picture_of_the_first_page_in_two_forms(document):
    assert draw(document) == 1
    cover = document.covers.get()
    assert cover.language == "en"
    for file, form in ((cover.avif, "AVIF"), (cover.webp, "WEBP")):
        picture = Image.open(io.BytesIO(content_of(file)))
        assert (picture.format, picture.size) == (form, (cover.width, cover.height))
        assert file.size < 20_000
    assert (cover.width, cover.height) == (240, 311)
    colours = Image.open(io.BytesIO(content_of(cover.webp))).convert("L").getextrema()
    assert colours[0] < 100 < 240 < colours[1], "a page with words on it"


def test_a_cover_is_drawn_once_for_a_file(document):
    assert draw(document) == 1
    assert draw(document) == 0


def test_a_new_file_has_a_new_cover_and_the_old_pictures_go(document, django_capture_on_commit_callbacks):
    draw(document)
    before = document.covers.get()
    document.title_en = "Quite another guide"
    document.save()
    actions.render_document(document=document, language="en", format="pdf")
    with django_capture_on_commit_callbacks(execute=True):
        assert draw(document) == 1
    cover = document.covers.get()
    assert cover.avif.name != before.avif.name
    assert default_storage.exists(cover.avif.name)
    assert not default_storage.exists(before.avif.name)
    assert not default_storage.exists(before.webp.name)


def test_a_document_that_has_lost_its_file_loses_its_cover(document, django_capture_on_commit_callbacks):
    draw(document)
    cover = document.covers.get()
    document.renditions.update(file="", digest="")
    with django_capture_on_commit_callbacks(execute=True):
        assert draw(document) == 0
    assert not Cover.objects.exists()
    assert not default_storage.exists(cover.avif.name)


def test_a_file_that_cannot_be_drawn_has_no_cover_and_stops_nothing(document, caplog):
    broken = DocumentFactory()
    rendition = broken.renditions.create(language="en", format="pdf", digest="cd" * 32, size=9, pages=1)
    rendition.file.save("x.pdf", ContentFile(b"%PDF-1.7 nothing"))
    assert covers.draw_covers(documents=[broken, document]) == 1
    assert "no cover of" in caplog.text


def test_as_many_are_drawn_at_once_as_there_are_presses(document, monkeypatch):
    actions.render_document(document=document, language="fr", format="pdf")
    together, picture = threading.Barrier(2, timeout=20), press.draw_cover(content_of(document.renditions.first().file))

    def draw_cover(_content):
        together.wait()  # breaks when the second one waits for the first
        return picture

    monkeypatch.setattr(press, "draw_cover", draw_cover)
    assert covers.draw_covers(documents=[document], at_once=2) == 2
    assert {cover.language for cover in document.covers.all()} == {"en", "fr"}


def test_a_document_that_is_deleted_meanwhile_has_no_cover_and_stops_nothing(document, monkeypatch):
    other = DocumentFactory()
    actions.render_document(document=other, language="en", format="pdf")
    drawn = press.draw_cover

    def draw_cover(content):
        Document.objects.filter(pk=document.pk).delete()
        return drawn(content)

    monkeypatch.setattr(press, "draw_cover", draw_cover)
    assert covers.draw_covers(documents=[document, other]) == 1
    assert Cover.objects.get().document == other


def test_the_worker_draws_covers_with_the_files(document, work):
    from resources.tasks import render_document

    render_document.enqueue(document.pk)
    work("documents")
    assert set(document.covers.values_list("language", flat=True)) == {"en", "fr"}


class TestOnAShelf:
    def test_it_has_its_size_and_waits_until_it_is_scrolled_to(self, client, document):
        draw(document)
        [picture] = page_of(client.get("/en/research/")).xpath("//picture[@class='cover']//img")
        assert (picture.get("width"), picture.get("height")) == ("240", "311")
        assert (picture.get("alt"), picture.get("loading")) == ("", "lazy")
        assert picture.get("src") == document.covers.get().webp.url
        assert page_of(client.get("/en/research/")).xpath("//picture/source/@type") == ["image/avif"]

    def test_a_document_without_one_has_a_blank_in_its_place(self, client):
        DocumentFactory()
        page = page_of(client.get("/en/research/"))
        assert page.xpath("//picture") == []
        assert page.xpath("//span[contains(@class, 'cover--none')]/@aria-hidden") == ["true"]

    def test_covers_take_no_query_each(self, client, document, queries_of):
        draw(document)
        one = queries_of(client, "/en/research/")
        for other in DocumentFactory.create_batch(2):
            other.covers.create(language="en", source="x", avif="a.avif", webp="a.webp", width=1, height=1)
        assert queries_of(client, "/en/research/") == one
        assert Document.objects.count() == 3
