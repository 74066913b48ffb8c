"""The sizes of each layout in Word, close to those of its PDF (templates/documents/styles/).

All are points, but for the margins, which are inches of a page of 8.5 by 11. Lines have a height of their
own: what Word takes for "single" differs between Windows and the rest, for these faces by 8 per cent.
"""

from typing import NamedTuple

POINTS = 72  # to the inch
TWIPS = 20  # to the point
PAGE_WIDTH, PAGE_HEIGHT = 8.5, 11

# Least line heights, as shares of the size: under these, Word on Windows would cut or stretch a line.
TEXT_LEAST, DISPLAY_LEAST = 1.41, 1.2
LIST_INDENT = 1.75  # ems: room for "10." and the gap after it


class Measures(NamedTuple):
    """`gap` stands between paragraphs, `item_gap` between the items of a list."""

    margins: tuple  # top, right, bottom, left
    size: float
    line: float
    gap: float
    item_gap: float
    headings: tuple  # sizes of the three levels
    small: float  # notes, sources

    @property
    def text_width(self):
        """Inches between the margins."""
        _top, right, _bottom, left = self.margins
        return PAGE_WIDTH - left - right

    @property
    def indent(self):
        """How far a list stands in, in points."""
        return LIST_INDENT * self.size


LAYOUTS = {
    "report": Measures((0.95, 1.1, 0.9, 1.55), 10.5, 15, 7.2, 3.5, (20, 13.5, 10.5), 9),
    "guide": Measures((0.88, 1.2, 0.9, 1.2), 10, 14.2, 6.6, 3, (17, 12.5, 10), 8.5),
    # Gathered guides keep their own size, in a report's margins and with its headings.
    "package": Measures((0.95, 1.1, 0.9, 1.55), 10, 14.2, 6.6, 3, (20, 13.5, 10.5), 8.5),
    "brief": Measures((0.62, 1, 0.7, 1), 10, 14.2, 5, 2.5, (13.5, 11, 10), 8),
    "letter": Measures((0.9, 1.1, 0.75, 1.1), 10.5, 15, 8, 3.5, (13, 11.5, 10.5), 8.5),
    "plan": Measures((0.88, 1, 0.9, 1), 10, 14.2, 6.6, 3, (17, 12.5, 10), 8.5),
    "window": Measures((0.7, 1, 0.7, 1), 10, 14.1, 6.5, 3, (13, 11.5, 10), 8.5),
    "church_sheet": Measures((0.8, 1, 0.85, 1), 13, 18.6, 8, 4, (18, 14.5, 13), 10),
}


# The same text is some 9 % longer in French: with less space between, it ends on the same page. (gap, item_gap)
CLOSER_IN_FRENCH = {"guide": (5.4, 2.4), "report": (6.2, 2.9), "package": (5.4, 2.4)}


def measures_of(edition):
    """The Measures of an edition: those of its variant where it has sizes of its own, or those of its layout."""
    name = "package" if edition.gathers else edition.variant if edition.variant in LAYOUTS else edition.layout
    if edition.language == "fr" and name in CLOSER_IN_FRENCH:
        gap, item_gap = CLOSER_IN_FRENCH[name]
        return LAYOUTS[name]._replace(gap=gap, item_gap=item_gap)
    return LAYOUTS[name]


def twips(points):
    return round(points * TWIPS)
