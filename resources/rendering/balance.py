"""Headings and quotations of several lines have lines of much the same length, and no last line of one short word.

CSS has `text-wrap: balance` for it, which WeasyPrint does not know. A style sheet asks for it with `--balance: yes`:
the lines are set in the least width in which they are no more than before.
"""

from weasyprint.layout import block
from weasyprint.layout.inline import iter_line_boxes

NEAR = 1  # pixels from the least width that nobody sees

_layout_lines = block._linebox_layout


def install():
    """Put `layout_lines` in the place of the function that lays out the lines of a block."""
    global _layout_lines
    _layout_lines, block._linebox_layout = block._linebox_layout, layout_lines


def layout_lines(context, box, index, child, lines, is_empty, absolutes, fixed, margins, bottom, top, skip, *rest):
    """WeasyPrint's `_linebox_layout`, except that lines which are to be balanced end earlier."""
    whole = box.width
    if skip is None and _is_balanced(box.style):
        box.width = _least_width(context, box, child, top, bottom)
    try:
        return _layout_lines(
            context, box, index, child, lines, is_empty, absolutes, fixed, margins, bottom, top, skip, *rest
        )
    finally:
        box.width = whole


def _is_balanced(style):
    return any(token.type == "ident" and token.value == "yes" for token in style["__balance"])


def _least_width(context, box, child, top, bottom):
    """Pixels in which the lines of `box` are as few as in its whole width."""

    def count(width):
        box.width = width
        return sum(1 for _line in iter_line_boxes(context, child, top, bottom, None, box, [], [], None, None))

    fits, number = box.width, count(box.width)
    if number < 2:
        return fits
    too_narrow = fits / number / 2
    while fits - too_narrow > NEAR:
        width = (fits + too_narrow) / 2
        if count(width) > number:
            too_narrow = width
        else:
            fits = width
    return fits
