"""Tables, from an editor's bare rows of <th> and <td> to head, body, caption, scopes and full rows."""

import re

from resources.rendering import number_columns
from resources.rendering.trees import element, put_parts, take_parts

# A table of up to so many rows is not parted by the end of a page; a longer one would leave too large a gap.
ROWS_KEPT_TOGETHER = 6

_CAPTION = re.compile(r"\s*(?:Table|Tableau)[\s\u00a0\u202f]*:[\s\u00a0\u202f]*")


def normalise(root):
    for table in list(root.iter("table")):
        if _inside_chart(table):
            continue
        caption = _caption(table)
        rows = list(table.iter("tr"))
        for row in rows:
            for cell in list(row):
                _tidy_cell(cell)
        rows = [row for row in rows if len(row)]
        if not rows:
            table.drop_tree()
            continue
        width = _complete(rows)
        heads = _header_rows(rows)
        for child in list(table):
            table.remove(child)
        table.text = None
        if caption is not None:
            table.append(caption)
        table.set("columns", str(width))
        _append_group(table, "thead", rows[:heads])
        _append_group(table, "tbody", rows[heads:])
        _set_scopes(table)
        number_columns.mark(table, grid(table))


def _inside_chart(table):
    return any(a.tag == "figure" for a in table.iterancestors())


def _caption(table):
    """The caption: the table's own, or the paragraph "Table: …" before it."""
    own = table.find("caption")
    if own is not None:
        own.tail = None
        return own
    before = table.getprevious()
    if before is None or before.tag != "p" or (before.tail or "").strip():
        return None
    match = _CAPTION.match(before.text or "")
    if not match:
        return None
    caption = element("caption")
    before.text = before.text[match.end() :]
    put_parts(caption, take_parts(before))
    before.drop_tree()
    return caption


def _tidy_cell(cell):
    """A cell with one paragraph holds its words directly."""
    cell.tail = None
    if len(cell) == 1 and cell[0].tag == "p" and not (cell.text or "").strip() and not (cell[0].tail or "").strip():
        words = take_parts(cell[0])
        take_parts(cell)
        put_parts(cell, words)


def _complete(rows):
    """Fill short rows with empty cells, so that every row has as many columns; returns that number."""
    occupied = [set() for _row in rows]
    for index, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in occupied[index]:
                column += 1
            down = min(int(cell.get("rowspan", "1")), len(rows) - index)
            across = int(cell.get("colspan", "1"))
            _set_span(cell, "rowspan", down)
            _set_span(cell, "colspan", across)
            for below in range(index, index + down):
                occupied[below].update(range(column, column + across))
            column += across
    width = max(len(columns) for columns in occupied)
    for row, columns in zip(rows, occupied, strict=True):
        for _missing in range(width - len(columns)):
            row.append(element("td"))
    return width


def _set_span(cell, name, value):
    cell.attrib.pop(name, None)
    if value > 1:
        cell.set(name, str(value))


def _header_rows(rows):
    """How many rows at the top are all headers; a table of headers alone has no head."""
    count = 0
    while count < len(rows) and all(cell.tag == "th" for cell in rows[count]):
        count += 1
    return count if count < len(rows) else 0


def _append_group(table, tag, rows):
    if not rows:
        return
    group = element(tag)
    for row in rows:
        row.text = row.tail = None
        for child in row:
            child.tail = None
        group.append(row)
    table.append(group)


def _set_scopes(table):
    for header in table.iter("th"):
        in_head = any(a.tag == "thead" for a in header.iterancestors())
        header.set("scope", "col" if in_head else "row")


def grid(table):
    """The table as rows of (cell, column, across, down), for writers that need places; spans resolved."""
    rows = list(table.iter("tr"))
    taken = [set() for _row in rows]
    placed = []
    for index, row in enumerate(rows):
        line, column = [], 0
        for cell in row:
            while column in taken[index]:
                column += 1
            across, down = int(cell.get("colspan", "1")), int(cell.get("rowspan", "1"))
            for below in range(index, min(index + down, len(rows))):
                taken[below].update(range(column, column + across))
            line.append((cell, column, across, down))
            column += across
        placed.append(line)
    return placed
