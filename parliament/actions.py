"""Bringing ridings, members and postal areas in from files."""

import datetime
import zlib
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parliament.matching import plan, vacant_seat
from parliament.models import Member, Office, PostalArea, Riding

# Members and areas name ridings, so that these come first.
_ORDER = ("ridings", "members", "offices", "areas")
MODELS = {"ridings": Riding, "members": Member, "offices": Member, "areas": PostalArea}
# A part of a roster, taken for the whole, would remove the rest of the House.
MOST_REMOVED, OR_ONE_IN = 5, 10
# The width of a history's reason.
_REASON = 100


class TooManyGone(Exception):
    """So much is missing from the file `name`, or without a name in it, that it looks like a part: `gone` of `all`."""

    def __init__(self, name, gone, all):
        super().__init__(name, gone, all)
        self.name, self.gone, self.all = name, gone, all

    def __str__(self):
        return _(
            "%(gone)d of %(all)d records are not in the file, or have no name there. "
            "So many are not removed at once: is it the whole list?"
        ) % {"gone": self.gone, "all": self.all}


class Provenance(NamedTuple):
    """Where a file comes from and when it was right. What is empty leaves what is stored as it is."""

    as_of: datetime.date | None = None
    source_name_en: str = ""
    source_name_fr: str = ""
    source_url: str = ""

    def columns(self, sheet):
        """{column: value}. A file whose day nobody tells is as of the newest day in it, or of today."""
        told = self._replace(as_of=self.as_of or sheet.as_of or timezone.localdate())
        return {name: value for name, value in told._asdict().items() if value}


class Changed(NamedTuple):
    name: str
    differences: list


@dataclass
class Report:
    """What an import did, or would do. Names in words; `gone` lists what the file lacks, removed or not."""

    file: str
    model: type
    added: list
    changed: list
    unchanged: int
    gone: list
    were_removed: bool
    notes: list

    @property
    def model_name(self):
        """What its records are called, in the plural."""
        return self.model._meta.verbose_name_plural


def in_order(sheets):
    """Sheets in the order in which they are imported: those that name ridings after the ridings."""
    return sorted(sheets, key=lambda sheet: _ORDER.index(sheet.kind))


def try_sheets(*, sheets, **options):
    """The Reports of what `import_sheet` would do with each Sheet and the same options. Changes nothing.

    Later sheets find what earlier ones would bring. Raises FileRefused and TooManyGone.
    """
    with transaction.atomic():
        reports = [import_sheet(sheet=sheet, **options) for sheet in in_order(sheets)]
        transaction.set_rollback(True)
    return reports


@transaction.atomic
def import_sheet(*, sheet, provenance, remove=False, progress=lambda rows: rows):
    """Bring in the rows of one Sheet. Returns a Report.

    Effects, all or none: new records are added and differing ones changed, both with their history; the day and
    the source are noted with all that the sheet confirms, without history. What the sheet lacks is removed with
    `remove`: ridings and areas are deleted, seats become vacant. `progress(rows)` is iterated over in place of the
    rows. Another import that runs is waited for. Raises FileRefused and TooManyGone.
    """
    _wait_for_others()
    model = MODELS[sheet.kind]
    found = plan(sheet, progress)
    confirmed = len(found.changed) + len(found.unchanged)
    all, going = confirmed + len(found.gone), found.vacated + (len(found.gone) if remove else 0)
    if going > max(MOST_REMOVED, all // OR_ONE_IN):
        raise TooManyGone(sheet.name, going, all)
    report = Report(
        file=sheet.name,
        model=model,
        added=[_name(record) for record in found.added],
        changed=[Changed(_name(record), found.differences[record.pk]) for record in found.changed],
        unchanged=len(found.unchanged),
        gone=[_name(record) for record in found.gone],
        were_removed=remove and bool(found.gone),
        notes=found.notes,
    )
    columns = provenance.columns(sheet)
    reason = _("Imported from %(file)s") % {"file": sheet.name}
    # A file of offices tells nothing of who sits, nor of when that was right.
    own = {} if sheet.kind == "offices" else columns
    for record in [*found.added, *found.changed]:
        record._change_reason = reason[:_REASON]
        for name, value in own.items():
            setattr(record, name, value)
    _add(model, found)
    _change(model, found)
    _confirm(model, found, own)
    _settle_offices(found, columns, reason[:_REASON])
    if remove:
        _remove(found.gone, reason[:_REASON], columns)
    return report


def _wait_for_others():
    """Two imports at once would lay their rows beside the same records, and both add the same ones.

    SQLite has one writer at a time anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [zlib.crc32(b"parliament.import")])


def _name(record):
    """A record's name in a report."""
    if isinstance(record, Member):
        return f"{record.riding}: {record}"
    return f"{record} ({record.number})" if isinstance(record, Riding) else str(record)


def _add(model, found):
    records = model.objects.bulk_create(found.added)
    histories = model.history.bulk_history_create(records)
    if model is PostalArea:
        links = _link(found, records)
        _remember(links, dict(zip([record.pk for record in records], histories, strict=True)))


def _change(model, found):
    if model is PostalArea:
        PostalArea.ridings.through.objects.filter(postalarea__in=[area.pk for area in found.changed]).delete()
        _link(found, found.changed)
    for record in found.changed:
        # Its history copies the links that stand by now.
        record.save()


def _link(found, areas):
    Link = PostalArea.ridings.through
    return Link.objects.bulk_create(
        Link(postalarea_id=area.pk, riding_id=riding.pk) for area in areas for riding in found.candidates[area.fsa]
    )


def _remember(links, histories):
    """The candidates in the histories of new areas, in one statement instead of three an area."""
    Remembered = PostalArea.history.model.ridings.model
    Remembered.objects.bulk_create(
        Remembered(
            history=histories[link.postalarea_id],
            id=link.pk,
            postalarea_id=link.postalarea_id,
            riding_id=link.riding_id,
        )
        for link in links
    )


def _confirm(model, found, columns):
    """A history line for each of hundreds of records that stayed as they are would bury the changes."""
    if columns:
        model.objects.filter(pk__in=[record.pk for record in found.unchanged]).update(**columns)


def _settle_offices(found, columns, reason):
    """Others in place of those that a seat had; the hours that staff have found out stay with an office that stays."""
    Office.objects.filter(member__riding__in=found.offices_confirmed).update(**columns)
    members = {m.riding_id: m for m in Member.objects.filter(riding__in=found.offices).prefetch_related("offices")}
    for riding, rows in found.offices.items():
        before = defaultdict(list)  # several may have a telephone alone
        for office in members[riding].offices.all():
            before[office.kind, office.address].append(office)
        for position, row in enumerate(rows, 1):
            same = before[row.kind, row.address]
            office = same.pop(0) if same else Office(member=members[riding])
            for name, value in {**row._asdict(), "position": position, **columns}.items():
                setattr(office, name, value)
            office._change_reason = reason
            office.save()
        for office in chain.from_iterable(before.values()):
            office._change_reason = reason
            office.delete()


def _remove(gone, reason, columns):
    for record in gone:
        record._change_reason = reason
        if isinstance(record, Member):
            _vacate(record, columns)
        else:
            record.delete()


def _vacate(member, columns):
    # What staff corrected was of the member who has left.
    for name, value in {**vacant_seat(), **columns, "corrected": []}.items():
        setattr(member, name, value)
    member.save()
    member.offices.all().delete()
