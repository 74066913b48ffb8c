"""Walks the semantic tree and writes headings, paragraphs, lists, quotes, tables and figures."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from resources.rendering.word import charts, tables
from resources.rendering.word.inline import Inline, bookmark_name
from resources.rendering.word.notes import Notes
from resources.rendering.word.numbering import BULLETS, FIGURES

HEADINGS = {"h2": "Heading1", "h3": "Heading2", "h4": "Heading3"}
# As in layout.py: brackets in a report are an editor's, everywhere else for the reader to fill in.
WITH_BLANKS = {"letter", "guide", "brief", "church_sheet"}


class Writer:
    """Writes at the end of `document`; tables and lists write through the same object into their cells."""

    def __init__(self, document, edition):
        self.document, self.edition = document, edition
        self.notes = Notes(document, edition.locale)
        self.inline = Inline(
            document.part, edition.locale, notes=self.notes, marks_blanks=edition.layout in WITH_BLANKS
        )
        self.bookmarks = 0
        self.follows_table = False

    def paragraph(self, style=None, text="", holder=None):
        """A new paragraph in `style` (an id) at the end of `holder`; returns its w:p element."""
        element = (holder or self.document).add_paragraph()._p
        if style:
            element.get_or_add_pPr().get_or_add_pStyle().set(qn("w:val"), style)
        self.inline.text(element, text)
        self.follows_table = False
        return element

    def blocks(self, nodes, holder=None, style=None):
        """Write block nodes; `style` is that of plain paragraphs."""
        for node in nodes:
            self._block(node, holder, style)

    def _block(self, node, holder, style):
        if node.tag in HEADINGS:
            self._heading(node, holder)
        elif node.tag in ("ul", "ol"):
            self._list(node, holder, level=0)
        elif node.tag == "blockquote":
            self.blocks(node, holder, "Quote")
        elif node.tag == "table":
            tables.write(self, node, holder)
            self.follows_table = True
        elif node.tag == "figure":
            charts.write(self, node, holder)
        else:
            plain = "AfterTable" if self.follows_table else None
            self.inline.write(self.paragraph(style or plain, holder=holder), node)

    def _heading(self, node, holder):
        element = self.paragraph(HEADINGS[node.tag], holder=holder)
        self.bookmarks += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for mark in (start, end):
            mark.set(qn("w:id"), str(self.bookmarks))
        start.set(qn("w:name"), bookmark_name(node.get("id", f"part-{self.bookmarks}")))
        element.append(start)
        self.inline.write(element, node)
        element.append(end)
        if self.edition.layout == "report" and self.bookmarks == 1:
            break_page_before(element)

    def _list(self, node, holder, level):
        style, number = ("ListBullet", BULLETS) if node.tag == "ul" else ("ListNumber", self._new_numbering(node))
        for item in node:
            if item.tag == "li":
                self._item(item, style, number, holder, level)

    def _item(self, item, style, number, holder, level):
        """An item's words are its first paragraph; further paragraphs continue it, lists go a level deeper."""
        element = self.paragraph(style, holder=holder)
        properties = element.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = number
        self.inline.text(element, item.text)
        for child in item:
            if child.tag in ("ul", "ol"):
                self._list(child, holder, min(level + 1, 8))
            elif child.tag == "p" and not _has_words(element):
                self.inline.write(element, child)
            elif child.tag in ("p", "blockquote", "table", "figure", *HEADINGS):
                self._block(child, holder, "ListContinue")
            else:
                self.inline._child(element, child, ())
                self.inline.text(element, child.tail)

    def _new_numbering(self, node):
        """A list of its own that starts at its own number."""
        numbering = self.document.part.numbering_part.element
        made = numbering.add_num(FIGURES)
        made.add_lvlOverride(ilvl=0).add_startOverride(int(node.get("start", "1")))
        return made.numId

    def finish(self):
        """Leave the part of footnotes out when there are none."""
        if self.notes.count == 0:
            part = self.document.part
            part.drop_rel(next(key for key, rel in part.rels.items() if rel._target is self.notes.part))
            settings = self.document.settings.element
            settings.remove(settings.find(qn("w:footnotePr")))


def break_page_before(paragraph):
    """Let a `w:p` element begin a page."""
    paragraph.get_or_add_pPr().get_or_add_pageBreakBefore()


def _has_words(element):
    return any(child.tag in (qn("w:r"), qn("w:hyperlink")) for child in element)
