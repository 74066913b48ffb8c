"""`manage.py render_documents`: the whole library, several files at once, none twice."""

import threading

import pytest
from django.core.management import CommandError, call_command

from resources import actions, covers
from resources.models import Document, Rendition
from resources.rendering import press
from tests.factories.publishing import OrganisationFactory
from tests.factories.resources import DocumentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    OrganisationFactory()


def made():
    return {(r.document.slug_en, r.language, r.format, r.variant) for r in Rendition.objects.downloadable()}


@pytest.fixture
def quick(monkeypatch):
    """The typesetter answers at once; gives the texts that it was handed."""
    handed = []

    def set_pdf(html, *_):
        handed.append(html)
        return b"%PDF", 1

    monkeypatch.setattr(press, "missing_characters", lambda text: [])
    monkeypatch.setattr(press, "set_pdf", set_pdf)
    monkeypatch.setattr(press, "set_word", lambda edition: b"PK")
    monkeypatch.setattr(covers, "draw_covers", lambda documents, at_once: 0)
    return handed


def test_it_makes_what_is_missing_and_then_nothing(capsys, monkeypatch):
    DocumentFactory(has_docx=False)
    call_command("render_documents")
    assert "2 files are current" in capsys.readouterr().out
    monkeypatch.setattr(press, "set_pdf", lambda *_: pytest.fail("the file was current"))
    call_command("render_documents")


def test_files_made_side_by_side_are_those_made_one_by_one(tmp_path):
    documents = [DocumentFactory(has_large_print=True), DocumentFactory()]

    def contents():
        return {path.name: path.read_bytes() for path in tmp_path.rglob("*.*")}

    list(actions.render_documents(jobs=actions.jobs(documents), at_once=1))
    one_by_one = contents()
    list(actions.render_documents(jobs=actions.jobs(documents), at_once=3, force=True))
    assert contents() == one_by_one
    assert len(one_by_one) == 10


def test_as_many_are_set_at_once_as_there_are_jobs(quick, monkeypatch):
    DocumentFactory(has_docx=False)
    together = threading.Barrier(2, timeout=20)

    def set_pdf(*_):
        together.wait()  # breaks when the second file waits for the first
        return b"%PDF", 1

    monkeypatch.setattr(press, "set_pdf", set_pdf)
    call_command("render_documents", jobs=2)
    assert len(made()) == 2


def test_stopped_in_between_it_goes_on_where_it_was(quick):
    for _number in range(3):
        DocumentFactory(has_docx=False)
    jobs = actions.jobs(Document.objects.all())
    outcomes = actions.render_documents(jobs=jobs, at_once=1)
    next(outcomes)
    outcomes.close()
    assert 1 <= len(made()) < len(jobs)
    begun = len(quick)
    call_command("render_documents")
    assert len(made()) == len(jobs)
    assert len(quick) <= begun + len(jobs) - 1, "what was made before is not made again"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"language": "fr"}, {("a", "fr", "pdf", ""), ("a", "fr", "pdf", "large"), ("a", "fr", "docx", "")}),
        ({"format": "docx"}, {("a", "en", "docx", ""), ("a", "fr", "docx", "")}),
        ({"variant": "large"}, {("a", "en", "pdf", "large"), ("a", "fr", "pdf", "large")}),
        ({"variant": "standard", "format": "pdf", "language": "en"}, {("a", "en", "pdf", "")}),
    ],
)
def test_it_makes_only_the_files_that_are_asked_for(quick, options, expected):
    DocumentFactory(slug_en="a", has_large_print=True)
    DocumentFactory(slug_en="b")
    call_command("render_documents", only="a", jobs=1, **options)
    assert made() == expected


def test_it_fails_with_the_reasons_and_makes_the_others(quick):
    DocumentFactory(slug_en="half", body_fr="", has_docx=False)
    DocumentFactory(slug_en="whole", has_docx=False)
    with pytest.raises(CommandError, match=r"half \(fr, pdf\): There is no text in this language yet"):
        call_command("render_documents")
    assert made() == {("half", "en", "pdf", ""), ("whole", "en", "pdf", ""), ("whole", "fr", "pdf", "")}


@pytest.mark.parametrize(
    ("options", "words"), [({"only": "nope"}, "No public document"), ({"jobs": 0}, "a number of 1 or more")]
)
def test_what_cannot_be_done_is_an_error(options, words):
    with pytest.raises(CommandError, match=words):
        call_command("render_documents", **options)


def test_a_file_is_marked_while_it_is_made_and_no_longer(quick, monkeypatch):
    document = DocumentFactory(has_docx=False)
    outcomes = actions.render_documents(jobs=actions.jobs([document]), at_once=1)
    next(outcomes)
    assert Rendition.objects.filter(began_at=None, file="").count() == 0
    assert Rendition.objects.exclude(began_at=None).count() == 1
    list(outcomes)
    assert Rendition.objects.filter(began_at=None).count() == 2
