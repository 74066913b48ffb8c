"""Faults of WeasyPrint 70 that a text can meet, and how they are mended.

`split_first_line`: when a text that ends in a space (before a link, say) fits its line but for that space,
WeasyPrint takes the first word for one that has to be hyphenated and leaves it alone on its line. A space would
have been dropped at the end of the line anyway; a no-break space takes the word before it to the next line.

`layout_lines`: where the second line of a paragraph finds room at the foot of a page only without notes, WeasyPrint
sends the notes to the next page, those of paragraphs above among them, and may print one nowhere. Here such a paragraph
goes to the next page. And where lines go there so that two stand together, their notes go with them.

tests/resources/test_pdf.py shows them.
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
    """WeasyPrint's function of that name, except for the space at the end of a `text` that fits without it."""
    found = _split_first_line(text, style, context, max_width, *args, **kwargs)
    words = text.rstrip(" \u00a0")
    resume_at = found[2]
    if resume_at is None or max_width is None or words in ("", text):
        return found
    _layout, _length, rest, width, *_metrics = _split_first_line(words, style, context, max_width, *args, **kwargs)
    if rest is not None:
        return found
    if text[len(words)] == " ":
        return _split_first_line(text, style, context, None, *args, **kwargs)
    return _split_first_line(text, style, context, width - 1, *args, **kwargs) if " " in words else found


def layout_lines(context, box, index, child, lines, is_empty, *args):
    """WeasyPrint's `_linebox_layout`, except that a note stands on the page that calls it.

    Where the page holds nothing else, and so must take what comes, notes without room go to the next one.
    """
    above = list(context.current_page_footnotes)
    abort, stop, resume_at, position, new, *rest = _layout_lines(context, box, index, child, lines, is_empty, *args)
    if not is_empty:
        moved = [note for note in above if note in context.reported_footnotes]
        for note in moved:
            context.unlayout_footnote(note)
            context.layout_footnote(note)
        called = _called(lines)
        abort = abort or bool(moved) or any(note in called for note in context.reported_footnotes)
    if not abort:
        _send_on(context, lines, new)
    return abort, stop, resume_at, position, new, *rest


def _send_on(context, lines, new):
    """Send the notes that found no room to the next page, and those of lines that go there."""
    if lines and isinstance(lines[-1], LineBox):
        for note in _called(lines[-1:]):
            if note in context.footnotes:
                context.footnotes.remove(note)
                context.reported_footnotes.append(note)
    called = _called(lines)
    gone = [note for note in new if note not in called]
    for note in gone:
        if note in context.current_page_footnotes:
            context.report_footnote(note)
    sent = context.reported_footnotes
    sent[:] = [note for note in sent if note not in gone] + [note for note in gone if note in sent]


def _called(lines):
    return [
        part.footnote for line in lines if isinstance(line, LineBox) for part in line.descendants() if part.footnote
    ]
