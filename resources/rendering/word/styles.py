"""The design of Word files: one table of styles, in the sizes of measures.py and the organisation's colours.

Names that Word knows (Heading 1, List Number 2, Quote) are Word's own, so that it shows them in the reader's
language and a screen reader announces them. Lengths are in points.
"""

from resources.rendering.edition import WINDOW
from resources.rendering.palette import palette
from resources.rendering.word import backs, envelope
from resources.rendering.word.faces import DISPLAY, HEADLINE, TEXT
from resources.rendering.word.gaps import placeholder_style
from resources.rendering.word.measures import DISPLAY_LEAST, POINTS, TEXT_LEAST, measures_of, twips
from resources.rendering.word.styling import W14, W, character, paragraph, plain, run, style
from resources.rendering.word.titles import title_of

HEADINGS = {"h2": "Heading1", "h3": "Heading2", "h4": "Heading3"}
LIST_LEVELS = range(1, 6)  # Word has a style for five
HEADINGS_NUMBERED, BULLETS, FIGURES = 3, 1, 2  # the lists of numbering.py
CELL_STYLES = ("Table Text", "Table Heading", "Table Name", "Table Figures", "Table Figures Heading")
AT_RIGHT = '<w:jc w:val="right"/>'
# Word hides the styles that it has of itself until somebody asks for them.
_LATENT = (
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1" '
    'w:defQFormat="0" w:count="376"/>'
)


def style_sheet(edition):
    """word/styles.xml for an edition: its language, its organisation's colours, its layout's sizes."""
    measures, colours = measures_of(edition), palette(edition.sender)
    around = _letter(measures, colours) if edition.layout == "letter" else _title(edition, colours)
    groups = [
        _text(measures),
        _headings(measures, colours, numbered=edition.layout == "report", new_page=edition.gathers),
        _lists(measures),
        _set_apart(measures, colours),
        _characters(colours),
        around,
        envelope.styles(measures, colours) if edition.variant == WINDOW else [],
        _contents(measures, colours) + backs.styles(measures, colours) if edition.layout == "report" else [],
        _small(measures, colours),
        _tables(colours),
    ]
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles {W} {W14}><w:docDefaults><w:rPrDefault>'
        + run(font=TEXT, size=measures.size, colour=colours["ink"], language=edition.locale)
        + "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        + _LATENT
        + "".join(made for group in groups for made in group)
        + "</w:styles>"
    )


def _text(measures):
    """Between two paragraphs Word leaves the larger of what each of them asks for."""
    spacing = paragraph(before=measures.gap, after=measures.gap, line=measures.line)
    return [
        style("Normal", spacing, default=True),
        style("Default Paragraph Font", "", kind="character", default=True, quick=False),
        style("No List", "", kind="numbering", default=True, quick=False),
    ]


def _headings(measures, colours, *, numbered, new_page):
    looks = (
        # before and after in sizes of the heading
        (1.2, 0.4, run(font=DISPLAY, size=measures.headings[0], colour=colours["brand"])),
        (1.15, 0.35, run(font=DISPLAY, size=measures.headings[1], colour=colours["brand"])),
        (1.0, 0.3, run(bold=True, size=measures.headings[2])),
    )
    made = []
    for level, (before, after, face) in enumerate(looks):
        size = measures.headings[level]
        body = paragraph(
            before=before * size,
            after=after * size,
            line=round(size * (DISPLAY_LEAST if level < 2 else TEXT_LEAST), 1),
            exact=level < 2,
            keep_next=True,
            keep=True,
            new_page=new_page and level == 0,
            number=(HEADINGS_NUMBERED, 0) if numbered and level == 0 else None,
            outline=level,
        )
        name = f"Heading {level + 1}"
        made.append(style(name, body + face, following="Normal", ui=name.lower()))
    return made


def _lists(measures):
    made = []
    for level in LIST_LEVELS:
        number = "" if level == 1 else f" {level}"
        gaps = {"before": measures.item_gap, "after": measures.item_gap, "line": measures.line}
        for name, listed in (("List Bullet", BULLETS), ("List Number", FIGURES)):
            made.append(style(f"{name}{number}", paragraph(**gaps, number=(listed, level - 1)), quick=level == 1))
        body = paragraph(**gaps, left=level * measures.indent)
        made.append(style(f"List Continue{number}", body, quick=False))
    return made


def _set_apart(measures, colours):
    size = measures.size
    quoted = paragraph(
        before=1.2 * size,
        after=1.2 * size,
        line=round(1.28 * size * 1.3, 1),
        left=1.2 * size,
        right=1.2 * size,
        keep=True,
        border=("left", plain(colours["sun"]), 24, 10),
    )
    caption = paragraph(before=1.3 * size, after=0.5 * size, line=measures.line, keep_next=True, keep=True)
    return [
        style("Quote", quoted + run(font=DISPLAY, size=1.28 * size, colour=colours["brand"]), following="Normal"),
        style("Caption", caption + run(bold=True, colour=colours["brand"]), following="Normal", ui="caption"),
        style("Picture", paragraph(before=0.3 * size, after=0.6 * size, keep_next=True), quick=False),
        style("After Table", paragraph(before=1.3 * size, after=measures.gap, line=measures.line), quick=False),
    ]


