"""The lines of a laid-out document: which block each belongs to, page by page, without notes and running titles."""

from weasyprint.formatting_structure import boxes

BLOCKS = {"h1", "h2", "h3", "h4", "p", "li", "blockquote", "caption", "th", "td", "figcaption"}


def lines_of(document):
    """A list for each page: the blocks that its lines belong to, in order, each as often as it has lines there."""
    return [_blocks(page._page_box) for page in document.pages]


def _blocks(page):
    found = []

    def walk(box, block):
        if isinstance(box, (boxes.MarginBox, boxes.FootnoteAreaBox)) or _is_apart(box):
            return
        if box.element is not None and box.element_tag in BLOCKS:
            block = box.element
        if isinstance(box, boxes.LineBox):
            if block is not None and any(isinstance(part, boxes.TextBox) for part in box.descendants()):
                found.append(block)
            return
        for child in getattr(box, "children", ()):
            walk(child, block)

    walk(page, None)
    return found


def _is_apart(box):
    """Whether `box` stands outside the text: an imprint at the foot, a drawing."""
    return not hasattr(box, "children") or (box.element is not None and box.element.get("class") == "imprint")


def stranded_headings(document):
    """Headings that are the last thing on a page which is not the last."""
    last = [blocks[-1] for blocks in lines_of(document)[:-1] if blocks]
    return ["".join(block.itertext()) for block in last if block.tag in ("h1", "h2", "h3", "h4")]


def single_lines(document):
    """Beginnings and ends of paragraphs and list items that stand alone at the foot or at the head of a page."""
    pages, alone = lines_of(document), []
    for before, after in zip(pages, pages[1:], strict=False):
        if before and after and before[-1] is after[0] and before[-1].tag in ("p", "li"):
            parted = before[-1]
            counts = before.count(parted), after.count(parted)
            if min(counts) < 2:
                alone.append((" ".join("".join(parted.itertext()).split())[:60], counts))
    return alone
