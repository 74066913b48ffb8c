"""The bars of a chart as a picture: Word's own charts need a workbook beside them, and look different everywhere."""

from io import BytesIO

from PIL import Image, ImageDraw

from resources.rendering.word import faces

DOTS = 216  # to the inch, three to the point: sharp on paper, small in the file
TYPE = 27  # dots: 9 points
LINE = 34
BAR = 32
ROW_GAP, GROUP_GAP, GAP = 20, 22, 14  # between rows, before a group's name, beside a bar
LABELS_AT_MOST = 0.38  # of the width
EDGE = 6  # free at the right: a number that ends with the picture loses its last line on a screen


def bars(figure, width, colours):
    """The bars of a figure of the tree as PNG, `width` inches wide. Their labels are never shortened."""
    full = round(width * DOTS)
    text, bold = faces.face(faces.REGULAR, TYPE), faces.face(faces.BOLD, TYPE)
    groups = figure.findall("bars")
    every = [bar for group in groups for bar in group]
    room = full * LABELS_AT_MOST
    labels = {bar: faces.wrap(bar.text or "", text, room) for bar in every}
    widest = max((text.getlength(line) for lines in labels.values() for line in lines), default=0)
    start = min(room, widest) + 2 * GAP
    longest = full - EDGE - start - GAP - max((bold.getlength(bar.get("shown")) for bar in every), default=0)
    image = Image.new("RGB", (full, _height(groups, labels)), "white")
    draw, top = ImageDraw.Draw(image), 0
    for group in groups:
        if group.get("name"):
            top += GROUP_GAP if top else 0
            draw.text((0, top + LINE / 2), group.get("name"), colours["ink"], bold, anchor="lm")
            top += LINE + ROW_GAP / 2
        for bar in group:
            tall = _row(labels[bar])
            _draw_lines(draw, labels[bar], top + tall / 2, colours["ink"], text)
            right = start + max(3, longest * float(bar.get("share")))
            box = (round(start), round(top + tall / 2 - BAR / 2), round(right), round(top + tall / 2 + BAR / 2))
            draw.rounded_rectangle(box, 5, colours["brand"], corners=(False, True, True, False))
            draw.text((right + GAP, top + tall / 2), bar.get("shown"), colours["ink"], bold, anchor="lm")
            top += tall + ROW_GAP
    return png(image, DOTS)


def _row(lines):
    return max(BAR, len(lines) * LINE)


def _height(groups, labels):
    rows = sum(_row(lines) for lines in labels.values()) + ROW_GAP * (len(labels) - 1)
    names = [group for group in groups if group.get("name")]
    return round(rows + len(names) * (LINE + ROW_GAP / 2) + GROUP_GAP * max(0, len(names) - 1)) + 2


def _draw_lines(draw, lines, middle, colour, face):
    for number, line in enumerate(lines):
        draw.text((0, middle + (number - (len(lines) - 1) / 2) * LINE), line, colour, face, anchor="lm")


def png(image, dots):
    content = BytesIO()
    image.save(content, "PNG", optimize=True, dpi=(dots, dots))
    return content.getvalue()
