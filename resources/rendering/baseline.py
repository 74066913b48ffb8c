"""Lines of running text stand on a grid of half lines, the same on every page of a document.

What stands between them (tables, charts, quotations) has heights of its own; where the text goes on below, it is moved
to the grid. A heading is moved so that the text below it need not be: what is left over stands above the heading, and
between it and its text is always the same space. So the lines of facing pages, and of the two sides of a sheet, meet or
stand halfway. A style sheet opens the grid with `--grid-from`, the distance of a grid line from the top edge of the
page in inches, and closes it inside an element with `--grid-from: none`. Only headings, and paragraphs whose lines are
as high as the root's, are moved; a step is half a line. See docs/decisions/0034.
"""

from weasyprint.formatting_structure.boxes import LineBox
from weasyprint.layout import block
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.text.line_break import strut

HEADINGS = {"h2", "h3", "h4"}
PIXELS = 96  # to the inch: the typesetter's unit of length
NEAR = 0.05  # pixels from the grid that nobody sees
BACK = 1.4  # pixels, about a point: what is so little past a grid line goes back to it, not on to the next

_layout_lines = block._linebox_layout


def install():
    """Put `layout_lines` in the place of the function that lays out the lines of a block."""
    global _layout_lines
    _layout_lines, block._linebox_layout = block._linebox_layout, layout_lines


def layout_lines(context, box, index, child, lines, is_empty, absolutes, fixed, margins, bottom, top, *rest):
    """WeasyPrint's `_linebox_layout`, except that the first line stands on the grid.

    `margins` are those that meet above the line, of the block and of all that begin with it. They move together when
    their list has a new value; what already has a place in the block, such as the bullet of an item, is moved here.
    """
    begins = not any(isinstance(line, LineBox) for line in lines)
    way = _way_to_grid(box, top + (block.collapse_margin(margins) if margins else 0)) if begins else 0
    if way and margins:
        margins[:] = [block.collapse_margin(margins) + way]
        for placed in lines:
            if isinstance(placed, AbsolutePlaceholder):
                placed.translate(dy=way)
    elif way:
        top += way
    return _layout_lines(context, box, index, child, lines, is_empty, absolutes, fixed, margins, bottom, top, *rest)


def _way_to_grid(box, top):
    """Pixels from `top` to where the text of `box` may begin; 0 outside a grid."""
    start = _start(box.style)
    if start is None:
        return 0
    (line, _baseline), (of_root, _baseline) = strut(box.style), strut(_root(box.style))
    if box.element_tag in HEADINGS:
        top += line + box.margin_bottom
    elif abs(line - of_root) > NEAR:
        return 0
    step = of_root / 2
    past = (top - start) % step
    if past < NEAR or step - past < NEAR:
        return 0
    return -past if past < BACK else step - past


def _root(style):
    while style.parent_style is not None:
        style = style.parent_style
    return style


def _start(style):
    """Where the grid of an element begins, in pixels from the top of the page; None if it has none."""
    (value, *_rest) = [token for token in style["__grid_from"] if token.type != "whitespace"] or [None]
    return value.value * PIXELS if value is not None and value.type == "dimension" else None
