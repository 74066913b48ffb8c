"""Lays the rows of a file beside the stored records: what is new, what differs, what is gone. Writes nothing.

Ridings are found by their names. A number is believed only beside the representation order that it belongs to:
35061 and 35064 are both "Mississauga—Lakeshore", in 2013 and in 2023.
"""

from parliament.csv_files import FileRefused
from parliament.matching.areas import Areas
from parliament.matching.members import Members, vacant_seat
from parliament.matching.offices import OfficesOfMembers
from parliament.matching.ridings import Ridings

__all__ = ["plan", "vacant_seat"]

_KINDS = {"ridings": Ridings, "members": Members, "offices": OfficesOfMembers, "areas": Areas}


def plan(sheet, progress):
    """The Plan of a Sheet. `progress(rows)` is iterated over in place of the rows. Raises FileRefused."""
    matching = _KINDS[sheet.kind](sheet)
    for row in progress(sheet.rows):
        matching.lay(row)
    matching.finish()
    if matching.problems:
        raise FileRefused(sheet.name, matching.problems)
    return matching.plan
