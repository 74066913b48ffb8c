"""A chart in a book: a drawing in the reader's own colours, its numbers in words and as a table."""

from lxml import etree

from resources.rendering.figures import description
from resources.rendering.word import faces

SVG = "http://www.w3.org/2000/svg"
WIDTH = 600  # units of the drawing, which is as wide as the page
TYPE, LINE, BAR, GAP = 22, 28, 20, 18  # of a label, its line, a bar, between two bars
ROOM_FOR_NUMBER = 96  # behind the longest bar


def draw(section, edition):
    """Put a drawing in the place of the bars of every figure in `section`."""
    for figure in list(section.iter("figure")):
        drawing = _drawing(figure, description(figure, edition.language))
        for bars in figure.findall("bars"):
            figure.remove(bars)
        for name in ("unit", "key"):
            figure.attrib.pop(name, None)
        figure.find("figcaption").addnext(drawing)


def _drawing(figure, words):
    drawing = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG})
    drawing.set("role", "img")
    drawing.set("aria-label", words)
    drawing.set("class", "bars")
    top = 0
    for bars in figure.findall("bars"):
        if bars.get("name"):
            top += GAP if top else 0
            drawing.append(_text(bars.get("name"), 0, top + TYPE, "group"))
            top += LINE + GAP / 2
        for bar in bars:
            top = _row(drawing, bar, top) + GAP
    drawing.set("viewBox", f"0 0 {WIDTH} {top - GAP + 2:g}")
    return drawing


def _row(drawing, bar, top):
    """A label, and below it its bar with the number behind; returns where the row ends."""
    for line in faces.wrap(bar.text or "", faces.face(faces.REGULAR, TYPE), WIDTH):
        drawing.append(_text(line, 0, top + TYPE, "label"))
        top += LINE
    length = max(2, (WIDTH - ROOM_FOR_NUMBER) * float(bar.get("share")))
    drawing.append(_shape("rect", class_="bar", x=1, y=f"{top + 2:g}", width=f"{length:.1f}", height=BAR))
    drawing.append(_text(bar.get("shown"), length + 10, top + 2 + BAR - 3, "value"))
    return top + BAR + 4


def _text(words, left, baseline, class_):
    made = _shape("text", class_=class_, x=f"{left:.1f}", y=f"{baseline:g}")
    made.text = words
    return made


def _shape(tag, **attributes):
    made = etree.Element(f"{{{SVG}}}{tag}", nsmap={None: SVG})
    for name, value in attributes.items():
        made.set(name.rstrip("_"), str(value))
    return made
