"""How a row is laid beside a record, whatever both are."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from parliament.csv_files import Problem
from parliament.models import Riding
from parliament.name_keys import name_key
from parliament.querysets import ORDER_IN_FORCE
from publishing.side_by_side import label_of


class Difference(NamedTuple):
    """A column's name in words, and its values before and after in words."""

    column: str
    before: str
    after: str


@dataclass
class Plan:
    """Records as the file wants them, unsaved. `differences`: {pk: [Difference]} of the changed ones."""

    added: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    unchanged: list = field(default_factory=list)
    gone: list = field(default_factory=list)
    # How many members have rows that say that nobody sits there any more.
    vacated: int = 0
    differences: dict = field(default_factory=dict)
    # What somebody should look at, in words.
    notes: list = field(default_factory=list)
    # The ridings of each area, by its three characters.
    candidates: dict = field(default_factory=dict)
    # {riding's key: (OfficeRow, …)} of the seats whose offices become others; those of `offices_confirmed` stay.
    offices: dict = field(default_factory=dict)
    offices_confirmed: list = field(default_factory=list)


class Matching:
    def __init__(self, sheet):
        self.plan, self.problems, self.lines = Plan(), [], {}
        self.prepare(sheet)

    def wrong(self, row, message, **values):
        self.problems.append(Problem(row.line, message % values))

    def is_repeated(self, row, key, name):
        """Whether an earlier row was about the same thing; then says so."""
        if first := self.lines.get(key):
            self.wrong(row, _("“%(name)s” stands on line %(first)d already."), name=name, first=first)
        self.lines.setdefault(key, row.line)
        return first is not None

    def put(self, row, record, values, more=()):
        """Give `record` the row's values and note what that makes of it. `more`: further Differences."""
        before = {name: getattr(record, name) for name in values}
        for name, value in values.items():
            setattr(record, name, value)
        others = {f.name for f in record._meta.fields} - set(values)
        try:
            record.clean_fields(exclude=others)
        except ValidationError as error:
            for name, words in error.message_dict.items():
                self.wrong(row, "%(column)s: %(words)s", column=column_of(record, name), words=" ".join(words))
            return
        if record.pk is None:
            self.plan.added.append(record)
            return
        differences = [
            Difference(
                column_of(record, name), words_of(record, name, old), words_of(record, name, getattr(record, name))
            )
            for name, old in before.items()
            if (old or "") != (getattr(record, name) or "")
        ] + list(more)
        if differences:
            self.plan.changed.append(record)
            self.plan.differences[record.pk] = differences
        else:
            self.plan.unchanged.append(record)

    def finish(self):
        """What is known only after the last row."""
        known = {record.pk for record in [*self.plan.changed, *self.plan.unchanged]}
        self.plan.gone = [record for record in self.stored if record.pk not in known]


def column_of(record, name):
    return str(label_of(record._meta.get_field(name)))


def words_of(record, name, value):
    """A value as reports show it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(dict(record._meta.get_field(name).flatchoices).get(value, value) or "–")


class OfRidings(Matching):
    """Rows that name ridings of the order in force."""

    def find(self, row, name):
        """The riding of that name; None, and a problem, where there is none."""
        riding = self.ridings.get(name_key(name))
        if riding is None and self.ridings:
            words = _("No riding of the %(order)d order is called “%(name)s”.")
            self.wrong(row, words, order=ORDER_IN_FORCE, name=name)
        return riding

    def prepare(self, sheet):
        self.ridings = Riding.objects.in_force().by_name_key()
        if not self.ridings:
            words = _("There are no ridings of the %(order)d order yet. Import them first.")
            self.problems.append(Problem(0, words % {"order": ORDER_IN_FORCE}))
