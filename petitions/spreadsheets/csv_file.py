"""CSV as RFC 4180 has it, in UTF-8.

It begins with a byte order mark: without one, Excel takes UTF-8 for an old Windows code page, and every É is
two wrong letters. Everything else that reads CSV knows the mark and drops it.
"""

import codecs
import csv
from io import StringIO

# In no cell: petitions.spreadsheets.cells takes controls out.
_CELL, _LINE = "\x1f", "\x1e"


def stream(heading, pages):
    """The bytes of the file, piece by piece; the heading comes before the first page is asked for."""
    yield codecs.BOM_UTF8 + _lines([heading])
    for page in pages:
        yield _lines(page)


def _lines(rows):
    """As the csv module writes them; it is asked only where a cell of the page has to be quoted."""
    text = _LINE.join(map(_CELL.join, rows))
    if not any(character in text for character in ',"\r\n'):
        return text.replace(_CELL, ",").replace(_LINE, "\r\n").encode() + b"\r\n"
    buffer = StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode()
