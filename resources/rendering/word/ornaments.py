"""The drawings behind titles: the open door of templates/documents/_door.html, and the arch of _arch.html.

Decoration: no word stands in them.
"""

from PIL import Image, ImageDraw

from resources.rendering.word.measures import PAGE_HEIGHT, PAGE_WIDTH, POINTS
from resources.rendering.word.pictures import png

DOTS = 150  # to the inch: for curves without letters that is enough
FINER = 3  # drawn three times as large and reduced, for smooth edges
DOOR = (600, 760)  # the units of the drawing
ARCH = (32, 38)


class _Sheet:
    """An image to draw on, in units of a drawing that stands somewhere on it."""

    def __init__(self, width, height, ground):
        self.image = Image.new("RGB", (round(width * DOTS * FINER), round(height * DOTS * FINER)), ground)
        self.draw = ImageDraw.Draw(self.image)
        self.left = self.top = 0.0
        self.unit = 1.0

    def place(self, left, top, unit):
        """Inches from the left and the top of the image, and inches to the unit."""
        self.left, self.top, self.unit = (inches * DOTS * FINER for inches in (left, top, unit))

    def at(self, x, y):
        return (self.left + x * self.unit, self.top + y * self.unit)

    def arch(self, left, right, spring, foot, colour):
        """A door's shape: a half circle from `spring` up, straight sides down to `foot`."""
        radius = (right - left) / 2
        self.draw.ellipse((*self.at(left, spring - radius), *self.at(right, spring + radius)), colour)
        self.draw.rectangle((*self.at(left, spring), *self.at(right, foot)), colour)

    def polygon(self, points, colour):
        self.draw.polygon([self.at(*point) for point in points], colour)

    def png(self):
        size = (self.image.width // FINER, self.image.height // FINER)
        return png(self.image.resize(size, Image.Resampling.BOX), DOTS)


def cover(colours):
    """The whole first page of a report, in the brand colour, with the door at the right."""
    sheet = _Sheet(PAGE_WIDTH, PAGE_HEIGHT, colours["brand"])
    width = 6.1
    unit = width / DOOR[0]
    _door(sheet, PAGE_WIDTH + 0.35 - width, PAGE_HEIGHT - DOOR[1] * unit, unit, colours)
    return sheet.png()


def back(colours):
    """The whole last page of a report: the same door, further away."""
    sheet = _Sheet(PAGE_WIDTH, PAGE_HEIGHT, colours["brand"])
    width = 3
    unit = width / DOOR[0]
    _door(sheet, PAGE_WIDTH - 0.75 - width, PAGE_HEIGHT - DOOR[1] * unit, unit, colours)
    return sheet.png()


def band(height, colours):
    """The ground of a title: the page's width and `height` inches, with a small door at the right."""
    sheet = _Sheet(PAGE_WIDTH, height, colours["brand"])
    unit = min(1.75, 0.92 * height) / DOOR[0]
    _door(sheet, PAGE_WIDTH - 0.75 - DOOR[0] * unit, height - DOOR[1] * unit, unit, colours)
    return sheet.png()


def arch_and_rule(width, height, colours):
    """What stands beside and below a church sheet's title: the mark, and a rule across `width` inches."""
    sheet = _Sheet(width, height, "white")
    sheet.place(0, 0.02, 0.575 / ARCH[0])
    sheet.arch(1, 31, 16, 37, colours["brand"])
    sheet.arch(10, 22, 17, 38, "white")
    sheet.place(0, height, 1 / POINTS)
    sheet.draw.rectangle((*sheet.at(0, -1.5), *sheet.at(width * POINTS, -0.3)), colours["brand"])
    return sheet.png()


def _door(sheet, left, top, unit, colours):
    sheet.place(left, top, unit)
    sheet.arch(70, 530, 330, 640, colours["branddeep"])
    sheet.polygon([(130, 640), (470, 640), (566, 760), (10, 760)], _between(colours["brand"], colours["sun"]))
    sheet.arch(130, 470, 330, 640, colours["sun"])
    # The leaf of the door, its edges curved as the arch's.
    edge = _curve((176, 214), (148, 246), (130, 288), (130, 330))
    sheet.polygon([*edge, (130, 640), (44, 702), *_curve((44, 372), (44, 330), (62, 292), (92, 262))], colours["paper"])
    sheet.draw.ellipse((*sheet.at(59, 485), *sheet.at(73, 499)), colours["action"])


def _curve(start, first, second, end, steps=24):
    """Points of a cubic Bézier curve."""
    points = []
    for step in range(steps + 1):
        t = step / steps
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        points.append(
            tuple(
                sum(w * p[axis] for w, p in zip(weights, (start, first, second, end), strict=True)) for axis in (0, 1)
            )
        )
    return points


def _between(first, second):
    return tuple(round((int(first[i : i + 2], 16) + int(second[i : i + 2], 16)) / 2) for i in (1, 3, 5))
