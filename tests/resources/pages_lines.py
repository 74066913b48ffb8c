"""The lines of a laid-out document: which block each belongs to, page by page, without notes and running titles."""

from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import strut

POINT = 4 / 3  # in the typesetter's pixels
BLOCKS = {"h1", "h2", "h3", "h4", "p", "li", "blockquote", "caption", "th", "td", "figcaption"}


def lines_of(document):
    """A list for each page: the blocks that its lines belong to, in order, each as often as it has lines there."""
    return [[block for block, _words in lines] for lines in texts_of_lines(document)]


def texts_of_lines(document):
    """The same with the words of each line, without the numbers of notes: [[(block, words)]]."""
    return [_lines(page._page_box) for page in document.pages]


def _lines(page):
    found = []

    def walk(box, block):
        if isinstance(box, (boxes.MarginBox, boxes.FootnoteAreaBox)) or _is_apart(box):
            return
        if box.element is not None and box.element_tag in BLOCKS:
            block = box.element
        if isinstance(box, boxes.LineBox):
            texts = [part for part in box.descendants() if isinstance(part, boxes.TextBox)]
            if block is not None and texts:
                words = "".join(part.text for part in texts if part.element.get("class") != "call")
                found.append((block, words.strip()))
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


def lone_words(document, longest=7):
    """The short words that are the last line of a paragraph or an item of the text, alone on it; not in tables."""
    lines = [line for page in texts_of_lines(document) for line in page]
    turns = zip(lines, lines[1:], [*lines[2:], (None, "")], strict=False)
    last = [(block, words) for (before, _), (block, words), (after, _) in turns if before is block is not after]
    running = _running_text(document)
    return [words for block, words in last if len(words) <= longest and len(words.split()) == 1 and block in running]


def early_ends(document, share=0.5):
    """Lines of the text, but the last of a block, that hold less than a share of the signs of its longest line.

    The dot and the number of an item are lines too, but without a letter.
    """
    running, blocks = _running_text(document), {}
    for block, words in (line for page in texts_of_lines(document) for line in page):
        if block in running and block.find("br") is None and any(map(str.isalpha, words)):
            blocks.setdefault(block, []).append(words)
    return [words for lines in blocks.values() for words in lines[:-1] if len(words) < share * max(map(len, lines))]


def _running_text(document):
    (main,) = document.pages[0]._page_box.children[0].element.iter("main")
    apart = {node for holder in main.iter() if holder.tag in ("td", "th", "figure") for node in holder.iter()}
    return {*main.iter("p"), *main.iter("li")} - apart


def strayed_notes(document):
    """The numbers of notes that do not stand on the page on which they are called."""
    found = []
    for page in document.pages:
        called = {box.element.get("href")[1:] for box in page._page_box.descendants() if _has_class(box, "call")}
        areas = [child for child in page._page_box.children if isinstance(child, boxes.FootnoteAreaBox)]
        printed = {box.element.get("id") for area in areas for box in area.descendants() if _has_class(box, "note")}
        found += sorted(called - printed)
    return found


def _has_class(box, name):
    return box.element is not None and box.element.get("class") == name


def parted_answers(document):
    """Lines at the foot of a page whose answer stands on the next one."""
    pages = [blocks for blocks in lines_of(document) if blocks]
    turns = [(before[-1], after[0]) for before, after in zip(pages, pages[1:], strict=False)]
    return ["".join(line.itertext()) for line, next_ in turns if line.get("class") == "answered" and next_ is not line]


APART = {"h1", "h2", "h3", "h4", "table", "figure", "blockquote"}


def baselines(document):
    """[(page, points from its top to a baseline, words)] of every line of running text, in the size of the root.

    Running text is what stands in <main> outside headings, tables, charts, quotations and the head of a letter.
    """
    found = []

    def walk(box, number, inside):
        if isinstance(box, (boxes.MarginBox, boxes.FootnoteAreaBox)) or _is_apart(box):
            return
        if box.element is not None:
            inside = (inside or box.element.tag == "main") and box.element_tag not in APART
            inside = inside and box.element.get("class") != "head"
        if isinstance(box, boxes.LineBox):
            words = "".join(part.text for part in box.descendants() if isinstance(part, boxes.TextBox))
            if inside and words.strip() and box.style["font_size"] == document_size:
                found.append((number, (box.position_y + box.baseline) * 0.75, words))
            return
        for child in getattr(box, "children", ()):
            walk(child, number, inside)

    for number, page in enumerate(document.pages, 1):
        root = page._page_box.children[0]
        document_size = root.style["font_size"]
        walk(page._page_box, number, False)
    return found


def half_line(document):
    """Points of half a line of the root's."""
    return strut(document.pages[0]._page_box.children[0].style)[0] * 0.75 / 2


NEAR = 0.5  # points from the grid


def off_the_grid(document):
    """The lines of running text that are not a number of half lines from the first one: how far, page, words."""
    lines, step = baselines(document), half_line(document)
    past = [((top - lines[0][1]) % step, number, words) for number, top, words in lines]
    return [(round(way, 2), number, words[:50]) for way, number, words in past if min(way, step - way) > NEAR]


def imprints_alone(document):
    """The numbers of pages that hold an imprint and no line of the text; a colophon is a page of its own making."""
    return [number for number, page in enumerate(document.pages, 1) if _holds_imprint_only(page._page_box)]


def _holds_imprint_only(page):
    inside = {
        box.element.get("class", "").split(" ")[0] if box.element.tag != "main" else "text"
        for box in page.descendants()
        if box.element is not None and isinstance(box, boxes.BlockBox)
    }
    return "imprint" in inside and "text" not in inside


def words_outside(document):
    """Words that stand, by more than a point, left or right of the column of their page."""
    found = []
    for page in document.pages:
        left, width = page._page_box.content_box_x(), page._page_box.width
        column = [
            box for child in page._page_box.children if not isinstance(child, boxes.MarginBox) for box in _inside(child)
        ]
        for box in column:
            if box.position_x < left - POINT or box.position_x + box.width > left + width + POINT:
                found.append(box.text)
    return found


def _inside(box):
    return [part for part in box.descendants() if isinstance(part, boxes.TextBox) and part.text.strip()]
