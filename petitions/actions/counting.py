"""The tally: what was confirmed, withdrawn or changed since the last window is added and taken away."""

from collections import Counter

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from petitions.models import PaperEntry, PetitionEntry, Signature, Tally, TallyPart
from petitions.querysets import week_of_confirmation

# Rows in one transaction: 0.15 seconds. On SQLite, whoever signs meanwhile waits for it.
BATCH = 2_000
MILESTONES = (
    100, 500, 1_000, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000,
    10_000_000,
)  # fmt: skip
GROUP = ("province", "riding", "language", "week")


def count_window():
    """Bring each petition's tally up to date with what its signatures say now. Costs what is new, not what is there.

    Effects, in transactions of one batch of one petition each: parts and tally are changed, and the rows remember the
    part that holds them now, so that whenever this is interrupted nothing is lost or counted twice. A row is found by
    what it is, not by when that happened: a confirmation that is committed late is counted by the next window. The
    petition's tally is locked; a second counter passes over it. Paper is written from the batches that count.
    Milestones that are reached become entries of the petition's timeline, once.

    Returns {petition pk: number of signatures that were counted or taken away}.
    """
    counted = Counter()
    for petition_id in list(Signature.objects.petitions_due_for_count()):
        Tally.objects.get_or_create(petition_id=petition_id)
        while rows := _count_batch(petition_id):
            counted[petition_id] += rows
            if rows < BATCH:
                break
    count_paper()
    return dict(counted)


@transaction.atomic
def _count_batch(petition_id):
    """Count up to BATCH rows that are due. Returns how many; 0 as well while another counter is at this petition."""
    tally = Tally.objects.held_for(petition_id)
    if tally is None:
        return 0
    rows = list(Signature.objects.due_for_count(petition_id)[:BATCH])
    if not rows:
        return 0
    leaving, entering = Counter(), Counter()
    for row in rows:
        if row.counted_in_id:
            leaving[row.counted_in_id] += 1
        if row.state == Signature.State.CONFIRMED:
            entering[tuple(getattr(row, name) for name in GROUP)] += 1
    change, change_abroad = _change_parts(petition_id, leaving, entering)
    _remember_parts(petition_id, rows)
    _write_total(
        tally,
        confirmed=max(0, tally.confirmed + change),
        outside_canada=max(0, tally.outside_canada + change_abroad),
    )
    return len(rows)


def _change_parts(petition_id, leaving, entering):
    """Write the parts. `leaving` is {part pk: rows}, `entering` {group: rows}. Returns (change, change of no province).

    Nobody else writes them while the tally is locked, so they are read, changed and written as they shall be.
    """
    parts = {
        tuple(getattr(part, name) for name in GROUP): part
        for part in TallyPart.objects.of_groups(petition_id, leaving, {group[-1] for group in entering})
    }
    before = {group: part.confirmed for group, part in parts.items()}
    for part in parts.values():
        # Never below nothing: what is wrong already is for the nightly count, and must not stop this one.
        part.confirmed = max(0, part.confirmed - leaving[part.pk])
    for group, rows in entering.items():
        part = parts.setdefault(group, TallyPart(petition_id=petition_id, **dict(zip(GROUP, group, strict=True))))
        part.confirmed += rows
    changed = [part for group, part in parts.items() if part.confirmed != before.get(group)]
    TallyPart.objects.write(changed)
    changes = {group: part.confirmed - before.get(group, 0) for group, part in parts.items()}
    return sum(changes.values()), sum(change for group, change in changes.items() if not group[0])


def _remember_parts(petition_id, rows):
    """Write into each row which part holds it now. The rows are locked: they are still as they were counted."""
    counted = [row.pk for row in rows if row.state == Signature.State.CONFIRMED]
    gone = [row.pk for row in rows if row.state != Signature.State.CONFIRMED]
    own_part = TallyPart.objects.filter(
        petition_id=petition_id,
        province=OuterRef("province"),
        riding=OuterRef("riding"),
        language=OuterRef("language"),
        week=OuterRef("week"),
    )
    Signature.objects.filter(pk__in=counted).annotate(week=week_of_confirmation()).update(
        counted_in=Subquery(own_part.values("pk")), has_moved=False
    )
    Signature.objects.filter(pk__in=gone).update(counted_in=None, has_moved=False)


def _write_total(tally, **numbers):
    """Write `numbers` into the locked tally, and the milestones that its total has reached by them."""
    before = tally.total
    for name, number in numbers.items():
        setattr(tally, name, number)
    tally.counted_at = timezone.now()
    tally.save(update_fields=[*numbers, "counted_at"])
    for milestone in MILESTONES:
        if before < milestone <= tally.total:
            PetitionEntry.objects.get_or_create(
                petition_id=tally.petition_id, kind=PetitionEntry.Kind.MILESTONE, count=milestone
            )


def count_paper():
    """Write into each tally what the counted batches of its petition come to, in all and by province.

    Effects: as those of the window; a tally that another counter holds is left to the next window.
    """
    counted = {}
    for petition_id, valid, provinces in PaperEntry.objects.counted():
        total, by_province = counted.get(petition_id, (0, Counter()))
        by_province.update(provinces)
        counted[petition_id] = (total + valid, by_province)
    written = {
        petition_id: (paper, provinces)
        for petition_id, paper, provinces in Tally.objects.values_list("petition_id", "paper", "paper_provinces")
    }
    for petition_id in counted.keys() | written.keys():
        paper, provinces = counted.get(petition_id, (0, {}))
        if written.get(petition_id, (0, {})) != (paper, dict(provinces)):
            _write_paper(petition_id, paper, dict(provinces))


def _write_paper(petition_id, paper, provinces):
    Tally.objects.get_or_create(petition_id=petition_id)
    with transaction.atomic():
        tally = Tally.objects.held_for(petition_id)
        if tally is not None:
            _write_total(tally, paper=paper, paper_provinces=provinces)
