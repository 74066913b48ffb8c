"""Words in a line: runs with emphasis, links, note calls, raised letters and what a reader fills in."""

import re

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

_BLANK = re.compile(r"(\[[^\[\]]+\])")


class Inline:
    """Writes the inline content of tree nodes into paragraphs of one part (the text, or its footnotes)."""

    def __init__(self, part, locale, *, notes=None, marks_blanks=False):
        self.part, self.locale, self.notes, self.marks_blanks = part, locale, notes, marks_blanks

    def write(self, paragraph, node, properties=()):
        """Append everything in `node` to the `w:p` element `paragraph`. `properties`: names of w:rPr children."""
        self.text(paragraph, node.text, properties)
        for child in node:
            self._child(paragraph, child, properties)
            self.text(paragraph, child.tail, properties)

    def text(self, paragraph, text, properties=()):
        if not text:
            return
        for piece in _BLANK.split(text) if self.marks_blanks else [text]:
            if piece:
                style = "FillIn" if self.marks_blanks and _BLANK.fullmatch(piece) else None
                paragraph.append(self.run(piece, properties, style))

    def run(self, text, properties=(), style=None):
        run = OxmlElement("w:r")
        run.append(self._properties(properties, style))
        words = OxmlElement("w:t")
        words.text = text
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(words)
        return run

    def _properties(self, names, style):
        properties = OxmlElement("w:rPr")
        if style or "w:hyperlink" in names:
            chosen = OxmlElement("w:rStyle")
            chosen.set(qn("w:val"), style or "Hyperlink")
            properties.append(chosen)
        for name in ("w:b", "w:i"):
            if name in names:
                properties.append(OxmlElement(name))
        if "w:vertAlign" in names:
            raised = OxmlElement("w:vertAlign")
            raised.set(qn("w:val"), "superscript")
            properties.append(raised)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), self.locale)
        properties.append(language)
        return properties

    def _child(self, paragraph, child, properties):
        if child.tag == "note":
            if self.notes is not None:
                paragraph.append(self.notes.add(child))
        elif child.tag == "br":
            run = OxmlElement("w:r")
            run.append(OxmlElement("w:br"))
            paragraph.append(run)
        elif child.tag == "a":
            self.write(self._link(paragraph, child.get("href")), child, (*properties, "w:hyperlink"))
        else:
            added = {"strong": ("w:b",), "em": ("w:i",), "sup": ("w:vertAlign",)}.get(child.tag, ())
            self.write(paragraph, child, (*properties, *added))

    def _link(self, paragraph, address):
        link = OxmlElement("w:hyperlink")
        if address.startswith("#"):
            link.set(qn("w:anchor"), bookmark_name(address[1:]))
        else:
            link.set(qn("r:id"), self.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        link.set(qn("w:history"), "1")
        paragraph.append(link)
        return link


def bookmark_name(identity):
    """A Word bookmark for a heading's id: letters, figures and underscores, at most 40."""
    return "_" + re.sub(r"\W", "_", identity)[:39]
