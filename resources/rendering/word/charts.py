"""A chart in Word: its title, a picture with the numbers as alternative text, the numbers as a table, its source."""

from resources.rendering.figures import description
from resources.rendering.palette import palette
from resources.rendering.word import drawings, pictures, tables


def write(writer, figure, holder=None):
    writer.inline.write(writer.paragraph("Caption", holder=holder), figure.find("figcaption"))
    width = writer.measures.text_width
    drawn = pictures.bars(figure, width, palette(writer.edition.sender))
    drawings.in_line(
        writer.paragraph("Picture", holder=holder), writer, drawn, width, description(figure, writer.edition.language)
    )
    remarks = figure.findall("p")
    tables.write(writer, figure.find("table"), holder, stays=bool(remarks))
    for remark in remarks:
        style = "Remark" if remark is remarks[-1] else "Source"
        writer.inline.write(writer.paragraph(style, holder=holder), remark)
