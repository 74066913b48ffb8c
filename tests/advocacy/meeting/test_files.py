"""The files of a plan: what is in them, and that they are as accessible as those of the library."""

import io
import re

import page as validator
import pikepdf
import pytest
from django.core.files.base import ContentFile
from docx import Document as WordFile
from lxml import html
from pypdfium2 import PdfDocument

from advocacy.meeting import files
from advocacy.meeting.papers import PEOPLE
from advocacy.meeting.views import planner as views
from resources import while_waiting
from resources.actions import render_document
from resources.models import Document, FinishedFile
from resources.rendering.problems import RenderingFailed
from tests.advocacy.meeting.conftest import ADDRESS, FRENCH, words
from tests.factories.advocacy import MeetingStepFactory
from tests.factories.resources import DocumentFactory
from tests.resources.read_aloud import read_aloud

NASTY = "<b>Zoë</b> {{organisation.name}} ((note)) [gap] \u202e\x0b"
SHOWN = "<b>Zoë</b> {{organisation.name}} ((note)) [gap]"


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    yield
    while_waiting.rest()


@pytest.fixture
def papers(plan):
    """A brief and a guide, with their files in both languages; the plan proposes them."""
    brief = DocumentFactory(
        layout=Document.Layout.BRIEF,
        kind=Document.Kind.BRIEF,
        title_en="One page",
        title_fr="Une page",
        body_en="<h2>The problem</h2><p>It is large.((A note.))</p>",
        body_fr="<h2>Le problème</h2><p>Il est grand.</p>",
    )
    guide = DocumentFactory(
        title_en="A longer read", title_fr="À lire", body_en="<h2>The problem</h2><p>Some words.</p>"
    )
    for document in (brief, guide):
        for language in ("en", "fr"):
            render_document(document=document, language=language, format="pdf")
    plan.brief, plan.leave_behind = brief, guide
    plan.save()
    return brief, guide


def sent(client, values, kind, address=ADDRESS):
    answer = client.post(address, values | {"file": kind})
    assert answer.status_code == 200, words(answer)
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    return answer


def squeezed(text):
    """Without white space, which the end of a line takes."""
    return re.sub(r"\s", "", text)


