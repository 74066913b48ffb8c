"""Blocks of the semantic tree as lines of text."""

import textwrap

from resources.rendering.flow import paragraphs_of
from resources.rendering.plain_text import columns

WIDTH = 72  # characters: what a mail quotes twice without breaking, and near the 66 of the site's own lines
_UNDERLINES = {"h2": "=", "h3": "-", "h4": "."}
_STEP = 2  # how far a bullet's words stand in
# What is only for typesetters: places where a word may be parted, marks that join, a hyphen that does not break.
_TYPESET = {0xAD: None, 0x2060: None, 0x2011: "-", 0x202F: "\u00a0"}


def wrapped(text, width, first="", rest=None):
    """`text` in lines of at most `width`; line breaks in it stay. Only spaces are broken at, never addresses."""
    rest = first if rest is None else rest
    made = []
    for number, line in enumerate(text.translate(_TYPESET).split("\n")):
        made += textwrap.wrap(
            line.strip(" "),
            width,
            initial_indent=first if number == 0 else rest,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
    return made


def underlined(text, width, mark):
    lines = wrapped(text, width)
    return [*lines, mark * max(map(len, lines), default=0)]


def _indented(lines, first, rest):
    """`lines` after a mark: `first` before the first of them, `rest` before the others."""
    return [f"{rest if number else first}{line}" if line else "" for number, line in enumerate(lines)]


class Writer:
    """Turns nodes into lines; keeps the headings of chapters for the contents."""

    def __init__(self, language, *, numbers_chapters=False):
        self.colon = "\u00a0: " if language == "fr" else ": "
        self._numbers_chapters = numbers_chapters
        self.chapters = []

    def blocks(self, holder, width):
        """The lines of all blocks in `holder`, with an empty one between two of them."""
        lines = []
        for node in paragraphs_of(holder):
            made = self._block(node, width)
            # A chapter begins with more room above it than below.
            gap = 2 if node.tag == "h2" else 1
            lines += [""] * gap * bool(lines) + made
        return lines

    def words(self, node, *, calls=True):
        """The words of a node in one string: calls of notes in brackets, addresses behind their words."""
        parts = [node.text or ""]
        for child in node:
            if child.tag == "br":
                parts.append("\n")
            elif child.tag == "note":
                parts.append(f"[{child.get('n')}]" if calls else "")
            else:
                words = self.words(child, calls=calls)
                parts += [words, _address(child, words) if child.tag == "a" else ""]
            parts.append(child.tail or "")
        return "".join(parts)

    def note(self, note):
        """A note of the list that follows the text."""
        mark = f"[{note.get('n')}] "
        return wrapped(self.words(note), WIDTH, mark, " " * len(mark))

    def _block(self, node, width):
        if node.tag in _UNDERLINES:
            return self._heading(node, width)
        if node.tag in ("ul", "ol"):
            return self._list(node, width)
        if node.tag == "blockquote":
            return _indented(self.blocks(node, width - 2 * _STEP), "    ", "    ")
        if node.tag == "table":
            return self._table(node, width)
        if node.tag == "figure":
            return self._figure(node, width)
        return wrapped(self.words(node), width)

    def _heading(self, node, width):
        number = f"{len(self.chapters) + 1}. " if node.tag == "h2" and self._numbers_chapters else ""
        if number:
            self.chapters.append(number + self.words(node, calls=False))
        return underlined(number + self.words(node), width, _UNDERLINES[node.tag])

    def _list(self, node, width):
        """Items stand close together, and so does a list below an item's words; several paragraphs do not."""
        first = int(node.get("start", "1"))
        items = list(node.iterchildren("li"))
        marks = [f"{first + place}. " if node.tag == "ol" else "- " for place in range(len(items))]
        room = max(map(len, marks), default=0)
        lines = []
        for mark, item in zip(marks, items, strict=True):
            airy = item.find("p") is not None
            made = self.blocks(item, width - room)
            made = made if airy else [line for line in made if line]
            lines += _indented(made, mark.rjust(room), " " * room)
        return lines

    def _table(self, node, width):
        caption = node.find("caption")
        title = [*wrapped(self.words(caption), width), ""] if caption is not None else []
        return [*title, *columns.table(self, node, width)]

    def _figure(self, node, width):
        """A chart in text is its title, its numbers and its source."""
        remarks = [line for remark in node.findall("p") for line in wrapped(self.words(remark), width)]
        title = wrapped(self.words(node.find("figcaption")), width)
        return [*title, "", *columns.table(self, node.find("table"), width), "", *remarks]


def _address(link, words):
    """What stands behind the words of a link: its address, unless they are the address or a place in this text."""
    href = link.get("href", "")
    shown = href.removeprefix("mailto:").removeprefix("tel:")
    bare = shown.split("://", 1)[-1].rstrip("/")
    return "" if href.startswith("#") or words.strip() in (shown, bare) else f" <{shown}>"
