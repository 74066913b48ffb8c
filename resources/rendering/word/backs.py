"""A report's last page: where this edition comes from and where the newest one is, on the cover's ground.

It is a page of its own, for Word ends pages elsewhere than any other program: a colophon that is to close the last page
of the text would stand on one by itself in some of them.
"""

import copy

from docx.oxml.ns import qn

from resources.rendering.palette import WHITE, palette
from resources.rendering.word import drawings, ornaments
from resources.rendering.word.faces import DISPLAY
from resources.rendering.word.links import add_licence, add_link
from resources.rendering.word.measures import PAGE_HEIGHT, PAGE_WIDTH, POINTS
from resources.rendering.word.styling import character, paragraph, plain, run, style

LINK = "ColophonLink"
LEFT = 0.9  # inches from the page's edge, as on the cover


def styles(measures, colours):
    """Words on the brand colour are shaded in it, as on the cover: they can be read without the drawing too."""
    indents = {"left": (LEFT - measures.margins[3]) * POINTS, "right": 1.2 * POINTS, "fill": plain(colours["brand"])}
    return [
        style(
            "Colophon Title",
            paragraph(after=12, line=31, exact=True, keep_next=True, **indents)
            + run(font=DISPLAY, size=26, colour=WHITE),
            following="Colophon",
        ),
        style("Colophon", paragraph(after=8, line=16, keep=True, **indents) + run(size=10.5, colour=colours["pale"])),
        character("Colophon Link", run(colour=WHITE, underline=True), quick=False),
        # What Word wants after a table at the end of a section, as low as it may be.
        style("Section End", paragraph(line=1, exact=True) + run(size=1), quick=False),
    ]


def write(writer):
    edition, words = writer.edition, writer.edition.words
    _end_text(writer)
    title = writer.paragraph("ColophonTitle", edition.title)
    drawn = ornaments.back(palette(edition.sender))
    drawings.behind(title, writer, drawn, across="page", width=PAGE_WIDTH, height=PAGE_HEIGHT, top=0)
    writer.paragraph("Colophon", words["version"])
    address = writer.paragraph("Colophon", f"{words['newest']} ")
    add_link(writer.inline, address, edition.address, edition.bare_address, LINK)
    writer.paragraph("Colophon", f"{words['published_by']} {edition.sender.description}".strip())
    _contact(writer)
    add_licence(writer.inline, writer.paragraph("Colophon"), words, LINK)
    writer.paragraph("Colophon", words["type"])


def _end_text(writer):
    """What follows is a section of its own, whose only page has neither a running title nor a number."""
    body = writer.document.element.body
    if body.sectPr.getprevious().tag != qn("w:p"):
        writer.paragraph("SectionEnd")
    last = body.sectPr.getprevious()
    last.get_or_add_pPr().append(copy.deepcopy(body.sectPr))
    writer.document.sections[-1].different_first_page_header_footer = True


def _contact(writer):
    """How the organisation is reached, on one line; nothing where it is only known by name."""
    sender, inline = writer.edition.sender, writer.inline
    plain_parts = [part for part in (*sender.postal_lines, sender.phone) if part]
    linked = [(f"mailto:{sender.email}", sender.email)] if sender.email else []
    linked += [(sender.website, sender.bare_website)] if sender.website else []
    if not plain_parts and not linked:
        return
    line = writer.paragraph("Colophon", " · ".join(plain_parts))
    for number, (address, text) in enumerate(linked):
        inline.text(line, " · " if plain_parts or number else "")
        add_link(inline, line, address, text, LINK)
