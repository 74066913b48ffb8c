"""What stands before and after the text: titles, contents, a letter's address and signature, a report's back page."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from resources.rendering.edition import WINDOW
from resources.rendering.palette import palette
from resources.rendering.trees import words_of
from resources.rendering.word import backs, drawings, envelope, ornaments
from resources.rendering.word.measures import LAYOUTS, PAGE_HEIGHT, PAGE_WIDTH, POINTS
from resources.rendering.word.titles import title_of


def before(writer):
    if writer.edition.layout == "letter":
        _letter_head(writer)
        return
    first = [writer.paragraph(line.style.replace(" ", ""), line.text) for line in title_of(writer.edition).shown][0]
    _draw_behind(writer, first)
    if writer.edition.layout == "report":
        _contents(writer)
        if not writer.edition.gathers:  # there every chapter begins a page, and what introduces them shares this one
            writer.end_page()


def after(writer):
    if writer.edition.layout == "letter":
        letter = writer.edition.letter
        for style, words in (("Closing", letter.closing), ("Signature", letter.signature), ("Signed", letter.signed)):
            writer.paragraph(style, words)
        if letter.copy:
            writer.paragraph("Copy", letter.copy)
    elif writer.edition.layout == "report":
        backs.write(writer)


def _draw_behind(writer, paragraph):
    """The drawing is anchored in the first paragraph of the title, and moves with no other."""
    layout, colours = writer.edition.layout, palette(writer.edition.sender)
    top = LAYOUTS[layout].margins[0]
    below = title_of(writer.edition).height(layout) / POINTS
    if layout == "report":
        png, place = ornaments.cover(colours), ("page", PAGE_WIDTH, PAGE_HEIGHT, 0)
    elif layout == "church_sheet":
        width = LAYOUTS[layout].text_width
        png, place = ornaments.arch_and_rule(width, below, colours), ("column", width, below, top)
    else:
        png, place = ornaments.band(top + below, colours), ("page", PAGE_WIDTH, top + below, 0)
    across, width, height, top = place
    drawings.behind(paragraph, writer, png, across=across, width=width, height=height, top=top)


def _instructions(writer):
    """What to do with the file; a letter that has no gaps needs none."""
    words = writer.edition.words
    if "fill" in words:
        told = writer.paragraph("Instructions", words["fill"])
        place = told.getparent().index(told)
        writer.document.element.body.insert(place, writer.gaps.note(words["how"], told))


def _letter_head(writer):
    """The writer's address with the date at its right, then the reader's."""
    letter = writer.edition.letter
    if writer.edition.variant == WINDOW:
        envelope.head(writer)
        writer.paragraph("Salutation", letter.salutation)
        return
    _instructions(writer)
    for lines in (letter.writer_lines, letter.recipient_lines):
        block = writer.paragraph("Address")
        for number, line in enumerate(lines):
            if number:
                Paragraph(block, writer.document._body).add_run().add_break()
            writer.inline.text(block, line)
            if number == 0 and lines is letter.writer_lines:
                writer.inline.text(block, f"\t{letter.day}")
    writer.paragraph("Salutation", letter.salutation)


def _contents(writer):
    """A contents field with its entries written out: Word fills it only when somebody asks it to.

    The entries have no pages, since only Word knows where they will end.
    """
    entries = list(writer.edition.tree.iter("h2", "h3"))
    if not entries:
        return
    writer.paragraph("TOCHeading", writer.edition.words["contents"])
    chapter = 0
    for number, entry in enumerate(entries):
        paragraph = writer.paragraph("TOC1" if entry.tag == "h2" else "TOC2")
        if number == 0:
            for part in field_start(r'TOC \o "1-2" \h \z'):
                paragraph.append(part)
        link = writer.inline.link(f"#{entry.get('id')}")
        if entry.tag == "h2":
            chapter += 1
            writer.inline.text(link, f"{chapter}\t")
        writer.inline.text(link, words_of(entry).strip())
        paragraph.append(link)
    paragraph.append(field_mark("end"))


def field_start(instruction):
    """The runs that open a field, up to its result."""
    run = OxmlElement("w:r")
    text = OxmlElement("w:instrText")
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    text.text = f" {instruction} "
    run.append(text)
    return [field_mark("begin"), run, field_mark("separate")]


def field_mark(kind):
    run = OxmlElement("w:r")
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run.append(mark)
    return run
