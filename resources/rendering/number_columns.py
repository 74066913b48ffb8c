"""Columns of numbers in a table: found, marked, and made to align on their decimal signs.

A cell of such a column, and the heading above it, has the class "figures": each output sets it at the right, in
figures of one width. A number with fewer decimals than its neighbours is followed by spaces as wide as what it
lacks, a punctuation space for the sign and a figure space for each figure, which the typefaces have for that.
"""

import re

from resources.rendering.trees import words_of

FIGURES = "figures"
SIGN_SPACE, FIGURE_SPACE = "\u2008", "\u2007"
PADDING = SIGN_SPACE + FIGURE_SPACE
_NUMBER = re.compile(
    r"[~≈<>≤≥±+−–-]?[$€]?\d+(?:[, \u00a0\u202f]\d{3})*"
    r"(?:[.,](?P<decimals>\d+))?(?P<unit>[ \u00a0\u202f]?(?:%|\$))?"
)
_NOTHING = ("", "–", "—", "-", "…")


def mark(table, rows):
    """Mark the columns of numbers of a normalised `table`; `rows` are those of tables.grid."""
    heads = len(table.findall("thead/tr"))
    cells = {}
    for number, row in enumerate(rows):
        for cell, column, across, down in row:
            cells.setdefault(column, []).append((number < heads, cell, across == down == 1))
    for found in cells.values():
        body = [cell for is_head, cell, _alone in found if not is_head]
        if body and all(alone for _head, _cell, alone in found) and _are_numbers(body):
            for _head, cell, _alone in found:
                cell.set("class", FIGURES)
            _align(body)
    if _is_narrow(rows[heads:]):
        table.set("class", FIGURES)


def plainly(words):
    """`words` with spaces that every typeface has."""
    return words.translate(dict.fromkeys(map(ord, PADDING), " "))


def _are_numbers(cells):
    """Two numbers at least, and nothing else; a header of a row is a name, even if it is a year."""
    said = [_words(cell) for cell in cells if cell.tag == "td" and len(cell.findall("p")) == 0]
    numbers = [words for words in said if _NUMBER.fullmatch(words)]
    return len(said) == len(cells) and len(numbers) > 1 and all(w in _NOTHING for w in said if w not in numbers)


def _align(cells):
    numbers = {cell: match for cell in cells if (match := _NUMBER.fullmatch(_words(cell)))}
    decimals = {cell: len(match["decimals"] or "") for cell, match in numbers.items()}
    most = max(decimals.values())
    for cell, has in decimals.items():
        if has < most and len(cell) == 0 and not numbers[cell]["unit"]:
            cell.text = cell.text.strip() + (SIGN_SPACE if has == 0 else "") + FIGURE_SPACE * (most - has)


def _is_narrow(rows):
    """A name and numbers alone: at the full width of a page the eye would lose its row."""
    return bool(rows) and all(
        len(row) > 1 and all(cell.get("class") == FIGURES for cell, *_place in row[1:]) for row in rows
    )


def _words(cell):
    return words_of(cell).strip()
