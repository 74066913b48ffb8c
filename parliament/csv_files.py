"""Reads the CSV files that ridings, members and postal areas are imported from, and says what is wrong with them.

A file is recognised by its header. Reading knows nothing of what is stored; `parliament.matching` lays the rows
beside the records.
"""

import csv
import datetime
import io
from typing import NamedTuple

from django.utils.translation import gettext as _

from parliament.office_rows import listed_offices
from parliament.postal_codes import fsa_of
from parliament.provinces import province_of_postal_code


class Problem(NamedTuple):
    """What is wrong; `line` is that of the file as a text editor counts, 0 for the whole file."""

    line: int
    words: str

    def __str__(self):
        return _("Line %(line)d: %(words)s") % {"line": self.line, "words": self.words} if self.line else self.words


class FileRefused(Exception):
    """A file from which nothing was imported. `problems`: [Problem]."""

    def __init__(self, name, problems):
        super().__init__(name, problems)
        self.name, self.problems = name, problems


class RidingRow(NamedTuple):
    line: int
    number: str
    representation_order: int
    name_en: str
    name_fr: str
    province: str


class MemberRow(NamedTuple):
    """What its source does not tell at all is None: the record keeps what it has. A vacant seat has no names.

    `offices`: a tuple of office_rows.OfficeRow, the main one of each kind first.
    """

    line: int
    riding_en: str
    riding_fr: str
    province: str
    first_name: str
    last_name: str
    party_en: str
    party_fr: str | None
    email: str
    person_id: str | None
    gender: str | None = None
    languages: str | None = None
    offices: tuple | None = None

    @property
    def is_vacant(self):
        return not self.first_name and not self.last_name


class OfficesRow(NamedTuple):
    """The offices of one member, who is found by the number at the House, or by name."""

    line: int
    person_id: str
    first_name: str
    last_name: str
    offices: tuple


class AreaRow(NamedTuple):
    """`ridings`: the English names of the candidates. Their numbers, of an order that the file does not tell, are
    left out."""

    line: int
    fsa: str
    province: str
    place: str
    ridings: tuple


class Sheet(NamedTuple):
    """A file that was read. `kind`: ridings, members, offices or areas, as a word; `as_of`: its newest day, or None."""

    name: str
    kind: str
    rows: list
    as_of: datetime.date | None


def says_vacant(first_name, last_name):
    """Whether a source has "Vacant" for a name. What else its row says is of the member who has left."""
    return f"{first_name} {last_name}".strip().casefold() in ("vacant", "vacante")


def read(name, content):
    """The Sheet in `content`, the bytes of the CSV file `name`. Raises FileRefused with every problem found."""
    reader = _Reader(name, content)
    sheet = reader.sheet()
    if reader.problems:
        raise FileRefused(name, reader.problems)
    return sheet


