"""How the texts of a printed page end: with a line that is more than a word of a few letters.

Such a word takes the one before it along: the last line is longer, and no line is added. A compound ("thank-you",
« États-Unis ») at the end is not divided, nor are figures after the dash between them ("25:35–40"). Only in print,
where the width is known: on a screen the browser sees to it, and a Word file is there to be changed.
"""

import re

from resources.rendering.trees import BLOCKS, text_nodes, word_nodes

NBSP = "\u00a0"
WORD_JOINER = "\u2060"  # no line ends here
SHORT = 7  # characters with the stop: "agreed."
ONE_LINE = 36  # characters: what no layout sets in two lines
LONGEST = 30  # characters of both: what the line of any layout holds

_RANGE = re.compile(r"(?<=\d)–(?=\d)")
_COMPOUND = re.compile(rf"(?<=[^\W\d_])-(?=[^\W\d_]{{1,{SHORT}}}\W*$)")


def bind_endings(tree):
    """Bind the last two words of every paragraph and item of `tree` if the last is short, and figures to their dash."""
    for holder, attribute in text_nodes(tree):
        setattr(holder, attribute, _RANGE.sub(f"–{WORD_JOINER}", getattr(holder, attribute)))
    for block in tree.iter("p", "li"):
        holds_blocks = any(child.tag in BLOCKS for child in block)
        if not holds_blocks and not any(True for _cell in block.iterancestors("td", "th", "note")):
            _bind_last(block)


def bind_ending(text):
    """Plain `text`, its last two words bound if the last is short."""
    before, space, last = text.rpartition(" ")
    return before + (NBSP if len(text) > ONE_LINE and _takes_along(last, before) else space) + last


def _takes_along(word, before):
    return len(word) <= SHORT and len(before.rpartition(" ")[2]) + len(word) < LONGEST


def _bind_last(block):
    """Go back over the texts in which the last word stands, to the space before it."""
    texts, word = word_nodes(block), ""
    if sum(len(getattr(*text)) for text in texts) <= ONE_LINE:
        return
    for holder, attribute in reversed(texts):
        before, space, last = getattr(holder, attribute).rpartition(" ")
        word = last + word
        joined = _COMPOUND.sub(f"-{WORD_JOINER}", last)
        setattr(holder, attribute, before + (NBSP if space and _takes_along(word, before) else space) + joined)
        if space:
            return
