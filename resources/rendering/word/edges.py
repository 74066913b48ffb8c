"""Headers and footers: the running title, the page's number, and where the text comes from."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from resources.rendering.word.fronts import field_mark, field_start
from resources.rendering.word.inline import Inline
from resources.rendering.word.links import add_licence, add_link

RUNNING = {"report", "guide", "plan"}  # layouts of several pages; their first one has its title already
IMPRINT = {"guide", "plan", "brief", "church_sheet"}


def write(writer):
    """A letter has neither: it is the writer's own."""
    section, layout = writer.document.sections[0], writer.edition.layout
    if layout in RUNNING:
        section.different_first_page_header_footer = True
        _line(writer, section.header, writer.edition.title)
    if layout == "report":
        _number(_line(writer, section.footer))
    if layout in IMPRINT:
        _imprint(writer, section.footer)
    if layout in ("guide", "plan"):
        _imprint(writer, section.first_page_footer)


def _line(writer, edge, text=""):
    """The only paragraph of a header or footer, (w:p, the writer of its part)."""
    edge.is_linked_to_previous = False
    paragraph = edge.paragraphs[0]._p
    inline = Inline(edge.part, writer.edition.locale)
    inline.text(paragraph, text)
    style = "Header" if edge.part.partname.startswith("/word/header") else "Footer"
    paragraph.get_or_add_pPr().get_or_add_pStyle().set(qn("w:val"), style)
    return paragraph, inline


def _imprint(writer, footer):
    """Two lines: who and when, with the licence, and the address at which the text is kept up to date."""
    edition, words = writer.edition, writer.edition.words
    paragraph, inline = _line(writer, footer, f"{words['imprint']}. ")
    add_licence(inline, paragraph, words)
    if edition.layout in RUNNING:
        _number((paragraph, inline))
    run = OxmlElement("w:r")
    run.append(OxmlElement("w:br"))
    paragraph.append(run)
    inline.text(paragraph, f"{words['online']} ")
    add_link(inline, paragraph, edition.address, edition.bare_address)


def _number(line):
    """The number of the page at the right margin."""
    paragraph, inline = line
    paragraph.append(inline.run("\t"))
    for part in (*field_start("PAGE"), inline.run("1"), field_mark("end")):
        paragraph.append(part)
