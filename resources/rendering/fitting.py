"""In which size of type a text is set: one that saves a page, and leaves no page nearly empty.

1 is the layout's own size. Of the sizes in SMALLER the largest is taken that gives the fewest pages: no last page
holds two lines, and a brief or a letter that is a little long still has one page. If a page is left nearly empty all
the same, as where each section of a package begins a page, the sections that end there are set in the sizes of SPARE
until they fill more of it, or the page before holds all of them. Each attempt costs a whole layout, so none is made
that cannot win.
"""

from weasyprint.formatting_structure import boxes

# The smallest are 10 points in a guide, 13 in a church sheet, 9.1 in a brief and 9.7 in a letter.
SMALLER = {
    "guide": (0.98, 0.96),
    "church_sheet": (0.98, 0.963),
    "brief": (0.97, 0.94, 0.91, 0.88),
    "letter": (0.97, 0.94, 0.91, 0.88),
    "petition_sheet": (0.97, 0.94),
    "plan": (0.97, 0.94, 0.91),
    "house_guide": (0.96, 0.92, 0.88),
}
# The same for a variant: an insert is made to fit one half page, or two. Large print is never smaller than it says.
SMALLER_OF_VARIANTS = {"large": (), "booklet": (0.98, 0.96), "insert": (0.96, 0.92, 0.88, 0.84), "window": (0.95,)}
# Of a chapter that ends on a nearly empty page; its lines stay as high as they are, on the grid (baseline.py).
SPARE, SPARE_OF_LARGE = (0.97, 1.03, 0.95, 1.05, 1.08), (1.03, 1.05, 1.07, 1.1)
NEARLY_EMPTY = 0.12  # of a page's height
# Type is as much lower as it is narrower, so a text takes its square; headings that find room on the page before, and
# notes that find their line, may save some more.
LUCK = 1.5


def fitted(lay_out, layout, variant=""):
    """The laid-out document to print. `lay_out(size, more_style)` lays out the text in type of that size."""
    document, size = lay_out(1), 1
    if len(document.pages) == 1:
        return document
    shares = filled_shares(document)
    for smaller in SMALLER_OF_VARIANTS.get(variant, SMALLER.get(layout, ())):
        if (1 - smaller**2) * sum(shares) * LUCK < shares[-1]:
            continue
        attempt = lay_out(smaller)
        if len(attempt.pages) < len(document.pages):
            document, size = attempt, smaller
            break
    return _fuller(lay_out, document, size, SPARE_OF_LARGE if variant == "large" else SPARE)


def _fuller(lay_out, document, size, spare):
    """The attempt that has the fewest chapters which end on a nearly empty page."""
    chapters, ends = {}, _stray_ends(document)
    last, least = ends, len(ends)
    for share in spare:
        if not last:
            break
        chapters |= dict.fromkeys(last, share)
        attempt = lay_out(size, "".join(map(_style_of_chapter, chapters.items())))
        last = _stray_ends(attempt)
        if len(last) < least:
            document, least = attempt, len(last)
    return document


def _style_of_chapter(chapter):
    number, share = chapter
    return f".chapter:nth-of-type({number}){{font-size:{share}rem;line-height:1rlh}}"


def _stray_ends(document):
    """The numbers (1 is the first) of the chapters that end on a page which holds little else."""
    numbers, found = {}, []
    for page, share in zip(document.pages, filled_shares(document), strict=True):
        on_page = [box.element for box in page._page_box.descendants() if _is_chapter(box)]
        for chapter in on_page:
            numbers.setdefault(chapter, len(numbers) + 1)
        if share < NEARLY_EMPTY and on_page:
            found.append(numbers[on_page[-1]])
    return found


def _is_chapter(box):
    return box.element_tag == "section" and box.element.get("class") == "chapter"


def filled_shares(document):
    """How far down text stands on each page of a laid-out WeasyPrint document, 0 to 1."""
    return [_share(page._page_box) for page in document.pages]


def _share(page):
    return max(0.0, (_lowest(page, page.content_box_y()) - page.content_box_y()) / page.height)


def _lowest(box, lowest):
    """Where the lowest line in `box` ends, but for notes, margins, and an imprint at the foot of the page."""
    for child in getattr(box, "children", ()):
        if child.is_absolutely_positioned():
            continue
        if isinstance(child, boxes.LineBox):
            lowest = max(lowest, child.position_y + child.height)
        elif not isinstance(child, boxes.MarginBox | boxes.FootnoteAreaBox):
            lowest = _lowest(child, lowest)
    return lowest