def _characters(colours):
    return [
        character("Strong", run(bold=True)),
        character("Emphasis", run(italic=True)),
        character("Hyperlink", run(colour=colours["brand"], underline=True)),
        character("Followed Hyperlink", run(colour=colours["soft"], underline=True), ui="FollowedHyperlink"),
        placeholder_style(colours),
        character("Footnote Reference", run(bold=True, colour=colours["action"], raised=True), ui="footnote reference"),
        character("Footnote Number", run(bold=True, colour=colours["action"]), quick=False),
    ]


def _title(edition, colours):
    """The paragraphs of the title, with the room that the drawing behind them takes."""
    title = title_of(edition)
    fill = plain(colours["brand"]) if title.on_brand else ""
    made = []
    for number, line in enumerate(title.lines):
        body = paragraph(
            before=line.before if number else 0,
            after=title.after(line),
            line=line.line,
            exact=True,
            left=title.left,
            right=title.right,
            keep_next=True,
            keep=True,
            fill=fill,
        )
        face = DISPLAY if line.face == HEADLINE else TEXT
        colour = colours.get(line.colour, line.colour)
        look = run(font=face, size=line.size, colour=colour, bold=line.face.endswith("Bold") or None)
        made.append(style(line.style, body + look, following="Normal"))
    return made


def _letter(measures, colours):
    right = f'<w:tab w:val="right" w:pos="{twips(measures.text_width * POINTS)}"/>'
    line = {"line": measures.line}
    told = {"line": round(measures.small * TEXT_LEAST, 1), "fill": plain(colours["sunpale"])}
    return [
        style("Instructions", paragraph(after=measures.size, **told) + run(size=measures.small), quick=False),
        style("Address", paragraph(after=1.3 * measures.size, tabs=right, keep=True, **line)),
        style("Salutation", paragraph(before=measures.gap, after=measures.gap, **line), following="Normal"),
        style("Closing", paragraph(before=1.3 * measures.size, keep_next=True, **line)),
        style("Signature", paragraph(before=1.7 * measures.size, after=1.2 * measures.size, keep_next=True, **line)),
        style("Signed", paragraph(**line)),
    ]


def _contents(measures, colours):
    """When Word is asked to renew the contents it adds the pages, at the right."""
    right = f'<w:tab w:val="right" w:pos="{twips(measures.text_width * POINTS)}"/>'
    stop = 26
    tabs = f'<w:tab w:val="left" w:pos="{twips(stop)}"/>{right}'
    brand = colours["brand"]
    heading = paragraph(after=10, line=30, exact=True, keep_next=True, new_page=True)
    return [
        style("TOC Heading", heading + run(font=DISPLAY, size=25, colour=brand), following="Normal"),
        style(
            "TOC 1",
            paragraph(before=5, line=14.2, left=stop, hanging=stop, tabs=tabs, keep_next=True)
            + run(bold=True, size=10, colour=brand),
            ui="toc 1",
            quick=False,
        ),
        style("After Contents", paragraph(before=30, after=measures.gap, line=measures.line), quick=False),
        style("TOC 2", paragraph(line=13.4, left=stop, tabs=right) + run(size=9.5), ui="toc 2", quick=False),
    ]


def _small(measures, colours):
    small, soft = measures.small, run(size=measures.small, colour=colours["soft"])
    right = f'<w:tab w:val="right" w:pos="{twips(measures.text_width * POINTS)}"/>'
    least = round(small * TEXT_LEAST, 1)
    edge = paragraph(line=11.4, tabs=right) + run(size=8, colour=colours["soft"])
    note = paragraph(after=2, line=least, left=1.9 * small, hanging=1.9 * small)
    return [
        style("Source", paragraph(before=5, line=least, keep_next=True) + soft, quick=False),
        style("Remark", paragraph(before=1, after=0.7 * measures.size, line=least) + soft, quick=False),
        style("Footnote Text", note + run(size=small), ui="footnote text", quick=False),
        style("Header", edge, ui="header", quick=False),
        style("Footer", edge, ui="footer", quick=False),
    ]


def _tables(colours):
    size = "<w:tblInd w:w='0' w:type='dxa'/>"
    cell = (
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="160" w:type="dxa"/></w:tblCellMar>'
    )
    line, brand = plain(colours["line"]), plain(colours["brand"])
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{line}"/>' for side in ("bottom", "insideH")
    )
    head = f'<w:tcBorders><w:bottom w:val="single" w:sz="10" w:space="0" w:color="{brand}"/></w:tcBorders>'
    text = paragraph(before=3.2, after=3.2, line=13.4) + run(size=9.5)
    bold = run(bold=True)
    return [
        style(
            "Table Normal",
            f"<w:tblPr>{size}{cell}</w:tblPr>",
            kind="table",
            default=True,
            quick=False,
            ui="Normal Table",
        ),
        style(
            "House Table",
            f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders>{cell}</w:tblPr>"
            f'<w:tblStylePr w:type="firstRow"><w:tcPr>{head}<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>',
            kind="table",
            based="TableNormal",
        ),
        style("Table Text", text),
        style("Table Heading", run(bold=True, colour=colours["brand"]), based="TableText"),
        style("Table Name", bold, based="TableText"),
        style("Table Figures", f"<w:pPr>{AT_RIGHT}</w:pPr>" + run(tabular=True), based="TableText"),
        style("Table Figures Heading", f"<w:pPr>{AT_RIGHT}</w:pPr>", based="TableHeading"),
    ]
