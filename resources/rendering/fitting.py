"""In which size of type a text is set: one that saves a page, and leaves no page nearly empty.

1 is the layout's own size. Of the sizes in SMALLER the largest is taken that gives the fewest pages: no last page
holds two lines, and a brief or a letter that is a little long still has one page. If a page is left with little text
all the same, the whole is set some per cent larger; where each section begins a page, the sections that end there are
set smaller or larger by themselves. What closes a text (closing.py) is no text: two lines above it are two lines.
Each attempt costs a whole layout, so none is made that cannot win.
"""

from weasyprint.formatting_structure import boxes

from resources.rendering import closing

# The smallest are 9.6 points in a report, 10 in a guide, 12.8 in a church sheet, 9.1 in a brief and 9.7 in a letter.
SMALLER = {
    "report": (0.98,),
    "guide": (0.98, 0.96),
    "church_sheet": (0.98, 0.963, 0.95),
    "brief": (0.97, 0.94, 0.91, 0.88),
    "letter": (0.97, 0.94, 0.91, 0.88),
    "petition_sheet": (0.97, 0.94),
    "plan": (0.97, 0.94, 0.91),
    "house_guide": (0.96, 0.92, 0.88),
}
# The same for a variant: an insert is made to fit one half page, or two. Large print is never smaller than it says.
SMALLER_OF_VARIANTS = {"large": (), "booklet": (0.98, 0.96), "insert": (0.96, 0.92, 0.88, 0.84), "window": (0.95,)}
# Styles for a section: the last blocks, and the items of a list among them, leave the page before with the end of what
# stands above them, or with whole paragraphs, or all of the section does.
SECTION = ".this-section"
END_TAKEN_ALONG = f"{SECTION} > :nth-last-child(-n+3), {SECTION} > :last-child > li {{break-before:avoid}}"
TAKEN_ALONG = f"{END_TAKEN_ALONG}{SECTION} > p:nth-last-child(-n+4) {{break-inside:avoid}}"
WHOLE = f"{SECTION}{{break-inside:avoid}}"
LAST_SECTION = ".chapter:last-child"
LARGER = (1.02, 1.03, 1.05, 1.07)
# Of a section that begins a page; its lines stay as high as they are, on the grid (baseline.py), but in large print.
SPARE, SPARE_OF_LARGE = (0.98, 1.02, 0.97, 1.03, 0.95, 1.05, 1.08), (1.02, 1.03, 1.05, 1.07, 1.1)
MOST_ATTEMPTS = 4  # to fill the last pages of sections
NEARLY_EMPTY = 0.12  # of a page's height: what no page may hold less than
WANTED, WANTED_WITHIN = 0.25, 0.5  # what the last page should hold, and those before it
ROOM_WITH_COLOPHON = 0.95  # of a page, for a text and a colophon: white stands between them
# Type is as much lower as it is narrower, so a text takes its square; headings that find room on the page before, and
# notes that find their line, may save some more.
LUCK = 1.5


def fitted(lay_out, layout, variant=""):
    """The laid-out document to print. `lay_out(size, more_style)` lays out the text in type of that size."""
    document, size = lay_out(1), 1
    if len(document.pages) == 1:
        return document
    if _begins_pages(document):
        return _with_fuller_sections(lay_out, document, is_large=variant == "large")
    taken = taken_shares(document)
    for smaller in SMALLER_OF_VARIANTS.get(variant, SMALLER.get(layout, ())):
        if (1 - smaller**2) * sum(taken) * LUCK < taken[-1]:
            continue
        attempt = lay_out(smaller)
        if len(attempt.pages) < len(document.pages):
            document, size = attempt, smaller
            break
    return _with_more_at_the_end(lay_out, document, size)


def _with_more_at_the_end(lay_out, document, size):
    """The first attempt whose last page holds what it should: more of the text, or larger type; or the best of all."""
    shares, taken = filled_shares(document), taken_shares(document)
    if shares[-1] >= WANTED or closing.stands_alone(document):
        return document
    won = {larger: (larger**2 - 1) * sum(shares) for larger in LARGER}
    has_sections = any(map(_sections, document.pages))
    ways = [(1, WHOLE.replace(SECTION, LAST_SECTION))] if has_sections else []
    ways.append((1, TAKEN_ALONG.replace(SECTION, LAST_SECTION if has_sections else "main")))
    ways += [(larger, "") for larger in LARGER if WANTED - shares[-1] <= won[larger] <= 1 - taken[-1]]
    best = document
    for larger, style in ways:
        best = min(best, lay_out(size * larger, style), key=_rank)
        if _rank(best)[2] == 0:
            break
    return best


