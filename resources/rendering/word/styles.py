"""The design of Word files: one table of styles, in sizes that follow the layout's own.

Lengths are in points; Word wants twentieths of a point for space and halves for type.
"""

from xml.sax.saxutils import quoteattr

TEXT, DISPLAY = "Atkinson Hyperlegible Next", "Fraunces SemiBold"
INK, SOFT, LINE, SUN, SUN_PALE = "1D1B17", "57524A", "DDD4C4", "F2B632", "FCEECE"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

# Size of the text in points; margins (top, right, bottom, left) in inches of a page of 8.5 by 11.
SIZES = {"report": 10.5, "guide": 10.5, "brief": 9.5, "letter": 10.5, "church_sheet": 13}
MARGINS = {
    "report": (1, 1.2, 1, 1.2),
    "guide": (1, 1.2, 1, 1.2),
    "brief": (0.7, 1, 0.7, 1),
    "letter": (0.85, 1.1, 0.75, 1.1),
    "church_sheet": (0.75, 1, 0.8, 1),
}
# Line height, as a share of the size; Word's "single" is 1.2 to 1.3 for these faces.
LEADING = {"report": 1.12, "guide": 1.12, "brief": 1.04, "letter": 1.04, "church_sheet": 1.05}
LIST_INDENT = 1.9  # ems: room for "10." and the gap after it


def text_width(layout):
    """Inches between the margins."""
    _top, right, _bottom, left = MARGINS[layout]
    return 8.5 - left - right


def colours(sender):
    """(brand, action) as Word writes colours: "0F3F3A"."""
    return tuple(colour.lstrip("#").upper() for colour in (sender.brand_colour, sender.action_colour))


def paragraph(*, before=0, after=0, line=None, left=0, hanging=0, keep_next=False, keep=False, border="", extra=""):
    """<w:pPr> of a style. `border`: (side, colour, eighths of a point, distance in points) or ""."""
    parts = ["<w:keepNext/>" if keep_next else "", "<w:keepLines/>" if keep else "", "<w:widowControl/>"]
    if border:
        side, colour, width, space = border
        parts.append(f'<w:pBdr><w:{side} w:val="single" w:sz="{width}" w:space="{space}" w:color="{colour}"/></w:pBdr>')
    spacing = f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"'
    parts.append(spacing + (f' w:line="{round(line * 240)}" w:lineRule="auto"/>' if line else "/>"))
    if left or hanging:
        parts.append(f'<w:ind w:left="{round(left * 20)}" w:hanging="{round(hanging * 20)}"/>')
    # The schema wants this order.
    return "<w:pPr>" + "".join(parts) + extra + "</w:pPr>"


def run(*, font=None, size=None, colour=None, bold=None, italic=None, extra=""):
    """<w:rPr> of a style."""
    parts = []
    if font:
        parts.append(f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}" w:eastAsia="{font}"/>')
    if bold is not None:
        parts.append("<w:b/>" if bold else '<w:b w:val="0"/>')
    if italic is not None:
        parts.append("<w:i/>" if italic else '<w:i w:val="0"/>')
    if colour:
        parts.append(f'<w:color w:val="{colour}"/>')
    if size:
        parts.append(f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>')
    return "<w:rPr>" + "".join(parts) + extra + "</w:rPr>"


def style(name, body, *, kind="paragraph", based="Normal", following=None, quick=True, default=False, ui=""):
    """A <w:style>; its id is the name without spaces."""
    identity = name.replace(" ", "")
    is_default = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="{kind}"{is_default} w:styleId={quoteattr(identity)}>'
        f"<w:name w:val={quoteattr(ui or name)}/>"
        + (f'<w:basedOn w:val="{based}"/>' if based and not default else "")
        + (f'<w:next w:val="{following}"/>' if following else "")
        + ('<w:uiPriority w:val="1"/><w:qFormat/>' if quick else "")
        + body
        + "</w:style>"
    )


def style_sheet(edition):
    """word/styles.xml for an edition: its language, its organisation's colours, its layout's sizes."""
    size, leading = SIZES[edition.layout], LEADING[edition.layout]
    brand, action = colours(edition.sender)
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles {W}>'
        + _defaults(edition.locale, size)
        + _text_styles(size, leading, brand, action)
        + _front_styles(size, brand, action)
        + _small_styles(size, brand, action)
        + _table_styles(brand)
        + "</w:styles>"
    )


def _defaults(locale, size):
    language = f'<w:lang w:val="{locale}" w:eastAsia="{locale}" w:bidi="{locale}"/>'
    return (
        f"<w:docDefaults><w:rPrDefault>{run(font=TEXT, size=size, colour=INK, extra=language)}</w:rPrDefault>"
        "<w:pPrDefault><w:pPr/></w:pPrDefault></w:docDefaults>"
    )


