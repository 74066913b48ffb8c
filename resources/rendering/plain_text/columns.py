"""Tables in plain text: side by side where each column keeps room for words, row by row otherwise."""

import textwrap

from resources.rendering.number_columns import FIGURES, plainly
from resources.rendering.tables import grid

GAP = 2  # characters between columns
NARROWEST, LEAST_OF_PROSE = 6, 18  # characters: what any column keeps; what one with sentences needs to read well


def table(writer, node, width):
    placed = grid(node)
    columns = max(column + across for row in placed for _cell, column, across, _down in row)
    texts = [[(_words(writer, cell), column, across) for cell, column, across, _down in row] for row in placed]
    widths = _widths(texts, columns, width)
    heads = len(node.findall("thead/tr"))
    numbers = {column for row in placed for cell, column, *_span in row if cell.get("class") == FIGURES}
    if widths is None:
        return _row_by_row(texts, heads, width, writer.colon)
    return _side_by_side(texts, heads, widths, numbers)


def _words(writer, cell):
    """A cell's paragraphs and items, joined: in a column there is no room to set them apart."""
    blocks = [block for block in cell.iter("p", "li") if not block.findall(".//p") and not block.findall(".//li")]
    parts = [writer.words(block) for block in blocks] if blocks else [writer.words(cell)]
    return "; ".join(part.strip(" \n") for part in parts if part.strip()).replace("\n", " ")


def _widths(texts, columns, width):
    """Characters for each column, or None when they do not fit beside each other."""
    least, wanted = [NARROWEST] * columns, [NARROWEST] * columns
    for row in texts:
        for text, column, across in row:
            if across == 1:
                longest = max(map(len, text.split(" ")), default=0)
                least[column] = max(least[column], longest)
                wanted[column] = max(wanted[column], len(text))
    room = width - GAP * (columns - 1)
    least = [max(needed, min(asked, LEAST_OF_PROSE)) for needed, asked in zip(least, wanted, strict=True)]
    if sum(least) > room:
        return None
    given, left = list(least), room - sum(least)
    while left and any(given[n] < wanted[n] for n in range(columns)):
        for column in range(columns):
            if left and given[column] < wanted[column]:
                given[column] += 1
                left -= 1
    return given


def _side_by_side(texts, heads, widths, numbers):
    rows = [_row(row, widths, numbers) for row in texts]
    airy = any(len(row) > 1 for row in rows[heads:])
    lines = []
    for number, row in enumerate(rows):
        if number == heads and heads:
            lines.append((" " * GAP).join("-" * width for width in widths))
        elif airy and number > heads:
            lines.append("")
        lines += row
    return lines


def _row(cells, widths, numbers):
    """The lines of a row, its cells beside each other; `numbers`: columns that are set at the right."""
    filled = []
    for text, column, across in cells:
        width = sum(widths[column : column + across]) + GAP * (across - 1)
        left = sum(widths[:column]) + GAP * column
        lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
        filled.append((left, [plainly(line.rjust(width)) for line in lines] if column in numbers else lines))
    lines = []
    for place in range(max(len(words) for _left, words in filled) or 1):
        line = ""
        for left, words in filled:
            if place < len(words):
                line = line.ljust(left) + words[place]
        lines.append(line.rstrip(" "))
    return lines


def _row_by_row(texts, heads, width, colon):
    """Each row as lines "Heading: words", for tables that are too wide."""
    names = {}
    for row in texts[:heads]:
        for text, column, across in row:
            names.update(dict.fromkeys(range(column, column + across), text))
    lines = []
    for row in texts[heads:]:
        lines += [""] * bool(lines)
        for text, column, _across in row:
            if text := plainly(text).strip():
                named = f"{names[column]}{colon}{text}" if names.get(column) else text
                lines += textwrap.wrap(
                    named, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
                )
    return lines
