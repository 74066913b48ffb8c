"""XLSX as a stream: the parts of the package are written into the zip one after the other, and sent as they come.

A library would write the sheets to the disk first: that would leave names and addresses there, and the reader
waiting until a proxy gives up. Cells are text ("@"), so that nothing is run, rounded or taken for a date; only what a
table counts is a number.
"""

from itertools import chain

from django.utils import timezone

from petitions.zip_stream import ZipStream

# Excel reads this many lines of a sheet; the first is the heading.
LINES_IN_A_SHEET = 1_048_576
# Below what a zip can hold of one part without the 64-bit form, which Excel takes for damage in a stream.
BYTES_IN_A_SHEET = 1_900_000_000
FASTEST = 1  # level of compression: the third level takes half as long again and saves a tenth

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."

_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_TEXT_STYLE, _HEADING_STYLE = 1, 2
_SEPARATOR = "\x1f"  # in no cell: spreadsheets.cells takes controls out


def stream(heading, pages, *, lines=LINES_IN_A_SHEET, words=None, title="Signatures"):
    """The bytes of the file, piece by piece; the heading comes before the first page is asked for.

    `words`: how many columns hold text; those behind them hold whole numbers, which can be added up. None: all.
    """
    words = len(heading) if words is None else words
    package = ZipStream(timezone.localtime(), level=FASTEST)
    pages = _Pages(pages)
    yield package.whole("xl/styles.xml", _STYLES.encode())
    number = 0
    while number == 0 or not pages.is_over:
        number += 1
        yield from _sheet(package, number, heading, pages, lines, words)
    yield package.whole("xl/workbook.xml", _workbook(number, title).encode())
    yield package.whole("xl/_rels/workbook.xml.rels", _workbook_relations(number).encode())
    yield package.whole("_rels/.rels", _package_relations().encode())
    yield package.whole("[Content_Types].xml", _content_types(number).encode())
    yield package.close()


class _Pages:
    """Pages of rows, of which a sheet takes what it has room for."""

    def __init__(self, pages):
        self._pages, self._page, self._begun = iter(pages), [], False

    @property
    def is_over(self):
        if not self._page:
            self._page = next(self._pages, [])
        return not self._page

    def take(self, most):
        taken, self._page = self._page[:most], self._page[most:]
        return taken


def _sheet(package, number, heading, pages, lines, words):
    numbers = len(heading) - words
    with package.open(f"xl/worksheets/sheet{number}.xml") as part:
        written = part.write(_sheet_start(heading).encode())
        yield package.take()
        left = lines - 1
        while left and written < BYTES_IN_A_SHEET and not pages.is_over:
            rows = pages.take(left)
            left -= len(rows)
            written += part.write(_rows(rows, words, numbers).encode())
            yield package.take()
        part.write(b"</sheetData></worksheet>")
    yield package.take()


def _sheet_start(heading):
    """With the first line fixed at the top, and columns wide enough for a name."""
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols><col min="1" max="{len(heading)}" width="22" customWidth="1"/></cols><sheetData>'
        + _rows([heading], len(heading), 0, _HEADING_STYLE)
    )


def _rows(rows, words, numbers, style=_TEXT_STYLE):
    """The XML of `rows`. All cells are escaped in three passes over one text, not in three for each cell."""
    cell = f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>'
    line = f"<row>{cell * words}{'<c><v>%s</v></c>' * numbers}</row>"
    text = _SEPARATOR.join(chain.from_iterable(rows))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return line * len(rows) % tuple(text.split(_SEPARATOR))


def _workbook(sheets, title):
    names = "".join(
        f'<sheet name="{title if sheets == 1 else f"{title} {n}"}" sheetId="{n}" r:id="rId{n}"/>'
        for n in range(1, sheets + 1)
    )
    return f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{names}</sheets></workbook>'


def _relation(number, kind, target):
    return f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'


def _relations(inside):
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(inside)}</Relationships>'


def _workbook_relations(sheets):
    found = [_relation(n, "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, sheets + 1)]
    return _relations([*found, _relation(sheets + 1, "styles", "styles.xml")])


def _package_relations():
    return _relations([_relation(1, "officeDocument", "xl/workbook.xml")])


def _content_types(sheets):
    parts = {"/xl/workbook.xml": "sheet.main", "/xl/styles.xml": "styles"}
    parts |= {f"/xl/worksheets/sheet{n}.xml": "worksheet" for n in range(1, sheets + 1)}
    overrides = "".join(f'<Override PartName="{k}" ContentType="{_TYPE}{v}+xml"/>' for k, v in parts.items())
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
