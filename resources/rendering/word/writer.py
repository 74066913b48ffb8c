"""Walks the semantic tree and writes headings, paragraphs, lists, quotes, tables and figures."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.numbering import CT_Num

from resources.rendering.flow import paragraphs_of
from resources.rendering.word import charts, keeping, tables
from resources.rendering.word.bookmarks import Bookmarks
from resources.rendering.word.gaps import Gaps
from resources.rendering.word.inline import Inline
from resources.rendering.word.looks import Looks
from resources.rendering.word.measures import measures_of
from resources.rendering.word.notes import Notes
from resources.rendering.word.styles import BULLETS, FIGURES, HEADINGS, LIST_LEVELS

DEEPEST = 8  # Word knows nine levels of a list


class Writer:
    """Writes at the end of `document`; tables write through the same object into their cells."""

    def __init__(self, document, edition):
        self.document, self.edition, self.measures = document, edition, measures_of(edition)
        self.tree = edition.tree
        self.bookmarks = Bookmarks(self.tree)
        self.looks = Looks()
        self.gaps = Gaps(document, edition) if edition.has_blanks else None
        options = {"bookmarks": self.bookmarks, "gaps": self.gaps, "looks": self.looks}
        self.notes = Notes(document, edition.locale, **options)
        self.inline = Inline(document.part, edition.locale, notes=self.notes, **options)
        self._numbering = document.part.numbering_part.element
        self._lists = len(self._numbering.num_lst)
        self._follows_table = False

    def paragraph(self, style=None, text="", holder=None):
        """A new paragraph in `style` (an id) at the end of `holder`; returns its w:p element."""
        made = (self.document if holder is None else holder).add_paragraph()._p
        if style:
            made.get_or_add_pPr().get_or_add_pStyle().set(qn("w:val"), style)
        self._follows_table = False
        self.inline.text(made, text)
        return made

    def blocks(self, nodes, holder=None, style=None):
        """Write block nodes; `style` is that of plain paragraphs."""
        for node in nodes:
            self._block(node, holder, style)

    def _block(self, node, holder, style):
        if node.tag in HEADINGS:
            self._heading(node, holder)
        elif node.tag in ("ul", "ol"):
            self._list(node, holder, 0)
        elif node.tag == "blockquote":
            self.blocks(paragraphs_of(node), holder, "Quote")
        elif node.tag == "table":
            tables.write(self, node, holder)
            self._follows_table = True
        elif node.tag == "figure":
            charts.write(self, node, holder)
            self._follows_table = True
        else:
            self.inline.write(self.paragraph(style or self._plain(node, holder), holder=holder), node)

    def _plain(self, node, holder):
        """The style of a paragraph of the text. In a cell nothing is kept but the row."""
        opens = self.edition.gathers and node.getparent() is self.tree and node.getprevious() is None
        plain = "AfterTable" if self._follows_table else "AfterContents" if opens else None
        stays = holder is None and keeping.paragraph_stays(node, ends_text=self._ends_text)
        if self.edition.layout == "letter" and node.getparent() is self.tree and node.getnext() is None:
            stays = True  # what closes a letter never stands alone
        return keeping.kept(plain or "Normal") if stays else plain

    def _ends_text(self, node):
        """Whether what follows `node` begins a page, if anything does."""
        following = node.getnext()
        return following is None or (self.edition.gathers and following.tag == "h2")

    def _heading(self, node, holder):
        made = self.paragraph(HEADINGS[node.tag], holder=holder)
        if node.get("class") == "sample":  # on a sheet of its own, to be copied
            made.get_or_add_pPr().get_or_add_pageBreakBefore()
        number = self.bookmarks.number(node.get("id"))
        if number is None:
            self.inline.write(made, node)
            return
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for mark in (start, end):
            mark.set(qn("w:id"), str(number))
        start.set(qn("w:name"), self.bookmarks.name(node.get("id")))
        made.append(start)
        self.inline.write(made, node)
        made.append(end)

    def _list(self, node, holder, level):
        numbered = node.tag == "ol"
        number = self._new_numbering(node, level) if numbered else BULLETS
        for item in node.iterchildren("li"):
            self._item(item, "ListNumber" if numbered else "ListBullet", number, holder, level)

    def _item(self, item, style, number, holder, level):
        """An item's words are its first paragraph; further paragraphs continue it, lists go a level deeper."""
        begun = False
        stays = level == 0 and holder is None and keeping.item_stays(item, ends_text=self._ends_text)
        for part in paragraphs_of(item):
            if part.tag in ("ul", "ol"):
                self._list(part, holder, min(level + 1, DEEPEST))
            elif part.tag == "p" and not begun:
                made = self.paragraph(keeping.kept(style) if stays else _at_level(style, level), holder=holder)
                if number != BULLETS or level + 1 not in LIST_LEVELS:
                    _set_number(made, number, level)
                self.inline.write(made, part)
                begun = True
            else:
                self._block(part, holder, _at_level("ListContinue", level))

    def _new_numbering(self, node, level):
        """A list of its own that starts at its own number."""
        self._lists += 1  # counted here: python-docx looks through all lists for each new one
        made = CT_Num.new(self._lists, FIGURES)
        made.add_lvlOverride(ilvl=level).add_startOverride(int(node.get("start", "1")))
        self._numbering.append(made)
        return made.numId

    def end_page(self):
        """What follows begins a new page. A section of its own would do too, but not every program numbers it."""
        run, mark = OxmlElement("w:r"), OxmlElement("w:br")
        mark.set(qn("w:type"), "page")
        run.append(mark)
        self.document.element.body.sectPr.getprevious().append(run)

    def finish(self):
        """Add what stands outside the text: the styles and the glossary that it needs."""
        keeping.add_styles(self.document)
        self.looks.add_to(self.document.styles.element)
        if self.gaps:
            self.gaps.write_glossary()


def _at_level(style, level):
    last = min(level + 1, LIST_LEVELS[-1])
    return style if last == 1 else f"{style}{last}"


def _set_number(paragraph, number, level):
    properties = paragraph.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = number
