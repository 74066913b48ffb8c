"""The two entries of a batch side by side, and what was corrected in them."""

from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from parliament.provinces import Province, province_name
from petitions.models import PaperEntry


class Row(NamedTuple):
    """A number as both entries have it."""

    name: str
    first: int
    second: int

    @property
    def differs(self):
        return self.first != self.second


def rows_of(first, second):
    """Every number that one of two entries has, in the order of the form."""
    pairs = [
        (capfirst(_label(name)), getattr(first, name), getattr(second, name)) for name in ("sheets", "lines", "valid")
    ]
    for code in (*Province.values, ""):
        numbers = first.provinces.get(code, 0), second.provinces.get(code, 0)
        if any(numbers):
            pairs.append((_name_of(code), *numbers))
    return [Row(*pair) for pair in pairs]


def changes_of(batch):
    """[(entry's place, when, by whom, [(name, before, after)])] of every correction, the newest first."""
    found = []
    for place, records in _histories(batch).items():
        for before, after in zip(records, records[1:], strict=False):
            changed = [(row.name, row.first, row.second) for row in rows_of(before, after) if row.differs]
            if changed:
                found.append((place, after.history_date, after.history_user, changed))
    return sorted(found, key=lambda change: change[1], reverse=True)


def _histories(batch):
    histories = {}
    for record in PaperEntry.history.filter(batch_id=batch.pk).select_related("history_user").order_by("history_id"):
        histories.setdefault(record.place, []).append(record)
    return histories


def _label(name):
    return PaperEntry._meta.get_field(name).verbose_name


def _name_of(code):
    return str(province_name(code)) or capfirst(_("province cannot be read"))
