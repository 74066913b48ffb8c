"""Batches of signed sheets: entered twice, compared, counted.

A batch counts once two entries of it agree. They are made by two people, or by one with an hour between them, so
that the second is read from the paper and not from memory.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from petitions.models import PaperBatch, PaperEntry

PAUSE = timedelta(hours=1)


class TooSoon(Exception):
    """The first entry is this person's own, and less than an hour old. `args[0]`: when they may enter again."""


class EnteredTwice(Exception):
    """The batch has both its entries."""


class NotCompared(Exception):
    """An entry is corrected only beside the other one: before that, whoever corrects it would have seen it."""


class SetAside(Exception):
    """The batch is set aside; nothing is entered or corrected in it."""


class NoNote(Exception):
    """Whoever sets a batch aside says why."""


def may_enter_at(batch, person):
    """The moment from which `person` may make the next entry of `batch`; None: now."""
    first = next(iter(batch.entries.all()), None)
    if first is None or first.entered_by_id not in (person.pk, None):
        return None
    allowed = first.entered_at + PAUSE
    return allowed if allowed > timezone.now() else None


def enter_batch(*, batch, person, sheets, lines, provinces):
    """Save what `person` read on the sheets: how many sheets and filled-in lines, and {province: valid signatures}.

    Effects: the entry is stored as the first or the second. After the second the batch is counted when both agree,
    and is marked as differing when they do not. Returns the batch. Raises TooSoon, EnteredTwice, SetAside.
    """
    with transaction.atomic():
        batch = _held(batch)
        if batch.state == PaperBatch.State.SET_ASIDE:
            raise SetAside(batch.pk)
        if len(batch.entries.all()) > 1:
            raise EnteredTwice(batch.pk)
        allowed = may_enter_at(batch, person)
        if allowed:
            raise TooSoon(allowed)
        PaperEntry.objects.create(
            batch=batch,
            place=len(batch.entries.all()) + 1,
            entered_by=person,
            **_numbers(sheets, lines, provinces),
        )
        return _settle(batch)


def correct_entry(*, entry, sheets, lines, provinces):
    """Correct one of the two entries of a batch, after looking at the sheets once more.

    Effects: the entry is changed, and what stood in it is in its history; the batch is counted when both agree now,
    and counts no more when they do not. Returns the batch. Raises NotCompared, SetAside.
    """
    with transaction.atomic():
        batch = _held(entry.batch)
        if batch.state == PaperBatch.State.SET_ASIDE:
            raise SetAside(batch.pk)
        if len(batch.entries.all()) < 2:
            raise NotCompared(batch.pk)
        entry = batch.entries.get(pk=entry.pk)
        for name, value in _numbers(sheets, lines, provinces).items():
            setattr(entry, name, value)
        entry.save()
        return _settle(batch)


def set_aside(*, batch, note):
    """Take a batch out of the count, or out of the work, and say why.

    Effects: state and note are saved; it counts no more. Its entries stay. Raises NoNote.
    """
    if not note.strip():
        raise NoNote(batch.pk)
    with transaction.atomic():
        batch = _held(batch)
        batch.state, batch.counted_at, batch.note = PaperBatch.State.SET_ASIDE, None, note.strip()
        batch.save()
    return batch


def take_up_again(*, batch):
    """Bring back a batch that was set aside. Effects: its state follows from its entries again."""
    with transaction.atomic():
        return _settle(_held(batch))


def keep_scan(*, batch, before):
    """Delete the scan at the path `before` once the batch has another one, or none. Effects: that one file is gone."""
    if before and before != batch.scan.name:
        batch.scan.storage.delete(before)


def _held(batch):
    """The batch as it is stored, locked until the transaction ends, with its entries."""
    return PaperBatch.objects.select_for_update(of=("self",)).prefetch_related("entries").get(pk=batch.pk)


def _numbers(sheets, lines, provinces):
    counted = {code: number for code, number in provinces.items() if number}
    return {"sheets": sheets, "lines": lines, "provinces": counted, "valid": sum(counted.values())}


def _settle(batch):
    """Give the batch the state that its entries ask for."""
    State = PaperBatch.State
    entries = list(PaperEntry.objects.filter(batch=batch))
    if len(entries) < 2:
        batch.state, batch.counted_at = State.AWAITING, None
    elif entries[0].numbers == entries[1].numbers:
        batch.state, batch.counted_at = State.COUNTED, batch.counted_at or timezone.now()
    else:
        batch.state, batch.counted_at = State.DIFFERS, None
    batch.save()
    return batch