@pytest.mark.typeset
class TestThePdf:
    def test_is_one_accessible_file_with_the_papers(self, client, papers, typed):
        answer = sent(client, typed(**{"person-1-name": NASTY}), "pdf")
        assert answer["Content-Type"] == "application/pdf"
        assert re.fullmatch(r'attachment; filename="meeting-\d{4}-\d\d-\d\d\.pdf"', answer["Content-Disposition"])
        for profile in ("ua1", "2a"):
            report = validator.validate_pdf_bytes(answer.content, profile=profile)
            assert [failure.message for failure in report.failures] == []
        with pikepdf.open(io.BytesIO(answer.content)) as pdf, pdf.open_outline() as outline:
            assert pdf.check_pdf_syntax() == []
            assert [item.title for item in outline.root] == ["Meeting with Noor Gagné", "One page", "A longer read"]
        text = " ".join(element.words for element in read_aloud(answer.content) if element.kind == "Document")
        for there in (SHOWN, "Amina Qwertzoglou", "2:30 p.m.", "Point 1", "It is large.", "Some words."):
            assert squeezed(there) in squeezed(text), there

    def test_in_french_it_has_the_french_papers(self, client, papers, typed):
        answer = sent(client, typed(FRENCH), "pdf", FRENCH)
        assert "rencontre-" in answer["Content-Disposition"]
        with pikepdf.open(io.BytesIO(answer.content)) as pdf, pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Rencontre avec Noor Gagné", "Une page", "À lire"]
            assert str(pdf.Root.Lang) == "fr-CA"

    @pytest.mark.parametrize("language", ["en", "fr"])
    def test_five_people_and_seven_points_fit_on_two_pages(self, client, plan, typed, language):
        for position, title in enumerate(
            ["A point that needs two lines, as some of them do in " + "both languages"] * 3
        ):
            MeetingStepFactory(plan=plan, position=position + 5, minutes=2, title_en=title, title_fr=title)
        address = {"en": ADDRESS, "fr": FRENCH}[language]
        people = [
            ("Jean-Baptiste Archambault", "lead"),
            ("Amina", "story"),
            ("Zoë", "ask"),
            ("", "notes"),
            ("Ada", "time"),
        ]
        rows = {
            f"person-{n}-{key}": words
            for n, pair in enumerate(people)
            for key, words in zip(("name", "role"), pair, strict=True)
        }
        content = sent(client, typed(address, **rows, **{"person-TOTAL_FORMS": "5"}), "pdf", address).content
        with PdfDocument(content) as pdf:
            assert len(pdf) == 2
            assert pdf[0].get_textpage().search("Jean-Baptiste Archambault").get_next(), "a name stands on one line"

    @pytest.mark.parametrize(
        ("address", "told"),
        [
            (ADDRESS, "The PDF cannot show some of your characters"),
            (FRENCH, "Le PDF ne peut pas montrer certains de vos caractères"),
        ],
    )
    def test_what_no_typeface_has_is_named_with_the_plan_kept_and_word_takes_it(
        self, client, plan, typed, address, told
    ):
        values = typed(address, ask_1="Help 李明 now", **{"person-1-name": "李明"})
        answer = client.post(address, values | {"file": "pdf"})
        assert (answer.status_code, answer["Cache-Control"]) == (422, "no-store")
        assert told in words(answer)
        assert [named.text for named in html.fromstring(answer.content).find_class("missing")] == ["明 李"]
        assert 'name="person-1-name" value="李明"' in answer.text
        word = WordFile(io.BytesIO(sent(client, values, "docx", address).content))
        assert "Help 李明 now" in [paragraph.text for paragraph in word.paragraphs]

    def test_a_pdf_of_somebody_elses_making_is_not_joined(self, client, papers, typed):
        brief, _guide = papers
        made = brief.renditions.get(language="en", format="pdf", variant="")
        FinishedFile.objects.create(
            document=brief, language="en", format="pdf", file=made.file.name, digest=made.digest, size=1, pages=1
        )
        content = sent(client, typed(), "pdf").content
        with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Meeting with Noor Gagné", "A longer read"]
        assert "One page" in " ".join(element.words for element in read_aloud(content)), "it is still to be brought"


def test_papers_are_taken_as_they_are_stored_and_not_set_anew(client, papers, typed, monkeypatch):
    handed = []
    monkeypatch.setattr(while_waiting, "missing_characters", lambda text: [])
    monkeypatch.setattr(while_waiting, "set_pdf", lambda html, layout, joined=(): handed.extend(joined) or (b"%PDF", 1))
    sent(client, typed(), "pdf")
    brief, guide = papers
    stored = [each.renditions.get(language="en", format="pdf", variant="").file for each in (brief, guide)]
    assert [(title, tag) for title, tag, _content in handed] == [("One page", "en-CA"), ("A longer read", "en-CA")]
    for (_title, _tag, content), file in zip(handed, stored, strict=True):
        with file.open("rb") as opened:
            assert content == opened.read()


def test_a_paper_without_a_file_is_left_to_be_brought(client, plan, typed, monkeypatch):
    plan.leave_behind = DocumentFactory(title_en="Not made yet")
    plan.save()
    handed = []
    monkeypatch.setattr(while_waiting, "missing_characters", lambda text: [])
    monkeypatch.setattr(while_waiting, "set_pdf", lambda html, layout, joined=(): handed.extend(joined) or (b"%PDF", 1))
    values = typed()
    sent(client, values, "pdf")
    assert handed == []
    assert "“Not made yet”, to leave behind" in words(client.post(ADDRESS, values))


