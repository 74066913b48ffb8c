"""Lines to sign on that fill their page: as many as there is room for, and never fewer than are needed.

A template gives a table of class "fill" an id, more rows than a page holds, and `data-least`. The sheet is laid out
once to see how many rows stand on the page where the table begins; what is beyond them is hidden, and it is laid out
again. Rows that are needed are never hidden: a text that leaves no room for them takes another page, which shows in
the number of pages.
"""

from typing import NamedTuple

from weasyprint.formatting_structure import boxes


class Filled(NamedTuple):
    """A table: its id, the page on which it begins (0 is the first), rows there, and rows that are needed."""

    id: str
    page: int
    rows: int
    least: int

    @property
    def has_room(self):
        return self.rows >= self.least


def filled_tables(document):
    """The Filled of every table of class "fill" in a laid-out WeasyPrint document, in order."""
    found = {}
    for number, page in enumerate(document.pages):
        for box in page._page_box.descendants():
            if isinstance(box, boxes.TableBox) and box.element is not None and box.element.get("data-least"):
                name = box.element.get("id")
                if name not in found:
                    found[name] = Filled(name, number, _rows(box), int(box.element.get("data-least")))
    return list(found.values())


def hiding(tables):
    """A style sheet that hides the rows beyond those that fill the page."""
    return "".join(
        f"#{table.id} tbody tr:nth-child(n+{max(table.rows, table.least) + 1}){{display:none}}" for table in tables
    )


def _rows(table):
    groups = [box for box in table.children if isinstance(box, boxes.TableRowGroupBox)]
    return sum(len(group.children) for group in groups if not group.is_header)
