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


def told(document):
    """(style's id, words) of every paragraph of the text, fields and line ends included."""
    shown = {qn("w:t"): lambda node: node.text, qn("w:br"): lambda _: "\n", qn("w:tab"): lambda _: "\t"}
    return [
        (p.style or "Normal", "".join(shown[node.tag](node) for node in p.iter(*shown)))
        for p in document.element.body.iter(qn("w:p"))
    ]


def fields(document):
    """(name, words, what it says when it is empty) of every field that a reader fills in."""
    (glossary,) = [part for part in document.part.package.parts if part.partname == "/word/glossary/document.xml"]
    root = glossary._element if hasattr(glossary, "_element") else etree.fromstring(glossary.blob)
    empty = {
        entry.xpath("string(.//w:docPartPr/w:name/@w:val)", namespaces=W): entry.xpath("string(.//w:t)", namespaces=W)
        for entry in root.iter(f"{{{W['w']}}}docPart")
        if entry.find(f"{{{W['w']}}}docPartPr") is not None
    }
    return [
        (
            control.find(f".//{qn('w:alias')}").get(qn("w:val")),
            "".join(node.text for node in control.iter(qn("w:t"))),
            empty[control.find(f".//{qn('w:placeholder')}/{qn('w:docPart')}").get(qn("w:val"))],
        )
        for control in document.element.iter(qn("w:sdt"))
        if control.find(f".//{qn('w:showingPlcHdr')}") is not None
    ]


def words(document):
    return "".join(node.text or "" for node in document.element.iter(qn("w:t")))


def described(document):
    """What every drawing says of itself."""
    return list(document.element.iter(qn("wp:docPr")))


def numbers(document):
    """(list, level) of the paragraphs that name a list themselves."""
    found = [paragraph._p.pPr.numPr for paragraph in document.paragraphs if paragraph._p.pPr is not None]
    return [(number.numId.val, number.ilvl.val) for number in found if number is not None]
