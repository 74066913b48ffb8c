"""Lays the rows of a file beside the stored records: what is new, what differs, what is gone. Writes nothing.

Ridings are found by their names. A number is believed only beside the representation order that it belongs to:
35061 and 35064 are both "Mississauga—Lakeshore", in 2013 and in 2023.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from parliament.csv_files import FileRefused, Problem
from parliament.models import Member, PostalArea, Riding
from parliament.models.riding import ORDER_IN_FORCE
from parliament.name_keys import name_key
from parliament.parties import french_party
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
    differences: dict = field(default_factory=dict)
    # What somebody should look at, in words.
    notes: list = field(default_factory=list)
    # The ridings of each area, by its three characters.
    candidates: dict = field(default_factory=dict)


def plan(sheet, progress):
    """The Plan of a Sheet. `progress(rows)` is iterated over in place of the rows. Raises FileRefused."""
    matching = {"ridings": _Ridings, "members": _Members, "areas": _Areas}[sheet.kind](sheet)
    for row in progress(sheet.rows):
        matching.lay(row)
    matching.finish()
    if matching.problems:
        raise FileRefused(sheet.name, matching.problems)
    return matching.plan


class _Matching:
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
                self.wrong(row, "%(column)s: %(words)s", column=_column(record, name), words=" ".join(words))
            return
        if record.pk is None:
            self.plan.added.append(record)
            return
        differences = [
            Difference(_column(record, name), _words(record, name, old), _words(record, name, getattr(record, name)))
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


def _column(record, name):
    return str(label_of(record._meta.get_field(name)))


def _words(record, name, value):
    """A value as reports show it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(dict(record._meta.get_field(name).flatchoices).get(value, value) or "–")


def vacant_seat():
    """The columns of a seat without a member: nothing of the last one stays in it."""
    empty = ("first_name", "last_name", "gender", "party_en", "party_fr", "email", "person_id")
    return {"is_vacant": True, **dict.fromkeys(empty, ""), "is_privy_councillor": False}


class _Ridings(_Matching):
    def prepare(self, sheet):
        self.stored = list(Riding.objects.filter(representation_order__in={r.representation_order for r in sheet.rows}))
        self.by_name = {(r.representation_order, key): r for r in self.stored for key in (r.name_key_fr, r.name_key_en)}
        self.by_number = {(r.representation_order, r.number): r for r in self.stored}

    def lay(self, row):
        order = row.representation_order
        told = (("en", name_key(row.name_en), row.name_en), ("fr", name_key(row.name_fr), row.name_fr))
        told += (("", row.number, row.number),)
        repeated = [self.is_repeated(row, (order, kind, key), words) for kind, key, words in told]
        if any(repeated):
            return
        named = [self.by_name.get((order, name_key(name))) for name in (row.name_en, row.name_fr)]
        found = {riding.pk: riding for riding in [*named, self.by_number.get((order, row.number))] if riding}
        if len(found) > 1:
            words = _("The number and the names belong to different ridings here: %(ridings)s.")
            self.wrong(row, words, ridings=", ".join(f"{r} ({r.number})" for r in found.values()))
            return
        record = next(iter(found.values()), None) or Riding(representation_order=order)
        columns = ("number", "name_en", "name_fr", "province")
        self.put(row, record, {name: getattr(row, name) for name in columns})


class _OfRidings(_Matching):
    """Rows that name ridings of the order in force."""

    def find(self, row, name):
        """The riding of that name; None, and a problem, where there is none."""
        riding = self.ridings.get(name_key(name))
        if riding is None and self.ridings:
            words = _("No riding of the %(order)d order is called “%(name)s”.")
            self.wrong(row, words, order=ORDER_IN_FORCE, name=name)
        return riding

    def prepare(self, sheet):
        self.ridings = Riding.objects.of_order(ORDER_IN_FORCE).by_name_key()
        if not self.ridings:
            words = _("There are no ridings of the %(order)d order yet. Import them first.")
            self.problems.append(Problem(0, words % {"order": ORDER_IN_FORCE}))


class _Members(_OfRidings):
    def prepare(self, sheet):
        super().prepare(sheet)
        self.stored = list(Member.objects.filter(riding__representation_order=ORDER_IN_FORCE).select_related("riding"))
        self.by_riding = {member.riding_id: member for member in self.stored}
        self.parties = {m.party_en: m.party_fr for m in self.stored if m.party_en and m.party_fr}
        self.untranslated = set()

    def lay(self, row):
        riding = self.find(row, row.riding_en)
        if riding is None or self.is_repeated(row, riding.pk, row.riding_en):
            return
        if row.riding_fr and self.ridings.get(name_key(row.riding_fr)) != riding:
            words = _("“%(english)s” and “%(french)s” are not names of one riding.")
            self.wrong(row, words, english=row.riding_en, french=row.riding_fr)
        elif row.province not in ("", riding.province):
            words = _("%(riding)s lies in %(province)s, not in %(told)s.")
            self.wrong(row, words, riding=riding, province=riding.province, told=row.province)
        else:
            member = self.by_riding.get(riding.pk) or Member(riding=riding)
            self.put(row, member, vacant_seat() if row.is_vacant else self.values(row, member))

    def values(self, row, member):
        values = {
            "is_vacant": False,
            "first_name": row.first_name,
            "last_name": row.last_name,
            "party_en": row.party_en,
            "party_fr": self.party_fr(row),
            "email": row.email,
        }
        is_same = self.is_same_person(row, member)
        if row.person_id is not None or not is_same:
            values["person_id"] = row.person_id or ""
        if not is_same:
            # What no roster tells and staff have looked up belonged to the person, not to the seat.
            values |= {"gender": "", "is_privy_councillor": False}
        return values

    def is_same_person(self, row, member):
        if row.person_id and member.person_id:
            return row.person_id == member.person_id
        return name_key(row.first_name + row.last_name) == member.name_key

    def party_fr(self, row):
        party = row.party_fr or self.parties.get(row.party_en) or french_party(row.party_en)
        if row.party_en and not party:
            self.untranslated.add(row.party_en)
        return party

    def finish(self):
        super().finish()
        self.plan.gone = [member for member in self.plan.gone if not member.is_vacant]
        for party in sorted(self.untranslated):
            self.plan.notes.append(_("The French name of the party “%(party)s” is missing.") % {"party": party})


class _Areas(_OfRidings):
    def prepare(self, sheet):
        super().prepare(sheet)
        self.stored = list(PostalArea.objects.all())
        self.by_fsa = {area.fsa: area for area in self.stored}
        by_pk = {riding.pk: riding for riding in Riding.objects.all()}
        self.had = defaultdict(list)
        for area, riding in PostalArea.ridings.through.objects.values_list("postalarea", "riding"):
            self.had[area].append(by_pk[riding])

    def lay(self, row):
        if self.is_repeated(row, row.fsa, row.fsa):
            return
        found = [self.find(row, name) for name in row.ridings]
        if None in found:
            return
        area = self.by_fsa.get(row.fsa) or PostalArea(fsa=row.fsa)
        had, has = _names(self.had[area.pk]), _names(found)
        more = [Difference(_column(area, "ridings"), had, has)] if had != has else []
        self.put(row, area, {"fsa": row.fsa, "province": row.province, "place": row.place}, more)
        self.plan.candidates[row.fsa] = list({riding.pk: riding for riding in found}.values())


def _names(ridings):
    return ", ".join(str(riding) for riding in sorted(set(ridings), key=lambda r: (r.representation_order, r.number)))
