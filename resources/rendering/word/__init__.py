"""An edition → a Word file.

    measures   the sizes of each layout
    styles     the design: paragraph, character and table styles (styling.py: their markup)
    package    the empty package with those styles and the typefaces; the finished one with fixed dates
    inline     words in a line: emphasis, links, note calls (looks: their character styles)
    gaps       what a reader fills in: fields with a name, and what they say when they are empty
    notes      real footnotes
    writer     headings, paragraphs, lists, quotes
    keeping    what stays on the page of what follows it
    tables     tables with styles, repeated heads and merged cells
    widths     how wide the columns of a table are
    charts     charts as pictures (pictures.py) with alternative text, and their numbers as a table
    titles     the lines of the title of each layout; ornaments draws what stands behind them
    fronts     what stands before and after the text: title, contents, a letter's address and signature
    backs      the last page of a report
    links      links of what stands around the text
    envelope   a letter that is ready to be sent: its address in an envelope’s window
    edges      headers and footers

Knows no Django: it runs in the press's child process.
"""

from io import BytesIO

from docx import Document

from resources.rendering.word import edges, fronts, package
from resources.rendering.word.writer import Writer

__all__ = ["set_word"]


def set_word(edition):
    """The bytes of the Word file of an Edition; the same edition gives the same bytes."""
    document = Document(BytesIO(package.empty(edition)))
    writer = Writer(document, edition)
    fronts.before(writer)
    writer.blocks(writer.tree)
    fronts.after(writer)
    edges.write(writer)
    writer.finish()
    package.describe(document, edition)
    content = BytesIO()
    document.save(content)
    return package.repack(content.getvalue())
