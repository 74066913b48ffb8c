"""How wide the columns of a table are: what must not be broken has room, and the rows take as few lines as they can."""

from itertools import permutations

from resources.rendering.number_columns import FIGURES
from resources.rendering.trees import words_of
from resources.rendering.word import faces

PADDING = 9  # points: what the style leaves at the right of a cell, and one for the difference between systems
TYPE_SIZE = 9.5  # of the style Table Text
NARROWEST, ENOUGH = 24, 400  # points: what a column needs at least, and may ask for at most
UNBROKEN = 18  # characters, as in layout.py: "29 novembre 2007"
LEAST_OF_FIGURES = 0.5  # of the text's width: what a table of names and numbers takes at least
MOVED = (6, 12, 24, 48)  # points that one column may give to another at a time
MOST_CELLS = 240  # of a table whose columns are weighed; a larger one would take longer than it is worth
MOST_MOVES = 24


def widths_of(node, placed, columns, points):
    """Points for each column of the table `node`, of `points` in all; `placed` is its grid (see tables.grid)."""
    told = [points * int(share) / 100 for share in node.get("widths", "").split()]
    return told or _weighed(placed, columns, points, is_narrow=node.get("class") == FIGURES)


def _weighed(placed, columns, points, *, is_narrow):
    """What must not be broken in each column, and of the rest what takes the fewest lines."""
    words, least, wanted = _asked(placed, columns)
    if is_narrow:
        points = min(points, max(sum(wanted), points * LEAST_OF_FIGURES))
    if sum(least) > points:
        least = words
    if sum(least) > points:
        return [points * width / sum(least) for width in least]
    if sum(wanted) <= points:
        return [points * width / sum(wanted) for width in wanted]
    share = (points - sum(least)) / (sum(wanted) - sum(least))
    first = [low + (high - low) * share for low, high in zip(least, wanted, strict=True)]
    return _in_fewest_lines(_Rows(placed), first, least)


def _asked(placed, columns):
    """Points for each column: of its longest word, of what must stay on a line, of its longest text."""
    words, least, wanted = ([NARROWEST] * columns for _kind in range(3))
    for row in placed:
        for cell, column, across, _down in row:
            if across == 1:
                text = words_of(cell)
                word, length = _length(max(text.split(" "), key=len)), _length(text)
                words[column] = max(words[column], word)
                least[column] = max(least[column], length if len(text) <= UNBROKEN else word)
                wanted[column] = max(wanted[column], min(length, max(ENOUGH, word)))
    return words, least, wanted


def _in_fewest_lines(rows, widths, least):
    """`widths` after one column has given to another, again and again, as long as that saves a line."""
    if rows.cells > MOST_CELLS:
        return widths
    lines = rows.lines(widths)
    for _move in range(MOST_MOVES):
        tried = [
            (rows.lines(changed), points, changed)
            for points in MOVED
            for giver, taker in permutations(range(len(widths)), 2)
            if widths[giver] - points >= least[giver]
            for changed in [_given(widths, giver, taker, points)]
        ]
        best = min(tried, key=lambda each: each[:2], default=None)
        if best is None or best[0] >= lines:  # both are pairs
            break
        lines, _points, widths = best
    return widths


def _given(widths, giver, taker, points):
    return [width + points * ((place == taker) - (place == giver)) for place, width in enumerate(widths)]


class _Rows:
    """The words of a table, measured once, and how many lines they take in columns of given widths."""

    def __init__(self, placed):
        self._rows = [
            [(column, _measured(cell)) for cell, column, across, _down in row if across == 1] for row in placed
        ]
        self.cells = sum(map(len, self._rows))

    def lines(self, widths):
        """(lines of the rows, lines of their cells): where no row becomes lower, cells do until one of them can."""
        counts = [[_lines(words, widths[column]) for column, words in row] for row in self._rows]
        return sum(max(row, default=0) for row in counts), sum(map(sum, counts))


def _measured(cell):
    """Points that each word of a cell takes."""
    return [_length(word) - PADDING for word in words_of(cell).split(" ")]


def _lines(words, width):
    """How many lines words of these lengths take in a column, broken at spaces."""
    lines, used, width = 1, 0, width - PADDING
    for length in words:
        longer = used + _SPACE + length if used else length
        if used and longer > width:
            lines, used = lines + 1, length
        else:
            used = longer
    return lines


def _length(text):
    """Points that `text` takes in a cell, in bold."""
    return faces.face(faces.BOLD, 100).getlength(text) * TYPE_SIZE / 100 + PADDING


_SPACE = _length(" ") - PADDING
