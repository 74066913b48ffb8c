"""What each layout prints above its text, line by line, and how much room that takes.

Word cannot let a drawing grow with the words that stand on it. So the height of the title is measured here
from the faces that the file carries; the drawing of that height (pictures.py) lies behind the words, and
the words are shaded in its colour, so that they can be read in a view without drawings too.
"""

from typing import NamedTuple

from resources.rendering.binding import bind_title
from resources.rendering.palette import WHITE
from resources.rendering.word import faces
from resources.rendering.word.measures import LAYOUTS, PAGE_WIDTH, POINTS

# A title of more characters than these gets the smaller of the sizes (of a cover, in points).
COVER_SIZES = ((26, 46), (60, 38), (10_000, 30))


class Line(NamedTuple):
    """A paragraph of the title: its style's name, its words, the file of its face, points, the palette's colour."""

    style: str
    text: str
    face: str
    size: float
    line: float
    before: float
    colour: str


class Title(NamedTuple):
    """`left` and `right` are indents in points; `padding` is left below the words, `gap` before the text."""

    lines: tuple
    left: float = 0
    right: float = 0
    padding: float = 0
    gap: float = 0
    least: float = 0
    on_brand: bool = True

    @property
    def shown(self):
        return [line for line in self.lines if line.text]

    def height(self, layout):
        """Points from the top margin to the end of the drawing."""
        width = LAYOUTS[layout].text_width - (self.left + self.right) / POINTS
        used = self.padding
        for number, line in enumerate(self.shown):
            used += line.line * faces.count_lines(line.text, line.face, line.size, width)
            used += line.before if number else 0
        return max(used, self.least)

    def after(self, line):
        """Points between a line and what follows it."""
        return self.padding + self.gap if line == self.shown[-1] else 0


def title_of(edition):
    """The Title of an edition in any layout but a letter, which has none."""
    title = _MAKERS[edition.layout](edition)
    return title._replace(lines=tuple(line._replace(text=bind_title(line.text)) for line in title.lines))


def _cover(edition):
    size = next(size for longest, size in COVER_SIZES if len(edition.title) <= longest)
    margin = LAYOUTS["report"].margins[3]
    return Title(
        (
            Line("Organisation", edition.sender.name, faces.BOLD, 11.5, 17, 0, WHITE),
            Line("Title", edition.title, faces.HEADLINE, size, size * 1.2, 18, WHITE),
            Line("Subtitle", edition.subtitle, faces.REGULAR, 14, 20.5, 12, "pale"),
            Line("Cover Date", edition.date_in_words, faces.REGULAR, 11.5, 17, 14, WHITE),
        ),
        left=(0.9 - margin) * POINTS,
        right=0.6 * POINTS,
    )


def _guide(edition):
    return Title(
        (
            Line("Kicker", edition.kind, faces.BOLD, 9.5, 14, 0, "accent"),
            Line("Title", edition.title, faces.HEADLINE, 28, 34, 5, WHITE),
            Line("Subtitle", edition.subtitle, faces.REGULAR, 12.5, 18, 6, "pale"),
            Line("Audience", edition.audience, faces.REGULAR, 9.5, 14, 11, "pale"),
        ),
        right=1.85 * POINTS,
        padding=30,
        gap=16,
        least=88,
    )


def _brief(edition):
    return Title(
        (
            Line("Kicker", edition.kind, faces.BOLD, 9, 13, 0, "accent"),
            Line("Title", edition.title, faces.HEADLINE, 22, 27, 4, WHITE),
            Line("Subtitle", edition.subtitle, faces.REGULAR, 11, 16, 5, "pale"),
        ),
        right=1.6 * POINTS,
        padding=20,
        gap=10,
        least=72,
    )


def _church_sheet(edition):
    return Title(
        (
            Line("Title", edition.title, faces.HEADLINE, 27, 33, 0, "brand"),
            Line("Subtitle", edition.subtitle, faces.REGULAR, 13.5, 19.4, 3, "soft"),
        ),
        left=60,
        padding=15,
        gap=14,
        least=66,
        on_brand=False,
    )


_MAKERS = {"report": _cover, "guide": _guide, "plan": _guide, "brief": _brief, "church_sheet": _church_sheet}


def bleeding_width(layout):
    """Inches that the drawing behind a title spans: the page's, or the text's."""
    return LAYOUTS[layout].text_width if layout == "church_sheet" else PAGE_WIDTH
