"""Decisions on so many signatures that the worker carries them out, chunk by chunk; and their undoing.

60,000 take most of a minute. In one transaction, within a request, that is longer than a server in front waits, and on
SQLite nobody could sign meanwhile. Here each chunk is a transaction, and the decision remembers how far it is: whoever
kills the worker loses nothing, and an undo may be asked for before the end.
"""

from time import monotonic, sleep

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from petitions.models import ReviewDecision
from petitions.one_at_a_time import one_at_a_time
from petitions.reviewing import (
    AlreadyUndone,
    MoreThanShown,
    NothingToDecide,
    Selection,
    decide_on,
    open_to,
    restore,
    to_restore,
)

# With more, a decision is the worker's. So many take three seconds within a request.
LONG = 5000
CHUNK = 500
# Between two chunks, in seconds: whoever waits to write on SQLite looks again every 0.1 s.
BREATH = 0.12
# After so many seconds other tasks have their turn, the count among them.
TURN = 10

UnderWay = ReviewDecision.UnderWay


def ask_to_decide(*, selection, verdict, reason, by, at_most):
    """As `reviewing.decide`, for the worker. The selection is bound to a moment (Selection.as_of).

    Effects, in one transaction: each petition gets a ReviewDecision that is under way; the caller queues the work
    (petitions.tasks). Returns the decisions. Raises NothingToDecide; MoreThanShown beyond `at_most`.
    """
    found = open_to(verdict, selection.signatures()).order_by()
    numbers = dict(found.values_list("petition").annotate(total=Count("pk")))
    total = sum(numbers.values())
    if not total:
        raise NothingToDecide
    if total > at_most:
        raise MoreThanShown(total)
    with transaction.atomic():
        return [
            ReviewDecision.objects.create(
                petition_id=petition,
                verdict=verdict,
                reason=reason,
                made_by=by,
                under_way=UnderWay.DECIDING,
                selection=selection.as_kept() | {"petition": petition},
                expected=number,
                chosen_by=selection.in_words_of_history(total),
            )
            for petition, number in numbers.items()
        ]


def ask_to_undo(*, decision, by):
    """As `reviewing.undo`, for the worker; a decision that is being carried out goes no further.

    Effects: the decision says that it is being undone, when and by whom; the caller queues the work. Raises
    AlreadyUndone.
    """
    begun = {"under_way": UnderWay.UNDOING, "selection": {}, "reached": 0}
    standing = ReviewDecision.objects.filter(pk=decision.pk, undone_at=None)
    if not standing.update(undone_at=timezone.now(), undone_by=by, **begun):
        raise AlreadyUndone


def carry_on(*, pk):
    """Work on what is under way for the time of one turn. Returns whether something is left.

    Effects, a transaction for each chunk: those of `reviewing.decide` or `reviewing.undo`, and how far it is. Never
    more signatures than were shown are decided on. Raises BeingDone when another worker is at it.
    """
    ends_at = monotonic() + TURN
    with one_at_a_time(f"review {pk}"):
        while _step(pk):
            if monotonic() > ends_at:
                return True
            sleep(BREATH)
    return False


@transaction.atomic
def _step(pk):
    """One chunk. Returns whether there was one."""
    decision = ReviewDecision.objects.select_for_update().get(pk=pk)
    step = {UnderWay.DECIDING: _decide_next, UnderWay.UNDOING: _restore_next}.get(decision.under_way)
    if step is None:
        return False
    is_left = step(decision)
    if not is_left:
        decision.under_way, decision.selection = "", {}
    decision.save(update_fields=["count", "restored", "reached", "under_way", "selection"])
    return is_left


def _decide_next(decision):
    found = open_to(decision.verdict, Selection.from_kept(decision.selection).signatures())
    columns = found.order_by("pk").select_for_update().only("petition_id", "state", "is_cleared")
    still = min(CHUNK, decision.expected - decision.count)
    rows = list(columns.filter(pk__gt=decision.reached)[:still])
    if rows:
        decide_on(decision, rows)
        decision.reached = rows[-1].pk
    return bool(rows)


def _restore_next(decision):
    rows = to_restore(decision, decision.reached, CHUNK)
    if rows:
        decision.restored += restore(rows)
        decision.reached = rows[-1].pk
    return bool(rows)
