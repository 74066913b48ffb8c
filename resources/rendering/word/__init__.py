"""An edition → a Word file.

    styles     the design: paragraph, character and table styles, page and footer of each layout
    package    the empty package with those styles and the typefaces; the finished one with fixed dates
    inline     words in a line: emphasis, links, note calls, what a reader fills in
    notes      real footnotes
    writer     headings, paragraphs, lists, quotes
    tables     tables with styles, repeated heads and merged cells
    charts     charts as pictures (pictures.py) with alternative text, and their numbers as a table
    fronts     what stands before and after the text: title, contents, a letter's address and signature

Knows no Django: it runs in the press's child process.
"""

from io import BytesIO

from docx import Document

from resources.rendering.word import fronts, package
from resources.rendering.word.writer import Writer

__all__ = ["set_word"]


def set_word(edition):
    """The bytes of the Word file of an Edition; the same edition gives the same bytes."""
    document = Document(BytesIO(package.empty(edition)))
    writer = Writer(document, edition)
    fronts.before(writer)
    writer.blocks(edition.tree)
    fronts.after(writer)
    writer.finish()
    package.describe(document, edition)
    content = BytesIO()
    document.save(content)
    return package.repack(content.getvalue())