def _text_styles(size, leading, brand, action):
    indent = LIST_INDENT * size
    listed = paragraph(after=0.3 * size, line=leading, left=indent, hanging=indent)
    return "".join(
        [
            style("Normal", paragraph(after=0.65 * size, line=leading), default=True, based=None),
            _heading(1, size, brand, before=1.9, after=0.6, grade=1.7),
            _heading(2, size, brand, before=1.3, after=0.4, grade=1.25),
            _heading(3, size, brand, before=0.9, after=0.3, grade=1.08),
            style("List Bullet", listed),
            style("List Number", listed),
            style("List Continue", paragraph(after=0.3 * size, line=leading, left=indent)),
            style(
                "Quote",
                paragraph(
                    before=0.9 * size,
                    after=1.1 * size,
                    line=1.1,
                    left=1.1 * size,
                    keep=True,
                    border=("left", SUN, 24, 10),
                )
                + run(font=DISPLAY, size=1.25 * size, colour=brand),
                following="Normal",
            ),
            style("Default Paragraph Font", "", kind="character", default=True, quick=False),
            style("Strong", run(bold=True), kind="character", based=None),
            style("Emphasis", run(italic=True), kind="character", based=None),
            style("Hyperlink", run(colour=brand, extra='<w:u w:val="single"/>'), kind="character", based=None),
            style(
                "Fill In",
                run(extra=f'<w:shd w:val="clear" w:color="auto" w:fill="{SUN_PALE}"/>'),
                kind="character",
                based=None,
            ),
        ]
    )


def _heading(level, size, brand, *, before, after, grade):
    """`before`, `after` and `grade` in sizes of the text."""
    outline = f'<w:outlineLvl w:val="{level - 1}"/>'
    body = paragraph(before=before * size, after=after * size, line=1, keep_next=True, keep=True, extra=outline)
    return style(
        f"Heading {level}",
        body + run(font=DISPLAY, size=grade * size, colour=brand),
        following="Normal",
        ui=f"heading {level}",
    )


def _front_styles(size, brand, action):
    return "".join(
        [
            style(
                "Title",
                paragraph(after=0.4 * size, line=0.98, keep_next=True)
                + run(font=DISPLAY, size=2.5 * size if size < 13 else 2.1 * size, colour=brand),
                following="Normal",
            ),
            style(
                "Subtitle",
                paragraph(after=0.6 * size, line=1.05) + run(size=1.25 * size, colour=SOFT),
                following="Normal",
            ),
            style(
                "Kicker",
                paragraph(before=0.6 * size, after=0.35 * size, keep_next=True)
                + run(bold=True, size=0.95 * size, colour=action),
            ),
            style(
                "Title Line",
                paragraph(after=1.6 * size, border=("bottom", SUN, 18, 8)) + run(size=0.92 * size, colour=SOFT),
            ),
            style("Picture", paragraph(before=0.5 * size, after=0.5 * size, keep_next=True)),
            style(
                "TOC Heading",
                paragraph(after=0.8 * size, keep_next=True) + run(font=DISPLAY, size=1.9 * size, colour=brand),
            ),
            style(
                "TOC 1", paragraph(before=0.42 * size, after=0) + run(bold=True, colour=brand), ui="toc 1", quick=False
            ),
            style("TOC 2", paragraph(left=1.4 * size), ui="toc 2", quick=False),
            style("Address", paragraph(line=1.05)),
            style("Address Last", paragraph(after=1.2 * size, line=1.05), based="Address"),
            style("Salutation", paragraph(after=0.8 * size, line=1.06)),
            style("Closing", paragraph(before=1.2 * size, keep_next=True)),
            style("Signature", paragraph(before=1.4 * size, after=1.1 * size, keep_next=True) + run(colour=SOFT)),
        ]
    )


def _small_styles(size, brand, action):
    return "".join(
        [
            style(
                "Caption",
                paragraph(before=0.9 * size, after=0.4 * size, keep_next=True, keep=True)
                + run(bold=True, colour=brand),
                following="Normal",
                ui="caption",
            ),
            style("Table Text", paragraph(before=2.5, after=2.5, line=1.04) + run(size=0.93 * size)),
            style("Source", paragraph(before=3, after=0) + run(size=0.82 * size, colour=SOFT)),
            style("Remark", paragraph(after=1.2 * size) + run(size=0.82 * size, colour=SOFT)),
            style("After Table", paragraph(before=0.9 * size, after=0.65 * size, line=1.1)),
            style("Footnote Text", paragraph(after=2, line=1.0) + run(size=0.82 * size), ui="footnote text"),
            style(
                "Footnote Reference",
                run(bold=True, colour=action, extra='<w:vertAlign w:val="superscript"/>'),
                kind="character",
                based=None,
                ui="footnote reference",
            ),
            style("Footer", paragraph() + run(size=8, colour=SOFT), ui="footer", quick=False),
            style(
                "Imprint",
                paragraph(before=1.8 * size, after=0.3 * size, keep_next=True, border=("top", LINE, 4, 8))
                + run(size=0.85 * size, colour=SOFT),
            ),
        ]
    )


def _table_styles(brand):
    cell = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="140" w:type="dxa"/></w:tblCellMar>'
    rows = f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
    under = f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
    head = f'<w:tcBorders><w:bottom w:val="single" w:sz="10" w:space="0" w:color="{brand}"/></w:tcBorders>'
    return style(
        "Table Normal",
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{cell}</w:tblPr>',
        kind="table",
        default=True,
        quick=False,
        ui="Normal Table",
    ) + style(
        "House Table",
        f"<w:tblPr><w:tblBorders>{under}{rows}</w:tblBorders>{cell}</w:tblPr>"
        f'<w:tblStylePr w:type="firstRow">{run(bold=True, colour=brand)}'
        f'<w:tcPr>{head}<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
        f'<w:tblStylePr w:type="firstCol">{run(bold=True)}</w:tblStylePr>',
        kind="table",
        based="TableNormal",
    )
