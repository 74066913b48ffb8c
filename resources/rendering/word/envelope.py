"""A letter that is ready to be sent: its address stands in an envelope's window, as in the PDF (window.css).

Word has nothing that holds a paragraph at the foot of a box, so the room above the address is counted: lines of the
writer's block and of the address have exact heights.
"""

import math

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from resources.rendering.word.measures import POINTS, measures_of, twips
from resources.rendering.word.styling import paragraph, run, style

ENDS_AT = 3.08  # inches below the sheet's top edge
BEFORE_TEXT = 36  # points between the address and the subject
SENDER, ADDRESS, POSTAGE = 13.5, 12.5, 9  # heights of their lines, in points
# Characters of a writer's line, less beside the date, before Word breaks it.
LINE, LINE_BESIDE_THE_DATE = 85, 60


def styles(measures, colours):
    """Beside those of every letter."""
    right = f'<w:tab w:val="right" w:pos="{twips(measures.text_width * POINTS)}"/>'
    line = {"line": measures.line}
    small = run(size=7, colour=colours["soft"])
    return [
        style("Sender", paragraph(line=SENDER, exact=True, tabs=right)),
        style("Postage", paragraph(line=POSTAGE, exact=True, keep_next=True) + small),
        style("Window Address", paragraph(line=ADDRESS, exact=True, keep=True) + run(size=10)),
        style("Subject", paragraph(before=BEFORE_TEXT, after=measures.gap, **line) + run(bold=True)),
        style("Copy", paragraph(before=1.5 * measures.size, **line) + run(size=measures.size - 0.5)),
    ]


def head(writer):
    """The writer's block with the date at its right, then the address in the window, then the subject."""
    letter = writer.edition.letter
    sender = _block(writer, "Sender", letter.writer_lines)
    first = sender.find(qn("w:r"))
    for part in reversed(_runs(writer, f"\t{letter.day}")):
        first.addnext(part)
    top = writer.paragraph("Postage", letter.postage) if letter.postage else None
    address = _block(writer, "WindowAddress", letter.recipient_lines)
    spacing = (address if top is None else top).get_or_add_pPr()._add_spacing()
    spacing.set(qn("w:before"), str(twips(_room_above(writer.edition))))
    writer.paragraph("Subject", letter.subject)


def _room_above(edition):
    """Points between the writer's block and what stands in the window."""
    letter, top = edition.letter, measures_of(edition).margins[0]
    lines = sum(
        max(1, math.ceil(len(line) / (LINE if number else LINE_BESIDE_THE_DATE)))
        for number, line in enumerate(letter.writer_lines)
    )
    shown = ADDRESS * len(letter.recipient_lines) + (POSTAGE if letter.postage else 0)
    return max(0, (ENDS_AT - top) * POINTS - SENDER * lines - shown)


def _block(writer, style_id, lines):
    block = writer.paragraph(style_id)
    for number, line in enumerate(lines):
        if number:
            Paragraph(block, writer.document._body).add_run().add_break()
        writer.inline.text(block, line)
    return block


def _runs(writer, text):
    holder = writer.paragraph()
    holder.getparent().remove(holder)
    writer.inline.text(holder, text)
    return list(holder.iterchildren(qn("w:r")))
