"""Keeps the roster as the Represent service has it."""

from parliament import represent
from parliament.actions import Provenance, TooManyGone, import_sheet, try_sheets
from parliament.csv_files import FileRefused
from parliament.models import RosterReading
from parliament.represent_roster import sheet_of

SOURCE = Provenance(
    source_name_en="Represent, by Open North, from ourcommons.ca",
    source_name_fr="Represent, d’Open North, d’après noscommunes.ca",
    source_url="https://represent.opennorth.ca/representatives/house-of-commons/",
)


def sync_members(*, dry_run=False, progress=lambda total: None):
    """Bring in the whole roster. Returns the Report of it, or of its trial.

    Effects, all or none: as those of `import_sheet` with `remove`: a seat that the roster lacks is vacant. Nothing
    is changed when the service does not answer, when a riding is not known by its name, or when more than a tenth of
    the members would go, or have no name in it. Raises RepresentUnavailable, FileRefused, TooManyGone.
    """
    sheet = sheet_of(represent.roster(progress=progress))
    if dry_run:
        return try_sheets(sheets=[sheet], provenance=SOURCE, remove=True)[0]
    return import_sheet(sheet=sheet, provenance=SOURCE, remove=True)


READINGS_KEPT = 60


def sync_and_note():
    """As `sync_members`, for the clock: what became of it is noted for staff. Returns the RosterReading.

    Effects: those of `sync_members`, or none, and one RosterReading; old ones go.
    """
    try:
        report = sync_members()
    except FileRefused as refusal:
        reading = RosterReading(problem="\n".join(problem.words for problem in refusal.problems))
    except (represent.RepresentUnavailable, TooManyGone) as problem:
        reading = RosterReading(problem=str(problem))
    else:
        reading = RosterReading(
            added=len(report.added),
            changed=len(report.changed),
            gone=len(report.gone),
            notes="\n".join(map(str, report.notes)),
        )
    reading.save()
    kept = RosterReading.objects.values_list("pk", flat=True)[:READINGS_KEPT]
    RosterReading.objects.exclude(pk__in=list(kept)).delete()
    return reading
