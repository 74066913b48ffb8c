"""The theme: the colours and typefaces that Word's menus offer to whoever goes on writing in the file."""

from resources.rendering.palette import palette
from resources.rendering.word.faces import DISPLAY, TEXT
from resources.rendering.word.styling import plain

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
# Fills, lines and effects of shapes, of which Word wants three each: all plain.
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="9525">{_FILL}<a:prstDash val="solid"/></a:ln>'
_SHAPES = (
    f'<a:fmtScheme name="House"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst><a:lnStyleLst>{_LINE * 3}</a:lnStyleLst>'
    f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
    f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme>"
)


def theme(edition):
    """word/theme/theme1.xml."""
    colours = palette(edition.sender)
    slots = {
        "dk1": "ink",
        "lt1": None,
        "dk2": "brand",
        "lt2": "paper",
        "accent1": "brand",
        "accent2": "action",
        "accent3": "sun",
        "accent4": "branddeep",
        "accent5": "soft",
        "accent6": "line",
        "hlink": "brand",
        "folHlink": "soft",
    }
    scheme = "".join(
        f'<a:{slot}><a:srgbClr val="{plain(colours[name]) if name else "FFFFFF"}"/></a:{slot}>'
        for slot, name in slots.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><a:theme xmlns:a="{DRAWING}" name="House">'
        f'<a:themeElements><a:clrScheme name="House">{scheme}</a:clrScheme><a:fontScheme name="House">'
        f"<a:majorFont>{_font(DISPLAY)}</a:majorFont><a:minorFont>{_font(TEXT)}</a:minorFont></a:fontScheme>"
        f"{_SHAPES}</a:themeElements></a:theme>"
    )


def _font(family):
    return f'<a:latin typeface="{family}"/><a:ea typeface=""/><a:cs typeface=""/>'
