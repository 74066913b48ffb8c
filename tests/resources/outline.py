"""What a text holds and what a PDF lets be read, as the same kind of list: (kind, letters) in the order of reading.

A note follows the block that calls it. White space is left out, since lines end where they like, and so are charts,
which are drawn from figures and not from the text.
"""

import re

from tests.resources.read_aloud import read_aloud

KINDS = {
    "h2": "H2", "h3": "H3", "h4": "H4", "p": "P", "blockquote": "BlockQuote", "ul": "L", "ol": "L", "li": "LBody",
    "table": "Table", "caption": "Caption", "tr": "TR", "th": "TH", "td": "TD", "note": "Note", "a": "Link",
}  # fmt: skip
READ = {"H1", *KINDS.values()}
BLOCKS = {"h2", "h3", "h4", "p", "li", "caption", "th", "td", "note"}


def of_text(tree, *, levels=0):
    """The outline of a semantic tree; `levels`: how far its headings are raised, in a layout without a title."""
    raised = {f"H{level}": f"H{level - levels}" for level in (2, 3, 4)}
    return [(raised.get(kind, kind), words) for kind, words in _walk(tree, None)]


def of_pdf(content):
    """The outline of what a PDF's structure says is the text: its Part."""
    elements, inside, chart = [], False, None
    for element in read_aloud(content):
        if element.kind == "Part":
            inside, depth = True, element.depth
            continue
        inside = inside and element.depth > depth
        chart = None if chart is not None and element.depth <= chart else chart
        if chart is None and element.kind == "Div":
            chart = element.depth
        if inside and chart is None and element.kind in READ and element.parent != "Reference":
            elements.append((element.kind, _letters(element.words)))
    return elements


def _walk(node, notes):
    if node.tag == "figure":
        return
    if node.tag == "note" and notes is not None:
        notes.append(node)
        return
    own = [] if node.tag in BLOCKS else notes
    if node.tag in KINDS:
        yield KINDS[node.tag], _letters("".join(_words(node)))
    for child in node:
        yield from _walk(child, own)
    for note in own or () if own is not notes else ():
        yield from _walk(note, None)


def _words(node):
    """The words of a node; a note that is called in it is there by its number."""
    yield node.text or ""
    for child in node:
        if child.tag == "note":
            yield child.get("n")
        else:
            yield from _words(child)
        yield child.tail or ""


def _letters(words):
    """Letters and digits alone: lines end where they like."""
    return re.sub(r"[\W_]+", "", words)