@pytest.mark.typeset
class TestTheWordFile:
    def test_has_the_plan_and_both_papers_in_real_styles(self, client, papers, typed):
        answer = sent(client, typed(**{"person-1-name": NASTY}), "docx")
        document = WordFile(io.BytesIO(answer.content))
        headings = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]
        assert ("Heading 1", "Agenda") in headings
        assert headings[-4:] == [
            ("Heading 1", "One page"),
            ("Heading 2", "The problem"),
            ("Heading 1", "A longer read"),
            ("Heading 2", "The problem"),
        ]
        assert [p.text for p in document.paragraphs][-1] == "Some words."
        marks = document.element.xpath("//w:bookmarkStart/@w:name")
        assert len(set(marks)) == len(marks), "headings that two papers share are two places"
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        assert SHOWN in cells
        assert "2:30\u00a0p.m." in cells
        assert document.core_properties.title == "Meeting with Noor Gagné"
        people = document.tables[1]
        whole = sum(column.width for column in people.columns)
        assert [round(100 * column.width / whole) for column in people.columns] == list(PEOPLE)
        assert [p.text for p in document.paragraphs if p.style.name.startswith("List Number")][:3] == list(
            client.get(ADDRESS).context["campaign"].asks.values_list("title_en", flat=True)
        )

    def test_a_paper_without_words_is_left_to_be_brought(self, client, papers, typed):
        brief, guide = papers
        guide.body_en = ""
        guide.save()
        document = WordFile(io.BytesIO(sent(client, typed(), "docx").content))
        headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
        assert headings[-1] == brief.title_en
        assert "“A longer read”, to leave behind" in [p.text for p in document.paragraphs]


class TestWhenManyAsk:
    def test_nothing_is_lost_when_the_queue_is_full(self, client, typed, monkeypatch):
        def busy(plan):
            raise while_waiting.TooBusy

        monkeypatch.setattr(files, "plan_pdf", busy)
        answer = client.post(ADDRESS, typed() | {"file": "pdf"})
        assert answer.status_code == 503
        assert answer["Retry-After"]
        assert 'value="Amina Qwertzoglou"' in answer.text
        assert "Nothing is lost" in words(answer)

    def test_whoever_asks_for_too_many_files_waits(self, client, typed, monkeypatch):
        monkeypatch.setattr(views, "FILES_A_MINUTE", 1)
        values = typed() | {"file": "ics"}
        assert [client.post(ADDRESS, values).status_code for _number in range(2)] == [200, 429]

    def test_a_fault_of_the_typesetter_says_nothing_of_the_plan(self, client, typed, monkeypatch, caplog):
        def broken(plan):
            raise RenderingFailed("ValueError: Amina Qwertzoglou")

        monkeypatch.setattr(files, "plan_pdf", broken)
        answer = client.post(ADDRESS, typed() | {"file": "pdf"})
        assert answer.status_code == 500
        assert 'value="Amina Qwertzoglou"' in answer.text
        assert "RenderingFailed" in caplog.text
        assert "Amina" not in caplog.text

    def test_an_unknown_kind_of_file_shows_the_plan(self, client, typed):
        assert "Your plan is ready" in words(client.post(ADDRESS, typed() | {"file": "exe"}))


def test_a_stored_file_that_has_gone_is_no_error_of_the_visitor(client, papers, typed, monkeypatch):
    """The storage may lose a file; the plan is what was asked for."""
    monkeypatch.setattr(while_waiting, "missing_characters", lambda text: [])
    handed = []
    monkeypatch.setattr(while_waiting, "set_pdf", lambda html, layout, joined=(): handed.extend(joined) or (b"%PDF", 1))
    brief, _guide = papers
    file = brief.renditions.get(language="en", format="pdf", variant="").file
    file.storage.delete(file.name)
    sent(client, typed(), "pdf")
    assert [title for title, _tag, _content in handed] == ["A longer read"]
    file.storage.save(file.name, ContentFile(b"back"))
