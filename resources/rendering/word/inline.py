"""Words in a line: runs with emphasis, links, note calls, raised letters and what a reader fills in."""

import re

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from resources.rendering.word import gaps, looks
from resources.rendering.word.looks import Looks

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
BLANK = re.compile(r"(\[[^\[\]]+\])")
# What Word has an element for: a hyphen that does not end a line, one that is seen only there, a tab.
_MARKS = {"\u2011": "w:noBreakHyphen", "\u00ad": "w:softHyphen", "\t": "w:tab"}
# Word ends a line after any hyphen, as the rules of Unicode do not between figures; an address stays as it is.
_FIGURES = re.compile(r"(?<!\S)[^\s/@]*\d-\d[^\s/@]*(?!\S)")
_LANGUAGE = "lang:"
_MARK = re.compile("([\u2011\u00ad\t])")


class Inline:
    """Writes the inline content of tree nodes into paragraphs of one part (the text, its notes, a footer)."""

    def __init__(self, part, locale, *, looks=None, notes=None, bookmarks=None, gaps=None):
        """`gaps`: what makes a field of words in brackets; None where brackets are only brackets."""
        self.part, self.locale, self.notes, self.bookmarks = part, locale, notes, bookmarks
        self.looks, self.gaps = looks or Looks(), gaps

    def write(self, paragraph, node, properties=()):
        """Append what is in `node` to the w:p `paragraph`. `properties`: names of character styles, see looks.py."""
        self.text(paragraph, node.text, properties)
        for child in node:
            self._child(paragraph, child, properties)
            self.text(paragraph, child.tail, properties)

    def text(self, paragraph, text, properties=()):
        """Append `text`; what stands in brackets becomes a field where the layout has gaps."""
        for piece in filter(None, BLANK.split(text or "") if self.gaps else [text]):
            if self.gaps and BLANK.fullmatch(piece):
                paragraph.append(self.gaps.control(piece, self.run(piece, (*properties, gaps.STYLE))))
            else:
                paragraph.append(self.run(piece, properties))

    def run(self, text, properties=()):
        """A w:r of one character style and one language ("lang:fr-CA" among `properties`, or the file's)."""
        run = OxmlElement("w:r")
        run.append(self._properties(properties))
        for piece in filter(None, _MARK.split(_FIGURES.sub(_hold, text))):
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
        style = self.looks.style([name for name in names if not name.startswith(_LANGUAGE)])
        if style:
            _add(properties, "w:rStyle", style)
        languages = [self.locale, *(name.removeprefix(_LANGUAGE) for name in names if name.startswith(_LANGUAGE))]
        _add(properties, "w:lang", languages[-1])
        return properties

    def _child(self, paragraph, child, properties):
        added = (*properties, *self._added(paragraph, child))
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

    def _added(self, paragraph, child):
        """What `child` adds to how its words look and to the language they are in."""
        look = looks.ADDED.get(child.tag)
        if look and not (look == "Strong" and _style_of(paragraph) in looks.BOLD_PARAGRAPHS):
            yield look
        if child.get("lang"):
            yield f"{_LANGUAGE}{child.get('lang')}"


def _hold(figures):
    """Figures with hyphens that do not end a line: "33-34", "2015-16"."""
    return re.sub(r"(?<=\d)-(?=\d)", "\u2011", figures[0])


def _style_of(holder):
    """The style of the paragraph that `holder`, a w:p or a link in one, belongs to."""
    paragraph = holder if holder.tag == qn("w:p") else holder.getparent()
    return paragraph.style


def _add(properties, tag, value):
    added = OxmlElement(tag)
    added.set(qn("w:val"), value)
    properties.append(added)
