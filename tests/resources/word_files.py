"""Reads Word files back, for comparison with the text that they were made from."""

from io import BytesIO
from zipfile import ZipFile

from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from resources.rendering.word import set_word

W = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
LAYOUTS = ["report", "guide", "brief", "letter", "church_sheet"]
FIGURE = (
    '<figure class="chart" unit="percent" key="survey"><figcaption>A survey</figcaption>'
    '<bars name=""><bar share="0.97" shown="97%">Waits</bar><bar share="0.5" shown="50%">Limits</bar></bars>'
    '<table columns="2"><thead><tr><th></th><th>Per cent</th></tr></thead><tbody>'
    '<tr><th scope="row">Waits</th><td>97%</td></tr><tr><th scope="row">Limits</th><td>50%</td></tr></tbody></table>'
    '<p class="source">Source: <a href="https://example.org/">us</a>.</p></figure>'
)


def opened(made):
    """The Word file of an edition, opened with python-docx."""
    return Document(BytesIO(set_word(made)))


def part(made, name):
    """A part of the package as an lxml tree."""
    with ZipFile(BytesIO(set_word(made))) as file:
        return etree.fromstring(file.read(name))


def parts(made):
    """{name: bytes} of the whole package."""
    with ZipFile(BytesIO(set_word(made))) as file:
        return {name: file.read(name) for name in file.namelist()}


def names(document):
    return [paragraph.style.name for paragraph in document.paragraphs]


def words(document):
    return "".join(node.text or "" for node in document.element.iter(qn("w:t")))


def described(document):
    """What every drawing says of itself."""
    return list(document.element.iter(qn("wp:docPr")))


def numbers(document):
    """(list, level) of the paragraphs that name a list themselves."""
    found = [paragraph._p.pPr.numPr for paragraph in document.paragraphs if paragraph._p.pPr is not None]
    return [(number.numId.val, number.ilvl.val) for number in found if number is not None]
