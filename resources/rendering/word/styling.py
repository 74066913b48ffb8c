"""The markup of a style: its properties in the order that the schema wants. Lengths are in points."""

from xml.sax.saxutils import quoteattr

from resources.rendering.word.measures import twips

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
# What Word knows since 2010, and older programs are told to pass over.
W14 = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)


def plain(colour):
    """A colour as Word writes it: "0F3F3A"."""
    return colour.lstrip("#").upper()


def paragraph(
    *,
    before=0,
    after=0,
    line=None,
    exact=False,
    left=0,
    right=0,
    hanging=0,
    keep_next=False,
    keep=False,
    new_page=False,
    number=None,
    border="",
    fill="",
    tabs="",
    outline=None,
):
    """<w:pPr> of a style, in the order of the schema.

    `border`: (sides, colour, eighths of a point, distance in points). `number`: (list, level).
    """
    rule = "exact" if exact else "atLeast"
    parts = [
        "<w:keepNext/>" if keep_next else "",
        "<w:keepLines/>" if keep else "",
        "<w:pageBreakBefore/>" if new_page else "",
        "<w:widowControl/>",
        f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>' if number else "",
        f"<w:pBdr>{_sides(*border)}</w:pBdr>" if border else "",
        f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else "",
        f"<w:tabs>{tabs}</w:tabs>" if tabs else "",
        f'<w:spacing w:before="{twips(before)}" w:after="{twips(after)}"',
        f' w:line="{twips(line)}" w:lineRule="{rule}"/>' if line else "/>",
        f'<w:ind w:left="{twips(left)}" w:right="{twips(right)}" w:hanging="{twips(hanging)}"/>'
        if left or right or hanging
        else "",
        f'<w:outlineLvl w:val="{outline}"/>' if outline is not None else "",
    ]
    return "<w:pPr>" + "".join(parts) + "</w:pPr>"


def _sides(sides, colour, width, space):
    return "".join(
        f'<w:{side} w:val="single" w:sz="{width}" w:space="{space}" w:color="{colour}"/>' for side in sides.split()
    )


def run(
    *,
    font=None,
    size=None,
    colour=None,
    bold=None,
    underline=False,
    fill="",
    raised=False,
    italic=False,
    language="",
    tabular=False,
):
    """<w:rPr> of a style, in the order of the schema. Type is kerned from four points on."""
    parts = [
        f'<w:rFonts w:ascii="{font}" w:eastAsia="{font}" w:hAnsi="{font}" w:cs="{font}"/>' if font else "",
        "" if bold is None else "<w:b/><w:bCs/>" if bold else '<w:b w:val="0"/><w:bCs w:val="0"/>',
        "<w:i/><w:iCs/>" if italic else "",
        f'<w:color w:val="{plain(colour)}"/>' if colour else "",
        '<w:kern w:val="8"/>' if language else "",
        f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else "",
        '<w:u w:val="single"/>' if underline else "",
        f'<w:shd w:val="clear" w:color="auto" w:fill="{plain(fill)}"/>' if fill else "",
        '<w:vertAlign w:val="superscript"/>' if raised else "",
        f'<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="ar-SA"/>' if language else "",
        '<w14:numSpacing w14:val="tabular"/>' if tabular else "",
    ]
    return "<w:rPr>" + "".join(parts) + "</w:rPr>"


def style(name, body, *, kind="paragraph", based="Normal", following=None, quick=True, default=False, ui=""):
    """A <w:style>; its id is the name without spaces."""
    return (
        f'<w:style w:type="{kind}"{" w:default=" + quoteattr("1") if default else ""} '
        f"w:styleId={quoteattr(name.replace(' ', ''))}><w:name w:val={quoteattr(ui or name)}/>"
        + (f'<w:basedOn w:val="{based}"/>' if based and not default else "")
        + (f'<w:next w:val="{following}"/>' if following else "")
        + ('<w:uiPriority w:val="1"/><w:qFormat/>' if quick else "")
        + body
        + "</w:style>"
    )


def character(name, properties, *, ui="", quick=True):
    return style(name, properties, kind="character", based="DefaultParagraphFont", ui=ui, quick=quick)
