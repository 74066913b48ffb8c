"""Two faults of WeasyPrint 70 that a text can meet, and how they are mended.

`split_first_line`: when a text that ends in a space (before a link, say) fits its line but for that space,
WeasyPrint takes the first word for one that has to be hyphenated and leaves it alone on its line; the space
would have been dropped at the end of the line anyway.

`layout_lines`: when a line at the foot of a page fits only because notes are moved to the next page,
WeasyPrint sets the line and forgets the notes that are called in it: they are printed nowhere.

tests/resources/test_pdf.py shows both.
"""

from weasyprint.formatting_structure.boxes import LineBox
from weasyprint.layout import block, inline

_split_first_line = inline.split_first_line
_layout_lines = block._linebox_layout


def install():
    """Put both in WeasyPrint's place."""
    inline.split_first_line = split_first_line
    block._linebox_layout = layout_lines


def split_first_line(text, style, context, max_width, *args, **kwargs):
    """WeasyPrint's function of that name, except that a space at the end of `text` takes no width."""
    found = _split_first_line(text, style, context, max_width, *args, **kwargs)
    words = text.rstrip(" ")
    resume_at = found[2]
    if resume_at is None or max_width is None or words in ("", text):
        return found
    if _split_first_line(words, style, context, max_width, *args, **kwargs)[2] is None:
        return _split_first_line(text, style, context, None, *args, **kwargs)
    return found


def layout_lines(context, box, index, child, lines, *args):
    """WeasyPrint's `_linebox_layout`, except that the last line's notes go to the next page when none took them."""
    result = _layout_lines(context, box, index, child, lines, *args)
    abort = result[0]
    if not abort and lines and isinstance(lines[-1], LineBox):
        for part in lines[-1].descendants():
            if part.footnote in context.footnotes:
                context.footnotes.remove(part.footnote)
                context.reported_footnotes.append(part.footnote)
    return result