class _Reader:
    # What tells the kinds apart. The first whose columns are all there is meant.
    KINDS = (
        ("areas", {"fsa", "candidate_names_en"}),
        ("offices", {"person_id", "first_name", "last_name", "hill_phone", "main_office"}),
        ("members", {"riding_en", "first_name", "last_name", "party", "email"}),
        ("ridings", {"fed_num", "name_en", "name_fr", "province", "rep_order"}),
    )

    def __init__(self, name, content):
        self.name, self.content, self.problems, self.days = name, content, [], set()

    def sheet(self):
        table = self._table()
        header = next(table, (0, []))[1]
        columns = [title.strip().casefold() for title in header]
        kind = next((kind for kind, needed in self.KINDS if needed <= set(columns)), None)
        if kind is None:
            raise FileRefused(self.name, [Problem(0, self._unknown(columns))])
        make = {"ridings": self._riding, "members": self._member, "offices": self._offices, "areas": self._area}[kind]
        rows = [make(line, cells) for line, cells in self._records(table, columns)]
        if not rows and not self.problems:
            self.problems.append(Problem(0, _("The file has a header and no rows.")))
        return Sheet(self.name, kind, [row for row in rows if row], max(self.days, default=None))

    def _unknown(self, columns):
        needed = {kind: ", ".join(sorted(names)) for kind, names in self.KINDS}
        return _(
            "The first line does not name the columns of a known kind of file. It has: %(columns)s. "
            "Needed for ridings: %(ridings)s; for members: %(members)s; for their offices: %(offices)s; "
            "for postal areas: %(areas)s."
        ) % {"columns": ", ".join(filter(None, columns)) or "–", **needed}

    def _table(self):
        """(number of its first line, cells) of every row of the file, the header among them."""
        try:
            text = self.content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = self.content[: error.start].count(b"\n") + 1
            words = _("The file is not in UTF-8. In a spreadsheet, save it as “CSV UTF-8”.")
            raise FileRefused(self.name, [Problem(line, words)]) from error
        if "\x00" in text:  # which no database takes
            line = text.partition("\x00")[0].count("\n") + 1
            raise FileRefused(self.name, [Problem(line, _("A character stands here that is no text (NUL)."))])
        first = text.partition("\n")[0]
        # Spreadsheets set to French write semicolons.
        table = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
        start = 1
        try:
            for cells in table:
                yield start, [" ".join(cell.split()) for cell in cells]
                start = table.line_num + 1
        except csv.Error as error:
            words = _("This is not readable as CSV: %(error)s.") % {"error": error}
            raise FileRefused(self.name, [Problem(start, words)]) from error

    def _records(self, table, columns):
        for line, cells in table:
            if not any(cells):
                continue
            if len(cells) != len(columns):
                words = _("%(found)d cells stand here, and the header has %(expected)d.")
                self._wrong(line, words % {"found": len(cells), "expected": len(columns)})
            else:
                yield line, dict(zip(columns, cells, strict=True))

    def _wrong(self, line, words):
        self.problems.append(Problem(line, words))

    def _riding(self, line, cells):
        order = cells["rep_order"]
        if not (order.isascii() and order.isdigit() and len(order) == 4):
            return self._wrong(line, _("“%(order)s” is not the year of a representation order.") % {"order": order})
        return RidingRow(
            line, cells["fed_num"], int(order), cells["name_en"], cells["name_fr"], cells["province"].upper()
        )

    def _member(self, line, cells):
        if says_vacant(cells["first_name"], cells["last_name"]):
            cells = cells | dict.fromkeys(("first_name", "last_name", "party", "email", "person_id"), "")
        if cells.get("status_date"):
            self._day(line, cells["status_date"])
        return MemberRow(
            line,
            cells["riding_en"],
            cells.get("riding_fr", ""),
            cells.get("province", "").upper(),
            cells["first_name"],
            cells["last_name"],
            cells["party"],
            cells.get("party_fr"),
            cells["email"],
            cells.get("person_id"),
        )

    def _offices(self, line, cells):
        if cells.get("as_of"):
            self._day(line, cells["as_of"])
        return OfficesRow(line, cells["person_id"], cells["first_name"], cells["last_name"], listed_offices(cells))

    def _day(self, line, text):
        try:
            self.days.add(datetime.date.fromisoformat(text))
        except ValueError:
            self._wrong(line, _("“%(text)s” is not a day such as 2026-04-13.") % {"text": text})

    def _area(self, line, cells):
        fsa = fsa_of(cells["fsa"])
        if len(cells["fsa"]) != 3 or not fsa:
            return self._wrong(line, _("“%(fsa)s” does not begin any postal code.") % {"fsa": cells["fsa"]})
        ridings = tuple(filter(None, (name.strip() for name in cells["candidate_names_en"].split("|"))))
        told = cells.get("n_candidates") or str(len(ridings))
        if told != str(len(ridings)):
            words = _("%(fsa)s has %(told)s candidates by their number, and %(named)d by their names.")
            return self._wrong(line, words % {"fsa": fsa, "told": told, "named": len(ridings)})
        province = cells.get("province", "").upper() or province_of_postal_code(fsa)
        return AreaRow(line, fsa, province, cells.get("place", ""), ridings)
