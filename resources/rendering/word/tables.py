"""Tables: a caption before, a real style, header rows that repeat, rows that do not break, merged cells."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches

from resources.rendering.tables import ROWS_KEPT_TOGETHER, grid
from resources.rendering.word import styles

TWIPS = 1440  # to the inch


def write(writer, node, holder=None):
    """Write a table of the tree at the end of `holder`."""
    caption = node.find("caption")
    if caption is not None:
        writer.inline.write(writer.paragraph("Caption", holder=holder), caption)
    placed = grid(node)
    columns = int(node.get("columns", "0")) or max(column + across for row in placed for _c, column, across, _d in row)
    width = styles.text_width(writer.edition.layout)
    table = _new_table(writer, holder, len(placed), columns, width)
    _describe(table, caption, node)
    _set_widths(table, _widths(placed, columns, width))
    head_rows = len(node.findall("thead/tr"))
    for index, row in enumerate(placed):
        _set_row(table.rows[index], is_head=index < head_rows)
        for cell, column, across, down in row:
            _fill(writer, table, cell, index, column, across, down)
    if len(placed) <= ROWS_KEPT_TOGETHER:
        _keep_together(table)
    return table


def _new_table(writer, holder, rows, columns, width):
    if holder is None or holder is writer.document:
        body = writer.document._body
        return body.add_table(rows, columns, Inches(width))
    return holder.add_table(rows, columns)


def _describe(table, caption, node):
    properties = table._tbl.tblPr
    style = properties.find(qn("w:tblStyle"))
    if style is None:
        style = OxmlElement("w:tblStyle")
        properties.insert(0, style)
    style.set(qn("w:val"), "HouseTable")
    look = properties.find(qn("w:tblLook"))
    if look is None:
        look = OxmlElement("w:tblLook")
        properties.append(look)
    look.attrib.clear()
    has_head = node.find("thead") is not None
    has_names = node.find("tbody/tr/th") is not None
    look.set(qn("w:firstRow"), str(int(has_head)))
    look.set(qn("w:lastRow"), "0")
    look.set(qn("w:firstColumn"), str(int(has_names)))
    look.set(qn("w:lastColumn"), "0")
    look.set(qn("w:noHBand"), "1")
    look.set(qn("w:noVBand"), "1")
    if caption is not None:
        title = OxmlElement("w:tblCaption")
        title.set(qn("w:val"), "".join(caption.itertext())[:250])
        properties.append(title)


def _widths(placed, columns, width):
    """Inches for each column, after the longest words and the amount of text in it."""
    weights = [4.0] * columns
    for row in placed:
        for cell, column, across, _down in row:
            text = "".join(cell.itertext())
            longest = max((len(word) for word in text.split()), default=0)
            weights[column] = max(weights[column], longest * 1.3, min(len(text), 60) ** 0.85 if across == 1 else 0)
    return [width * weight / sum(weights) for weight in weights]


def _set_widths(table, widths):
    table.autofit = False
    for column, inches in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), str(round(inches * TWIPS)))
    for row in table._tbl.tr_lst:
        for cell, inches in zip(row.tc_lst, widths, strict=True):
            cell.get_or_add_tcPr().get_or_add_tcW().set(qn("w:w"), str(round(inches * TWIPS)))
            cell.tcPr.tcW.set(qn("w:type"), "dxa")


def _set_row(row, *, is_head):
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))


def _fill(writer, table, node, row, column, across, down):
    cell = table.cell(row, column)
    if across > 1 or down > 1:
        cell = cell.merge(table.cell(row + down - 1, column + across - 1))
    first = cell.paragraphs[0]._p
    first.get_or_add_pPr().get_or_add_pStyle().set(qn("w:val"), "TableText")
    properties = ("w:b",) if node.tag == "th" else ()
    if any(child.tag in ("p", "ul", "ol", "blockquote", "table") for child in node):
        writer.inline.text(first, node.text, properties)
        writer.blocks(node, cell, "TableText")
        if not first.findall(qn("w:r")) and len(cell.paragraphs) > 1:
            first.getparent().remove(first)
    else:
        writer.inline.write(first, node, properties)


def _keep_together(table):
    """Every row but the last stays on the page of the next one."""
    for row in table._tbl.tr_lst[:-1]:
        for paragraph in row.iter(qn("w:p")):
            paragraph.get_or_add_pPr().get_or_add_keepNext()
