"""Words in a line: runs with emphasis, links, note calls, raised letters and what a reader fills in."""

import re

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
BLANK = re.compile(r"(\[[^\[\]]+\])")
# What Word has an element for: a hyphen that does not end a line, one that is seen only there, a tab.
_MARKS = {"\u2011": "w:noBreakHyphen", "\u00ad": "w:softHyphen", "\t": "w:tab"}
_MARK = re.compile("([\u2011\u00ad\t])")
_ADDED = {"strong": ("w:b",), "em": ("w:i",), "sup": ("w:vertAlign",), "a": ("Hyperlink",)}


class Inline:
    """Writes the inline content of tree nodes into paragraphs of one part (the text, its notes, a footer)."""

    def __init__(self, part, locale, *, notes=None, bookmarks=None, marks_blanks=False):
        self.part, self.locale, self.notes, self.bookmarks = part, locale, notes, bookmarks
        self.marks_blanks = marks_blanks

    def write(self, paragraph, node, properties=()):
        """Append what is in `node` to the w:p `paragraph`. `properties`: w:b, w:i, w:vertAlign, a style's id."""
        self.text(paragraph, node.text, properties)
        for child in node:
            self._child(paragraph, child, properties)
            self.text(paragraph, child.tail, properties)

    def text(self, paragraph, text, properties=()):
        """Append `text`; what stands in brackets is marked where the layout has blanks."""
        for piece in BLANK.split(text or "") if self.marks_blanks else [text or ""]:
            if piece:
                blank = self.marks_blanks and BLANK.fullmatch(piece)
                paragraph.append(self.run(piece, (*properties, "Blank") if blank else properties))

    def run(self, text, properties=()):
        run = OxmlElement("w:r")
        run.append(self._properties(properties))
        for piece in filter(None, _MARK.split(text)):
            if piece in _MARKS:
                run.append(OxmlElement(_MARKS[piece]))
                continue
            words = OxmlElement("w:t")
            words.text = piece
            words.set(SPACE, "preserve")
            run.append(words)
        return run

    def link(self, address):
        """A w:hyperlink without words."""
        link = OxmlElement("w:hyperlink")
        if address.startswith("#"):
            link.set(qn("w:anchor"), self.bookmarks.name(address[1:]))
        else:
            link.set(qn("r:id"), self.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        link.set(qn("w:history"), "1")
        return link

    def _properties(self, names):
        properties = OxmlElement("w:rPr")
        styles = [name for name in names if not name.startswith("w:")]
        if styles:
            _add(properties, "w:rStyle", styles[-1])
        for name in ("w:b", "w:i"):
            if name in names:
                properties.append(OxmlElement(name))
        if "w:vertAlign" in names:
            _add(properties, "w:vertAlign", "superscript")
        _add(properties, "w:lang", self.locale)
        return properties

    def _child(self, paragraph, child, properties):
        added = (*properties, *_ADDED.get(child.tag, ()))
        if child.tag == "note" and self.notes is not None:
            paragraph.append(self.notes.add(child))
        elif child.tag == "br":
            run = OxmlElement("w:r")
            run.append(OxmlElement("w:br"))
            paragraph.append(run)
        elif child.tag == "a":
            link = self.link(child.get("href"))
            paragraph.append(link)
            self.write(link, child, added)
        else:
            self.write(paragraph, child, added)


def _add(properties, tag, value):
    added = OxmlElement(tag)
    added.set(qn("w:val"), value)
    properties.append(added)