def _rank(document):
    """What is better is less: pages that hold next to nothing, then pages, then what is wanting on them."""
    shares = filled_shares(document)[: -1 if closing.stands_alone(document) else None]
    shares = shares[0 if shares[0] else 1 :]  # but for a cover
    # Where sections begin pages any of them may be the last one of its section.
    wanted = [WANTED if _begins_pages(document) else WANTED_WITHIN] * (len(shares) - 1) + [WANTED]
    wanting = sum(max(0, least - share) for least, share in zip(wanted, shares, strict=False))
    return sum(share < NEARLY_EMPTY for share in shares), len(document.pages), round(wanting, 2)


def _with_fuller_sections(lay_out, document, *, is_large):
    """The best attempt, each section that ends with little on its page set in the next way that may mend it."""
    ways, queues, best, last = {}, {}, document, document
    for _attempt in range(MOST_ATTEMPTS):
        short = _short_sections(last)
        for number, pages in short.items():
            queues.setdefault(number, _ways_to_mend(pages, is_large=is_large))
        waiting = [number for number in short if queues[number]]
        if not waiting:
            break
        ways |= {number: queues[number].pop(0) for number in waiting}
        style = "".join(way.replace(SECTION, f".chapter:nth-of-type({number})") for number, way in ways.items())
        last = lay_out(1, style)
        best = min(best, last, key=_rank)
    return best


def _ways_to_mend(pages, *, is_large):
    """Styles for a section the (text, taken) shares of whose pages are `pages`, up to one that holds little."""
    power = 2 if is_large else 1  # whether lines are higher, too
    (text, taken), total = pages[-1], sum(text for text, _taken in pages)
    # A colophon alone on its page needs no more than what the page before it lacks.
    lacks = taken if text or len(pages) == 1 else pages[-2][1] + taken - ROOM_WITH_COLOPHON

    def size(share):
        return f"{SECTION}{{font-size:{share}rem;{'' if is_large else 'line-height:1rlh'}}}"

    won = {share: (share**power - 1) * total for share in (SPARE_OF_LARGE if is_large else SPARE)}
    smaller = [size(share) for share in won if share < 1 and -won[share] * LUCK >= lacks]
    larger = [size(share) for share in won if share > 1 and text + won[share] >= WANTED]
    if not text:
        return smaller
    # A paragraph of large print is a third of a page: two lines of it may be enough.
    along = [*([END_TAKEN_ALONG] if is_large else []), TAKEN_ALONG]
    return [*smaller, *(along if len(pages) > 1 else []), *larger]


def _short_sections(document):
    """{number of a section, 1 is the first: [(text, taken) shares of its pages up to one that holds little text]}."""
    numbers, pages, found = {}, {}, {}
    for page, *shares in zip(document.pages, filled_shares(document), taken_shares(document), strict=True):
        for section in _sections(page):
            numbers.setdefault(section, len(numbers) + 1)
        if not numbers:
            continue
        last = len(numbers)
        pages.setdefault(last, []).append(tuple(shares))
        if shares[0] < WANTED:
            found[last] = list(pages[last])
    return found


def _begins_pages(document):
    """Whether each section of the text begins a page."""
    return "gathering" in document.pages[0]._page_box.children[0].element.get("class", "").split()


def _sections(page):
    inside = page._page_box.descendants()
    return [box.element for box in inside if box.element_tag == "section" and box.element.get("class") == "chapter"]


def filled_shares(document):
    """How far down text stands on each page of a laid-out WeasyPrint document, 0 to 1, but for what closes it."""
    return [_share(page._page_box, closing.closes) for page in document.pages]


def taken_shares(document):
    """How far down each page is taken, with an imprint or a colophon that stands in the text."""
    return [_share(page._page_box) for page in document.pages]


def _share(page, leaves_out=lambda box: False):
    top = page.content_box_y()
    return max(0.0, (_lowest(page, top, leaves_out) - top) / page.height)


def _lowest(box, lowest, leaves_out):
    """Where the lowest line in `box` ends, but for notes, margins, and what is left out or stands at the foot."""
    for child in getattr(box, "children", ()):
        if child.is_absolutely_positioned() or leaves_out(child):
            continue
        if isinstance(child, boxes.LineBox):
            lowest = max(lowest, child.position_y + child.height)
        elif not isinstance(child, boxes.MarginBox | boxes.FootnoteAreaBox):
            lowest = _lowest(child, lowest, leaves_out)
    return lowest
