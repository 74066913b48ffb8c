"""The cover: the title on the open door, as on the first page of a report in Word."""

from io import BytesIO

from PIL import Image, ImageDraw

from resources.rendering.palette import WHITE, palette
from resources.rendering.word import faces, ornaments
from resources.rendering.word.titles import COVER_SIZES

DOTS = ornaments.DOTS  # to the inch
LEFT, RIGHT, TOP = 0.9, 0.6, 0.95  # inches
LARGER = 1.25  # than on paper: the cover is mostly seen small


def png(edition):
    """A picture of 8.5 by 11 inches as PNG."""
    colours = palette(edition.sender)
    image = Image.open(BytesIO(ornaments.cover(colours))).convert("RGB")
    draw, top = ImageDraw.Draw(image), round(TOP * DOTS)
    size = next(size for longest, size in COVER_SIZES if len(edition.title) <= longest) * LARGER
    for words, name, points, colour, gap in (
        (edition.sender.name, faces.BOLD, 14, colours["accent"], 18),
        (edition.title, faces.HEADLINE, size, WHITE, 14),
        (edition.subtitle, faces.REGULAR, 17, colours["pale"], 14),
        (edition.date_in_words, faces.REGULAR, 14, WHITE, 0),
    ):
        top = _words(draw, words, name, points, colour, top, image.width) if words else top
        top += round(gap * DOTS / 72)
    return _compressed(image)


def _words(draw, words, name, points, colour, top, width):
    """Draw lines from `top` on; returns where they end."""
    face = faces.face(name, round(points * DOTS / 72))
    line = points * 1.22 * DOTS / 72
    for number, part in enumerate(faces.wrap(words, face, width - (LEFT + RIGHT) * DOTS)):
        draw.text((LEFT * DOTS, top + number * line), part, colour, face)
    return round(top + (number + 1) * line)


def _compressed(image):
    """A few flat colours and their smooth edges: 64 of them show no difference."""
    content = BytesIO()
    image.quantize(64, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(content, "PNG", optimize=True)
    return content.getvalue()
