"""A chart in Word: its title, a picture with the numbers as alternative text, the numbers as a table, its source."""

from io import BytesIO

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches

from resources.rendering.word import pictures, styles, tables


def write(writer, figure, holder=None):
    title = figure.find("figcaption")
    writer.inline.write(writer.paragraph("Caption", holder=holder), title)
    width = styles.text_width(writer.edition.layout)
    drawn = pictures.bars(figure, width, writer.edition.sender.brand_colour)
    add_picture(writer, drawn, width, description(figure), holder)
    tables.write(writer, figure.find("table"), holder)
    for paragraph in figure.findall("p"):
        last = paragraph is figure.findall("p")[-1]
        writer.inline.write(writer.paragraph("Remark" if last else "Source", holder=holder), paragraph)


def description(figure):
    """The alternative text: the title, then every bar with its number."""
    groups = []
    for bars in figure.findall("bars"):
        numbers = "; ".join(f"{bar.text} {bar.get('shown')}" for bar in bars)
        groups.append(f"{bars.get('name')}: {numbers}" if bars.get("name") else numbers)
    return f"{''.join(figure.find('figcaption').itertext())}. {'. '.join(groups)}."


def add_picture(writer, png, width, alternative, holder=None):
    """A picture in a paragraph of its own, `width` inches wide; alternative "" marks it as decoration."""
    paragraph = writer.paragraph("Picture", holder=holder)
    run = (holder or writer.document).paragraphs[-1].add_run()
    run.add_picture(BytesIO(png), width=Inches(width))
    properties = paragraph.find(f".//{qn('wp:docPr')}")
    properties.set("name", f"Picture {properties.get('id')}")
    properties.set("descr", alternative)
    if not alternative:
        properties.append(_decoration())
    return paragraph


def _decoration():
    extensions = OxmlElement("a:extLst")
    extension = OxmlElement("a:ext")
    extension.set("uri", "{C183D7F6-B498-43B3-948B-1728B52AA6E4}")
    mark = extension.makeelement(
        "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative",
        {"val": "1"},
        {"adec": "http://schemas.microsoft.com/office/drawing/2017/decorative"},
    )
    extension.append(mark)
    extensions.append(extension)
    return extensions
