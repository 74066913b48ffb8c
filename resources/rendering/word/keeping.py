"""What stays on the page of what follows it: by a style of its own, based on the plain one.

Word and LibreOffice end pages at different lines, so nothing here counts lines: it is told what belongs together.
"""

import re

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from resources.rendering.trees import words_of
from resources.rendering.word.styles import HEADINGS
from resources.rendering.word.styling import W, style

SUFFIX = "Kept"
LINE = 90  # characters: what a line holds, in the widest layout
SHORT = 0.7  # of a line: under a heading at the foot of a page it would be seen as a second one
CLOSING_ITEMS = 8  # a list of up to so many, as of sources, closes a text in one piece
SMALL_CHART = 10  # bars, their groups, and the rows of their numbers: with its source it takes a third of a page
ASIDE = 20  # characters: what may stand beside the gaps of a line that is there to be filled in
_GAP = re.compile(r"\[[^\[\]]+\]")
_STAYS = "<w:pPr><w:keepNext/></w:pPr>"


def kept(style_id):
    """The id of the style for a paragraph that stays with the next one."""
    return f"{style_id}{SUFFIX}"


def paragraph_stays(node, *, ends_text):
    """Whether a paragraph of the tree stays with what follows it. `ends_text`: whether a node is the text's last."""
    before, following = node.getprevious(), node.getnext()
    return following is not None and (
        (before is not None and before.tag in HEADINGS and _takes(node, SHORT))
        or following.tag in ("ul", "ol")
        or _words(node).endswith(":")
        or _answers(following)
        or (ends_text(following) and _takes(following, 3))
    )


def item_stays(item, *, ends_text):
    """Whether an item of a list stays with what follows, so that no short one stands alone."""
    whole, rest = item.getparent(), list(item.itersiblings("li"))
    if not rest:
        after = whole.getnext()
        return after is not None and (_takes(after, 1) or _answers(after) or (ends_text(after) and _takes(after, 3)))
    return (
        (len(rest) == 1 and _takes(rest[0], 2))
        or (item.getprevious() is None and _takes(item, 1))
        or (ends_text(whole) and len(whole) <= CLOSING_ITEMS)
    )


def row_stays(index, rows, heads, *, is_whole):
    """Whether a row stays with the next one: all of a table that `is_whole`, else the first and the last ones."""
    return is_whole or index <= heads or index >= rows - 3


def numbers_stay(figure):
    """Whether the numbers of a chart stay with it. A large one would leave too much of the page before it white."""
    return len(list(figure.iter("bars", "bar", "tr"))) <= SMALL_CHART


def add_styles(document):
    """Append the styles for all that stays with what follows it."""
    styles = document.styles.element
    used = {mark.get(qn("w:val")) for mark in document.element.body.iter(qn("w:pStyle"))}
    names = {each.get(qn("w:styleId")): each.find(qn("w:name")).get(qn("w:val")) for each in styles.style_lst}
    for identity in sorted(used - set(names)):
        based = identity.removesuffix(SUFFIX)
        made = style(f"{names[based]} {SUFFIX}", _STAYS, based=based, quick=False)
        styles.append(parse_xml(made.replace("<w:style ", f"<w:style {W} ", 1)))


def _words(node):
    return words_of(node).strip()


def _takes(node, lines):
    """Whether a paragraph or an item is no longer than so many lines."""
    return node.tag in ("p", "li") and len(_words(node)) <= lines * LINE


def _answers(node):
    """Whether a paragraph is nothing without the one before it: all bold, as a response is, or only gaps."""
    if node.tag != "p":
        return False
    words = _words(node)
    strong = "".join(_words(part) for part in node.iterchildren("strong"))
    beside = _GAP.sub("", words)
    return words == strong or (beside != words and len(beside) <= ASIDE)
