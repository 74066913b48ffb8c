"""Tables: a caption before, a real style, header rows that repeat, rows that do not break, merged cells."""

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import _Cell

from resources.rendering.flow import paragraphs_of
from resources.rendering.number_columns import FIGURES
from resources.rendering.tables import ROWS_KEPT_TOGETHER, grid
from resources.rendering.trees import BLOCKS, words_of
from resources.rendering.word import keeping
from resources.rendering.word.measures import POINTS, twips
from resources.rendering.word.styles import CELL_STYLES
from resources.rendering.word.widths import widths_of

_OF_CELLS = {name.replace(" ", "") for name in CELL_STYLES}
_STYLES = {"col": "TableHeading", "row": "TableName"}
_OF_FIGURES = {"td": "TableFigures", "th": "TableFiguresHeading"}


def write(writer, node, holder=None):
    """Write a table of the tree at the end of `holder`."""
    caption = node.find("caption")
    if caption is not None:
        writer.inline.write(writer.paragraph("Caption", holder=holder), caption)
    placed = grid(node)
    columns = max(column + across for row in placed for _cell, column, across, _down in row)
    room = writer.measures.text_width * POINTS
    widths = widths_of(node, placed, columns, room)
    table = _new_table(node, caption, widths, sum(widths) / room)
    _place(table, writer, holder)
    heads, is_whole = len(node.findall("thead/tr")), len(placed) <= ROWS_KEPT_TOGETHER
    lines = node.findall(".//tr")
    for index, cells in enumerate(_filled(placed)):
        row = _new_row(table, is_head=index < heads, height=float(lines[index].get("height", 0)))
        for node_of_cell, column, across, merged in cells:
            cell = _new_cell(row, sum(widths[column : column + across]), across, merged)
            _fill(writer, _Cell(cell, writer.document._body), node_of_cell)
        if index < len(placed) - 1 and keeping.row_stays(index, len(placed), heads, is_whole=is_whole):
            _keep_with_next(row)


def _new_table(node, caption, widths, share):
    """Style, width (a `share` of the text's) and what the first row and column are, in the order of the schema."""
    has_head, has_names = (int(node.find(path) is not None) for path in ("thead", "tbody/tr/th"))
    table = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="HouseTable"/>'
        f'<w:tblW w:w="{5000 * share:.0f}" w:type="pct"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{0x0600 | has_head << 5 | has_names << 7:04X}" '
        f'w:firstRow="{has_head}" w:lastRow="0" w:firstColumn="{has_names}" w:lastColumn="0" w:noHBand="1" '
        f'w:noVBand="1"/></w:tblPr><w:tblGrid>'
        + "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
        + "</w:tblGrid></w:tbl>"
    )
    if caption is not None:
        title = OxmlElement("w:tblCaption")
        title.set(qn("w:val"), words_of(caption)[:250])
        table.tblPr.append(title)
    return table


def _place(table, writer, holder):
    if holder is None:
        writer.document.element.body.sectPr.addprevious(table)
    else:
        holder._tc.append(table)


def _filled(placed):
    """The rows with all their places: (cell or None, column, across, None, "restart" or "continue")."""
    below = {}
    for index, row in enumerate(placed):
        cells = [(None, column, across, "continue") for (at, column), across in below.items() if at == index]
        for cell, column, across, down in row:
            cells.append((cell, column, across, "restart" if down > 1 else None))
            below |= {(lower, column): across for lower in range(index + 1, min(index + down, len(placed)))}
        yield sorted(cells, key=lambda cell: cell[1])


def _new_row(table, *, is_head, height=0):
    """`height`: points that the row has at least, where somebody is to write on paper."""
    row = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    if height:
        least = OxmlElement("w:trHeight")
        least.set(qn("w:val"), str(twips(height)))
        least.set(qn("w:hRule"), "atLeast")
        properties.append(least)
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))
    row.append(properties)
    table.append(row)
    return row


def _new_cell(row, width, across, merged):
    cell = parse_xml(
        f'<w:tc {nsdecls("w")}><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>'
        + (f'<w:gridSpan w:val="{across}"/>' if across > 1 else "")
        + (f'<w:vMerge w:val="{merged}"/>' if merged else "")
        + "</w:tcPr></w:tc>"
    )
    row.append(cell)
    return cell


def _fill(writer, cell, node):
    """Write what stands in `node` (None: nothing). Word wants a paragraph at the end of every cell."""
    style = "TableText"
    if node is not None and node.tag == "th":
        style = _STYLES.get(node.get("scope"), style)
    if node is not None and node.get("class") == FIGURES:
        style = _OF_FIGURES[node.tag]
    if node is None or not any(child.tag in BLOCKS for child in node):
        paragraph = writer.paragraph(style, holder=cell)
        if node is not None:
            writer.inline.write(paragraph, node)
        return
    writer.blocks(paragraphs_of(node), cell, style)
    if cell._tc[-1].tag != qn("w:p"):
        writer.paragraph(style, holder=cell)


def _keep_with_next(row):
    for paragraph in row.iter(qn("w:p")):
        style = paragraph.pPr.pStyle
        if style.val in _OF_CELLS:
            style.val = keeping.kept(style.val)
