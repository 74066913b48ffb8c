"""Pictures for Word files, which draw nothing themselves: a chart's bars, and the open door of a cover."""

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from resources.rendering import assets

DOTS = 220  # to the inch: sharp on paper, small in the file
FINER = 3  # drawn three times as large and reduced, for smooth curves
INK, PAPER, SUN, TRACK = "#1d1b17", "#fbf7ef", "#f2b632", "#e9efe9"


@lru_cache(maxsize=16)
def _font(name, size):
    path = assets.FOLDERS["fonts"] / f"AtkinsonHyperlegibleNext-{name}.ttf"
    # The basic engine gives the same picture whether or not libraqm is installed.
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def bars(figure, width, colour):
    """The bars of a figure as PNG, `width` inches wide; numbers in words stand beside them."""
    groups = figure.findall("bars")
    text, bold = _font("Regular", round(DOTS * 0.135)), _font("Bold", round(DOTS * 0.135))
    labels = [bar.text or "" for group in groups for bar in group]
    full = round(width * DOTS)
    label_width = min(max(text.getlength(label) for label in labels) + DOTS * 0.15, full * 0.45)
    value_width = max(bold.getlength(bar.get("shown")) for group in groups for bar in group) + DOTS * 0.12
    row, head = round(DOTS * 0.25), round(DOTS * 0.3)
    height = sum(len(group) * row + (head if group.get("name") else 0) for group in groups)
    image = Image.new("RGB", (full, height), "white")
    draw = ImageDraw.Draw(image)
    top = 0
    for group in groups:
        if group.get("name"):
            draw.text((0, top + head * 0.62), group.get("name"), INK, bold, anchor="lm")
            top += head
        for bar in group:
            middle = top + row / 2
            draw.text((0, middle), _shorten(bar.text or "", text, label_width), INK, text, anchor="lm")
            length = (full - label_width - value_width) * float(bar.get("share"))
            right = label_width + max(length, 2)
            draw.rectangle((label_width, middle - row * 0.29, right, middle + row * 0.29), colour)
            draw.text((right + DOTS * 0.06, middle), bar.get("shown"), INK, bold, anchor="lm")
            top += row
    return _png(image)


def _shorten(text, font, width):
    while text and font.getlength(text) > width - DOTS * 0.1:
        text = text[:-2].rstrip() + "…" if not text.endswith("…") else text[:-2].rstrip() + "…"
    return text


def door(width, height, brand, deep, action):
    """The open door of a report's cover on its ground, `width` by `height` inches."""
    scale = FINER * DOTS / 100  # the drawing of templates/documents/_door.html, in units of a hundredth inch
    image = Image.new("RGB", (round(width * DOTS * FINER), round(height * DOTS * FINER)), brand)
    draw = ImageDraw.Draw(image)
    unit = height * 100 / 760 * scale
    left = image.width - 640 * unit

    def at(x, y):
        return (left + x * unit, y * unit)

    def arch(x, right, spring, foot, colour):
        radius = (right - x) / 2
        draw.pieslice((*at(x, spring - radius), *at(right, spring + radius)), 180, 360, colour)
        draw.rectangle((*at(x, spring), *at(right, foot)), colour)

    arch(70, 530, 330, 640, deep)
    draw.polygon([at(130, 640), at(470, 640), at(566, 760), at(10, 760)], _mix(brand, SUN, 0.5))
    draw.polygon([at(130, 640), at(44, 702), at(44, 372), at(56, 318), at(92, 262), at(176, 214), at(130, 330)], PAPER)
    arch(130, 470, 330, 640, SUN)
    draw.ellipse((*at(59, 485), *at(73, 499)), action)
    return _png(image.resize((round(width * DOTS), round(height * DOTS)), Image.Resampling.LANCZOS))


def _mix(first, second, share):
    pairs = ((int(first[i : i + 2], 16), int(second[i : i + 2], 16)) for i in (1, 3, 5))
    return tuple(round(a + (b - a) * share) for a, b in pairs)


def _png(image):
    content = BytesIO()
    image.save(content, "PNG", optimize=True, dpi=(DOTS, DOTS))
    return content.getvalue()
