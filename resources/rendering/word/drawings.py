"""Pictures in Word: one in a line of its own, one behind the words of a page."""

from io import BytesIO

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Inches
from docx.text.paragraph import Paragraph

DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"


def in_line(paragraph, writer, png, width, alternative):
    """Put a picture of `width` inches into a w:p, with its alternative text."""
    properties = _add(paragraph, writer, png, width)
    properties.set("descr", alternative)


def behind(paragraph, writer, png, *, across, width, height, top):
    """Put a decorative picture behind the words of a page, all in inches.

    `across`: "page" (from its left edge) or "column" (from the text's). `top` is counted from the page's.
    """
    properties = _add(paragraph, writer, png, width, height)
    inline = properties.getparent()
    properties.set("descr", "")
    properties.append(_decoration())
    anchor = _anchor(across, Inches(width), Inches(height), Inches(top))
    placeholder = anchor.find(qn("wp:docPr"))
    for child in (properties, inline.find(qn("wp:cNvGraphicFramePr")), inline.find(qn("a:graphic"))):
        placeholder.addprevious(child)
    anchor.remove(placeholder)
    inline.getparent().replace(inline, anchor)


def _add(paragraph, writer, png, width, height=None):
    """Add a picture as python-docx does; returns its wp:docPr."""
    run = Paragraph(paragraph, writer.document._body).add_run()
    run.add_picture(BytesIO(png), Inches(width), Inches(height) if height else None)
    properties = run._r.find(f".//{qn('wp:docPr')}")
    for side in "TBLR":  # python-docx leaves an eighth of an inch at the sides
        properties.getparent().set(f"dist{side}", "0")
    properties.set("name", f"Picture {properties.get('id')}")
    return properties


def _anchor(across, width, height, top):
    """The frame of a floating picture, in the order of the schema. Lengths in EMU."""
    return parse_xml(
        f'<wp:anchor {nsdecls("wp")} distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" '
        'behindDoc="1" locked="1" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="{across}"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{Emu(top)}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        "<wp:docPr/></wp:anchor>"
    )


def _decoration():
    extensions = OxmlElement("a:extLst")
    extension = OxmlElement("a:ext")
    extension.set("uri", "{C183D7F6-B498-43B3-948B-1728B52AA6E4}")
    extension.append(extension.makeelement(f"{{{DECORATIVE}}}decorative", {"val": "1"}, {"adec": DECORATIVE}))
    extensions.append(extension)
    return extensions
