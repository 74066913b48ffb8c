"""Packs for officials: asked for, made by the worker file by file, stopped, gone on with, handed over."""

import logging

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from petitions.models import Delivery, DeliveryFile, Signature
from petitions.one_at_a_time import one_at_a_time
from petitions.packs import facts, files
from petitions.packs.manifest import checksum_of
from resources.rendering import press
from resources.rendering.problems import RenderingProblem

logger = logging.getLogger(__name__)

State = Delivery.State


class NobodyThere(Exception):
    """There is no riding with a signature, so there is no pack to make."""


class NotReady(Exception):
    """A pack is handed over once all its files are made."""


def ask_for_delivery(*, petition, recipient, language, detail, letter, by):
    """Ask for the pack of one decision-maker. Returns the Delivery.

    Effects: it is stored as waiting; the caller queues its making (see petitions.tasks).
    """
    return Delivery.objects.create(
        petition=petition, recipient=recipient, language=language, detail=detail, letter=letter, made_by=by
    )


def ask_for_delivery_per_riding(*, petition, language, detail, letter, by):
    """Ask for a pack for the member of each riding in which somebody has signed. Returns the Deliveries.

    Effects, in one transaction: they are stored as waiting, all with the same moment up to which they count. A pack
    with names has those of its own riding alone. Raises NobodyThere.
    """
    ridings = list(Signature.objects.ridings_of(petition))
    if not ridings:
        raise NobodyThere(petition.pk)
    now = timezone.now()
    common = {
        "petition": petition,
        "language": language,
        "detail": detail,
        "letter": letter,
        "made_by": by,
        "counted_until": now,
        "made_at": now,
    }
    return Delivery.objects.bulk_create(Delivery(riding=riding, **common) for riding in ridings)


def make_delivery(*, pk, tell=lambda delivery: None):
    """Make the files of a pack that are not made yet; `tell` is called with the Delivery after each.

    Effects: the first time, the numbers are taken and the files planned, in one transaction. Then each file is a step:
    made whole, stored, and only then marked as made. So whenever this is killed it goes on from what exists, with the
    same bytes as if it had never been. When staff stop the pack, the file at hand is the last. With the last file of
    all, the checksum is written and the pack is ready. A pack that is stopped, failed or ready is left as it is.
    Somebody who withdraws or is erased meanwhile is in no file that is made later.

    Raises BeingDone when another process is at this pack, RenderingProblem after marking it as failed.
    """
    with one_at_a_time(f"delivery {pk}"):
        delivery = Delivery.objects.select_related("petition", "recipient").get(pk=pk)
        if delivery.state not in (State.WAITING, State.MAKING):
            return delivery
        _plan(delivery)
        try:
            for part in delivery.files.missing(files.ORDER):
                tell(delivery)
                if not _is_wanted(delivery):
                    break
                _make(delivery, part)
            else:
                _finish(delivery)
        except RenderingProblem as problem:
            Delivery.objects.filter(pk=pk).update(state=State.FAILED, problem=type(problem).__name__)
            raise
        finally:
            press.rest()
        tell(delivery)
        return delivery


@transaction.atomic
def _plan(delivery):
    if delivery.steps:
        return
    delivery.facts = facts.facts_of(delivery)
    parts = DeliveryFile.objects.bulk_create(files.planned(delivery))
    delivery.steps, delivery.state = len(parts), State.MAKING
    delivery.save(update_fields=["facts", "steps", "state"])


def _is_wanted(delivery):
    """Whether it goes on; a state that staff changed meanwhile is the one that holds."""
    delivery.refresh_from_db(fields=["state"])
    if delivery.state == State.WAITING:
        Delivery.objects.filter(pk=delivery.pk, state=State.WAITING).update(state=State.MAKING)
    return delivery.state in (State.WAITING, State.MAKING)


def _make(delivery, part):
    content, part.sha256, part.pages, part.rows = files.made(delivery, part)
    with content:
        part.size = content.size
        # What a killed worker left under this name would give this file another one.
        storage = part.file.storage
        path = part.file.field.generate_filename(part, content.name)
        storage.delete(path)
        part.file.name = storage.save(path, content)
    with transaction.atomic():
        part.save()
        Delivery.objects.filter(pk=delivery.pk).update(steps_done=F("steps_done") + 1)
    delivery.steps_done += 1


@transaction.atomic
def _finish(delivery):
    made = [(files.name_of(part), part.sha256) for part in delivery.files.all()]
    ready = {"state": State.READY, "checksum": checksum_of(made), "finished_at": timezone.now(), "problem": ""}
    for name, value in ready.items():
        setattr(delivery, name, value)
    delivery.save(update_fields=list(ready))
    logger.info("delivery %s is ready: %s files", delivery.pk, len(made))


def stop_delivery(*, delivery):
    """Stop the making of a pack after the file at hand. Effects: its state; what is made stays."""
    Delivery.objects.unfinished().filter(pk=delivery.pk).update(state=State.STOPPED)


def resume_delivery(*, delivery):
    """Let a pack that was stopped or failed be gone on with. Effects: its state; the caller queues its making."""
    unfinished = Delivery.objects.filter(pk=delivery.pk).exclude(state=State.READY)
    return bool(unfinished.update(state=State.WAITING, problem=""))


def hand_over(*, delivery, day):
    """Note that the pack was handed over on `day`. Effects: from now on its public page is there. Raises NotReady."""
    if not Delivery.objects.filter(pk=delivery.pk, state=State.READY).update(handed_over_on=day):
        raise NotReady(delivery.pk)
