"""Offices of members as rosters write them: one block of lines, or one line with commas."""

import re
from typing import NamedTuple

from parliament.models.office import Office

# "(Main office)" behind a street, "Main office - Airdrie" on a line of its own. The first is the main one anyway.
_MAIN_BEHIND = re.compile(r",?\s*\((?:main|principal) office\)\s*", re.IGNORECASE)
_MAIN_BEFORE = re.compile(r"^(?:main|principal) office\s*(?:[-–—:]\s*)?", re.IGNORECASE)
_TYPES = {"legislature": Office.Kind.HILL, "constituency": Office.Kind.CONSTITUENCY}


class OfficeRow(NamedTuple):
    """One office. `address`: lines, with line breaks between them; numbers as 613-992-4848."""

    kind: str
    name: str
    address: str
    phone: str
    fax: str

    @property
    def words(self):
        """In one line, as reports show it."""
        return ", ".join(filter(None, (self.name, *self.address.splitlines(), self.phone)))


def office_row(kind, lines, phone, fax):
    """The OfficeRow of what a roster says, or None when that is neither an address nor a telephone."""
    kept = [" ".join(_MAIN_BEHIND.sub(" ", line).split()).strip(", ") for line in lines]
    kept = [line for line in kept if line]
    name = ""
    if kept and _MAIN_BEFORE.match(kept[0]):
        name = _MAIN_BEFORE.sub("", kept.pop(0)).strip()
    row = OfficeRow(kind, name[:120], "\n".join(kept), number(phone), number(fax))
    return row if row.address or row.phone else None


def represent_offices(offices):
    """The OfficeRows of a member of Represent: the Hill's first, then in their order. Odd entries are left out."""
    rows = []
    for office in offices if isinstance(offices, list) else ():
        if isinstance(office, dict) and office.get("type") in _TYPES:
            lines = _text(office, "postal").splitlines()
            rows.append(office_row(_TYPES[office["type"]], lines, _text(office, "tel"), _text(office, "fax")))
    return tuple(sorted(filter(None, rows), key=lambda row: row.kind != Office.Kind.HILL))


_TELEPHONE = re.compile(r"\s+tel\s+(?P<number>\S.*)$")


def listed_offices(cells):
    """The OfficeRows of a row of a file: Hill telephone and fax, main office, others with "|" between them."""
    hill = office_row(Office.Kind.HILL, HILL, cells.get("hill_phone", ""), cells.get("hill_fax", ""))
    main = office_row(
        Office.Kind.CONSTITUENCY,
        _lines(cells.get("main_office", "")),
        cells.get("main_office_phone", ""),
        cells.get("main_office_fax", ""),
    )
    others = [_other(words) for words in cells.get("other_offices", "").split("|")]
    return tuple(filter(None, (hill, main, *others)))


HILL = ("House of Commons", "Ottawa ON  K1A 0A6")


def _other(words):
    telephone = _TELEPHONE.search(words)
    told = telephone["number"] if telephone else ""
    address = words[: telephone.start()] if telephone else words
    return office_row(Office.Kind.CONSTITUENCY, _lines(address), "" if told == "missing" else told, "")


def _lines(address):
    """ "1 Main Street, Suite 2, Airdrie, Alberta, T4B 2R3" as on an envelope: town, province and code are one line."""
    parts = [part.strip() for part in address.split(",") if part.strip()]
    if len(parts) > 3 and re.fullmatch(r"[A-Z]\d[A-Z] ?\d[A-Z]\d", parts[-1]):
        return [*parts[:-3], f"{parts[-3]}, {parts[-2]}  {parts[-1]}"]
    return parts


def _text(record, key):
    value = record.get(key)
    return value if isinstance(value, str) else ""


def number(written):
    """A telephone number as "613-992-4848"; what is no number of this continent stays as it is written."""
    written = " ".join(written.split())
    digits = re.sub(r"\D", "", written)
    if len(digits) == 11 and digits[0] == "1":
        digits = digits[1:]
    if len(digits) != 10 or re.search(r"[A-Za-z]", written):
        return written[:40]
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
