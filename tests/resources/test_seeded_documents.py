"""The site's own documents, as they are published: every one of them is set, whole, in both languages."""

from io import BytesIO

import page as validator
import pytest
from docx import Document as WordFile
from docx.oxml.ns import qn

from config import seed
from resources import actions
from resources.models import Document
from resources.rendering import layout, press
from resources.rendering.gathering import edition_of
from tests.resources.structure import Structure

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ONE_PAGE = {Document.Layout.BRIEF, Document.Layout.LETTER}


@pytest.fixture
def editions(settings, tmp_path):
    """Every edition of the seeded documents."""
    settings.MEDIA_ROOT = tmp_path
    seed.load()
    documents = Document.objects.select_related("recipient").order_by("slug_en")
    return [(f"{d.slug_en} ({code})", edition_of(d, code)) for d in documents for code in actions.LANGUAGES]


def test_every_pdf_is_whole_accessible_and_as_long_as_it_should_be(editions):
    faults = []
    for name, made in editions:
        content, pages = press.set_pdf(layout.print_html(made), made.layout)
        for profile in ("ua1", "2a"):
            report = validator.validate_pdf_bytes(content, profile=profile)
            faults += [f"{name}: {failure.message}" for failure in report.failures]
        kinds, tree = Structure(content).kinds, made.tree
        notes, items = len(list(tree.iter("note"))), len(list(tree.iter("li")))
        if (kinds["Note"], kinds["LI"]) != (notes, items):
            faults.append(f"{name}: {kinds['Note']} of {notes} notes, {kinds['LI']} of {items} list items")
        if made.layout in ONE_PAGE and pages != 1:
            faults.append(f"{name}: {pages} pages")
        if name.startswith("reclaiming-protection") and pages != 14:
            faults.append(f"{name}: {pages} pages instead of fourteen")
        faults += [f"{name}: no glyph for {c}" for c in press.missing_characters("".join(tree.itertext()))]
    assert faults == []


def test_every_word_file_holds_the_whole_text(editions):
    faults = []
    for name, made in editions:
        document, tree = WordFile(BytesIO(press.set_word(made))), made.tree
        found = {
            "headings": sum(p.style.name.startswith("Heading") for p in document.paragraphs),
            "tables": len(document.tables),
            "notes": len(list(document.element.iter(qn("w:footnoteReference")))),
            "items": sum(p.style.name.startswith("List") for p in document.paragraphs),
        }
        expected = {
            "headings": len(list(tree.iter("h2", "h3", "h4"))),
            "tables": len(list(tree.iter("table"))),
            "notes": len(list(tree.iter("note"))),
            "items": len(list(tree.iter("li"))),
        }
        if found != expected:
            faults.append(f"{name}: {found} instead of {expected}")
    assert faults == []
