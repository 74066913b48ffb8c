"""What stands before and after the text: titles, contents, a letter's address and signature, the footer."""

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from resources.rendering.palette import DEEP, shade
from resources.rendering.word import pictures, styles
from resources.rendering.word.charts import add_picture
from resources.rendering.word.inline import bookmark_name
from resources.rendering.word.writer import break_page_before

COVER_HEIGHT = 3.1  # inches
ENTRIES_BELOW_COVER = 14  # a longer list of contents has a page of its own


def before(writer):
    if writer.edition.layout == "letter":
        _letter_head(writer)
    elif writer.edition.layout == "report":
        _cover(writer)
        _contents(writer)
    else:
        _title_block(writer)


def after(writer):
    if writer.edition.layout == "letter":
        letter = writer.edition.letter
        writer.paragraph("Closing", letter.closing)
        writer.paragraph("Signature", letter.signature)
        writer.paragraph(None, letter.signed)
        return
    if writer.edition.layout == "report":
        _colophon(writer)
    _footer(writer)


def _letter_head(writer):
    """The writer's address with the date at its right, then the reader's."""
    letter = writer.edition.letter
    for lines in (letter.writer_lines, letter.recipient_lines):
        for number, line in enumerate(lines, 1):
            paragraph = writer.paragraph("AddressLast" if number == len(lines) else "Address", line)
            if lines is letter.writer_lines and number == 1:
                _add_tab_at_right(writer, paragraph)
                writer.inline.text(paragraph, letter.day)
    writer.paragraph("Salutation", letter.salutation)


def _title_block(writer):
    edition = writer.edition
    if edition.layout != "church_sheet":
        writer.paragraph("Kicker", edition.kind)
    writer.paragraph("Title", edition.title)
    if edition.subtitle:
        writer.paragraph("Subtitle", edition.subtitle)
    writer.paragraph("TitleLine", edition.words["imprint"])


def _cover(writer):
    edition, width = writer.edition, styles.text_width("report")
    brand, action = edition.sender.brand_colour, edition.sender.action_colour
    add_picture(writer, pictures.door(width, COVER_HEIGHT, brand, shade(brand, DEEP), action), width, "")
    writer.paragraph("Kicker", edition.kind)
    writer.paragraph("Title", edition.title)
    if edition.subtitle:
        writer.paragraph("Subtitle", edition.subtitle)
    writer.paragraph("TitleLine", edition.words["imprint"])


def _contents(writer):
    """A contents field with its entries written out: Word fills it only when somebody asks it to."""
    entries = list(writer.edition.tree.iter("h2", "h3"))
    heading = writer.paragraph("TOCHeading", writer.edition.words["contents"])
    if len(entries) > ENTRIES_BELOW_COVER:
        break_page_before(heading)
    for number, entry in enumerate(entries):
        paragraph = writer.paragraph("TOC1" if entry.tag == "h2" else "TOC2")
        if number == 0:
            paragraph.append(_field("begin"))
            paragraph.append(_instruction(r'TOC \o "1-2" \n \h \z \u'))
            paragraph.append(_field("separate"))
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), bookmark_name(entry.get("id")))
        link.set(qn("w:history"), "1")
        writer.inline.text(link, _words(entry))
        paragraph.append(link)
        if number == len(entries) - 1:
            paragraph.append(_field("end"))


def _words(heading):
    notes = {id(part) for note in heading.iter("note") for part in note.iter()}
    pieces = [heading.text or ""]
    for part in heading.iterdescendants():
        if id(part) not in notes:
            pieces.append(part.text or "")
        if id(part) not in notes or part.tag == "note":
            pieces.append(part.tail or "")
    return "".join(pieces).strip()


def _colophon(writer):
    edition = writer.edition
    paragraph = writer.paragraph("Imprint", f"{edition.words['dated']} {edition.words['newest']} ")
    writer.inline.write(paragraph, _link(edition.address, edition.bare_address))
    writer.paragraph("Source", f"{edition.words['published_by']} {edition.sender.description}")


def _link(address, text):
    holder = etree.Element("p")
    link = etree.SubElement(holder, "a", href=address)
    link.text = text
    return holder


def _footer(writer):
    """Title and, at the right, the page's number; a brief and a church sheet name where they came from."""
    edition = writer.edition
    footer = writer.document.sections[0].footer
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]._p
    properties = paragraph.get_or_add_pPr()
    properties.get_or_add_pStyle().set(qn("w:val"), "Footer")
    words = edition.title if edition.layout in ("report", "guide") else edition.bare_address
    paragraph.append(writer.inline.run(words))
    _add_tab_at_right(writer, paragraph)
    for part in (_field("begin"), _instruction("PAGE"), _field("separate"), writer.inline.run("1"), _field("end")):
        paragraph.append(part)


def _add_tab_at_right(writer, paragraph):
    """What follows in `paragraph` stands at the right margin."""
    right = round(styles.text_width(writer.edition.layout) * 1440)
    tabs = parse_xml(f'<w:tabs {nsdecls("w")}><w:tab w:val="right" w:pos="{right}"/></w:tabs>')
    paragraph.get_or_add_pPr()._insert_tabs(tabs)
    run = OxmlElement("w:r")
    run.append(OxmlElement("w:tab"))
    paragraph.append(run)


def _field(kind):
    run = OxmlElement("w:r")
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run.append(mark)
    return run


def _instruction(text):
    run = OxmlElement("w:r")
    instruction = OxmlElement("w:instrText")
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    instruction.text = f" {text} "
    run.append(instruction)
    return run
