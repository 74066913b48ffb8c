"""A chart in Word: its title, a picture with the numbers as alternative text, its source, the numbers as a table.

The source stands between the two: LibreOffice parts what follows a table from it, whatever its rows say.
"""

from resources.rendering.figures import description
from resources.rendering.palette import palette
from resources.rendering.word import drawings, keeping, pictures, tables


def write(writer, figure, holder=None):
    writer.inline.write(writer.paragraph("Caption", holder=holder), figure.find("figcaption"))
    width = writer.measures.text_width
    drawn = pictures.bars(figure, width, palette(writer.edition.sender))
    drawings.in_line(
        writer.paragraph("Picture", holder=holder), writer, drawn, width, description(figure, writer.edition.language)
    )
    remarks = figure.findall("p")
    for remark in remarks[:-1]:
        writer.inline.write(writer.paragraph("Source", holder=holder), remark)
    for remark in remarks[-1:]:
        style = keeping.kept("Remark") if keeping.numbers_stay(figure) else "Remark"
        writer.inline.write(writer.paragraph(style, holder=holder), remark)
    tables.write(writer, figure.find("table"), holder)
