"""What closes a document (an imprint, a colophon) stands at the foot of its page, wherever the text above it ends.

Between the text and the foot is white, so that a page which is half full looks meant. CSS cannot ask for it: a box that
is positioned at the foot takes no room, and the text would run into it. So it is laid out below the text, and moved.
"""

from weasyprint.document import Page
from weasyprint.formatting_structure import boxes
from weasyprint.layout.background import layout_box_backgrounds

from resources.rendering.imposing import PAGES_OF_A_SHEET

CLOSING = {"imprint", "colophon"}  # classes
ON_A_PAGE_OF_ITS_OWN = ".colophon{break-before:page}"  # a style


def closes(box):
    """Whether `box` is an imprint or a colophon."""
    return box.element is not None and not CLOSING.isdisjoint(box.element.get("class", "").split())


def stands_alone(document):
    """Whether the last page holds a colophon or an imprint and no text."""
    page = document.pages[-1]._page_box
    return _closing_box(page) is not None and not any(box.element_tag == "main" for box in page.descendants())


def leaves_back_white(document):
    """Whether a booklet of these pages ends with white ones, though a colophon could have the last of them."""
    box = _closing_box(document.pages[-1]._page_box)
    has_colophon = box is not None and "colophon" in box.element.get("class").split()
    return has_colophon and len(document.pages) % PAGES_OF_A_SHEET != 0 and not stands_alone(document)


def move_to_foot(document):
    """Move what closes the laid-out WeasyPrint `document` to the foot of its last page, above any notes.

    Where it has the page for itself, as on the back of a booklet, there is neither a number nor a running title.
    """
    page = document.pages[-1]._page_box
    box = _closing_box(page)
    if box is None or not box.height:  # what stands in the margin takes no height
        return
    if stands_alone(document):
        page.children = [child for child in page.children if not isinstance(child, boxes.MarginBox)]
    way = _foot(page) - (box.position_y + box.margin_height())
    if way > 0:
        box.translate(dy=way)
        # A ground and a link have had their places since the page was made.
        layout_box_backgrounds(page, box, _no_image)
        document.pages[-1] = Page(page)


def _no_image(url, **_options):
    raise LookupError(url)


def _closing_box(page):
    return next((box for box in page.descendants() if isinstance(box, boxes.BlockBox) and closes(box)), None)


def _foot(page):
    """Where text may end on a page: at its margin, or at the line above its notes."""
    notes = [child for child in page.children if isinstance(child, boxes.FootnoteAreaBox) and child.children]
    return min([page.content_box_y() + page.height, *(area.position_y for area in notes)])
