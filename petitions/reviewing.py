"""Decisions of staff on signatures that look suspicious: one, many, or all that match; and back again."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Count, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from petitions.judging import Reason
from petitions.models import ReviewDecision, ReviewedSignature, Signature

# Rows that are read, written and forgotten together: a decision on 50,000 takes no more memory than one on these.
CHUNK = 2000
# A domain with fewer addresses may be somebody's own name, and the history keeps no names.
DOMAIN_OF_MANY = 5

State = Signature.State
Verdict = ReviewDecision.Verdict


class NothingToDecide(Exception):
    """No signature matches, or all of them were decided on, withdrawn or deleted meanwhile."""


class MoreThanShown(Exception):
    """More signatures match than whoever decides has been shown."""


class AlreadyUndone(Exception):
    """Somebody else has undone this decision."""


class Queue(TextChoices):
    """Which signatures reviewers look through."""

    HELD = "held", _("confirmed by their owners, held")
    SUSPECTED = "suspected", _("suspicious, not confirmed yet")
    CONFIRMED = "confirmed", _("confirmed and counted")


@dataclass(frozen=True)
class Selection:
    """Which signatures somebody has chosen: a queue, what narrows it, and when they looked."""

    queue: str = Queue.HELD
    petition: int | None = None
    reason: str = ""
    domain: str = ""
    connection: int | None = None  # the key of a signature that came from it
    since: datetime | None = None
    until: datetime | None = None
    pks: tuple = ()
    as_of: datetime | None = None

    @property
    def is_narrow(self):
        """Whether it is about something: all that ever counted is no selection."""
        return bool(self.domain or self.connection or self.reason or self.pks or (self.since and self.until))

    def signatures(self):
        all_of = {
            Queue.HELD: Signature.objects.held,
            Queue.SUSPECTED: Signature.objects.suspected,
            Queue.CONFIRMED: Signature.objects.confirmed,
        }
        found = all_of[self.queue]()
        narrowing = {
            "petition": self.petition,
            "created_at__gte": self.since,
            "created_at__lt": self.until,
            "pk__in": self.pks,
        }
        found = found.filter(**{name: value for name, value in narrowing.items() if value})
        for name, value in (
            ("with_reason", self.reason),
            ("of_domain", self.domain),
            ("of_connection", self.connection),
            ("as_of", self.as_of),
        ):
            if value:
                found = getattr(found, name)(value)
        return found

    def as_kept(self):
        """As JSON, to be read back by `from_kept`."""
        values = {name: value for name, value in asdict(self).items() if value}
        return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}

    @classmethod
    def from_kept(cls, values):
        moments = {name: datetime.fromisoformat(values[name]) for name in ("since", "until", "as_of") if name in values}
        return cls(**values | moments)

    def in_words_of_history(self, count):
        """What the history keeps of it: {name: value}, nothing that tells a person."""
        kept = {name: value for name, value in asdict(self).items() if value and name not in ("as_of", "petition")}
        if kept.pop("pks", ()):
            kept["ticked"] = True
        if count < DOMAIN_OF_MANY:
            kept.pop("domain", None)
        return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in kept.items()}


@dataclass(frozen=True)
class Preview:
    """What a decision would be about, counted now."""

    selection: Selection
    count: int
    by_reason: list  # [(Reason, how many)]; a signature may have several
    by_petition: list  # [(title, how many)]


def preview(selection):
    """Count before deciding. The Preview's selection is bound to this moment: later signatures are not in it."""
    selection = replace(selection, as_of=timezone.now())
    signatures = selection.signatures().order_by()
    totals = signatures.aggregate(count=Count("pk"))
    by_reason = dict.fromkeys(Reason, 0)
    for codes, count in signatures.values_list("suspicions").annotate(total=Count("pk")):
        for code in set(codes) & set(Reason.values):
            by_reason[Reason(code)] += count
    by_petition = signatures.values_list("petition__title").annotate(total=Count("pk")).order_by("petition__title")
    return Preview(
        selection=selection,
        count=totals["count"],
        by_reason=[(reason, count) for reason, count in by_reason.items() if count],
        by_petition=list(by_petition),
    )


def decide(*, selection, verdict, reason, by, at_most):
    """Accept or invalidate the signatures of a selection.

    Effects, in one transaction: accepted, what was held is confirmed, and what is not confirmed yet will be counted
    when it is; invalidated, a signature counts no longer, whatever it was. Each petition gets a ReviewDecision that
    knows of each signature what it was before. The tally follows by itself. Returns the decisions. Raises
    NothingToDecide; MoreThanShown beyond `at_most`.
    """
    decisions, total = {}, 0
    with transaction.atomic():
        for rows in _in_chunks(open_to(verdict, selection.signatures())):
            total += len(rows)
            if total > at_most:
                raise MoreThanShown(total)
            for petition in {row.petition_id for row in rows}:
                if petition not in decisions:
                    decisions[petition] = ReviewDecision.objects.create(
                        petition_id=petition, verdict=verdict, reason=reason, made_by=by
                    )
                decide_on(decisions[petition], [row for row in rows if row.petition_id == petition])
        if not decisions:
            raise NothingToDecide
        for decision in decisions.values():
            decision.chosen_by = selection.in_words_of_history(total)
            decision.save(update_fields=["count", "chosen_by"])
    return list(decisions.values())


def open_to(verdict, signatures):
    """What is confirmed already has nothing to be accepted for."""
    return signatures.exclude(state=State.CONFIRMED) if verdict == Verdict.ACCEPT else signatures


def _in_chunks(signatures):
    """The rows, locked, a list of CHUNK at a time in the order of their keys."""
    columns = signatures.order_by("pk").select_for_update().only("petition_id", "state", "is_cleared")
    last = 0
    while rows := list(columns.filter(pk__gt=last)[:CHUNK]):
        yield rows
        last = rows[-1].pk


def decide_on(decision, rows):
    """Write one chunk, within a transaction of the caller's, who saves the decision's count."""
    ReviewedSignature.objects.bulk_create(
        [
            ReviewedSignature(
                decision=decision, signature_id=row.pk, state_before=row.state, was_cleared=row.is_cleared
            )
            for row in rows
        ]
    )
    decision.count += len(rows)
    if decision.verdict == Verdict.INVALIDATE:
        _of(rows).update(state=State.INVALIDATED)
        return
    _of(rows).update(is_cleared=True)
    _of(row for row in rows if row.state == State.HELD).update(state=State.CONFIRMED)


def _of(rows):
    return Signature.objects.filter(pk__in=[row.pk for row in rows])


def undo(*, decision, by):
    """Take a decision back.

    Effects, in one transaction: each signature that has not changed since is again what it was before. What was
    accepted unconfirmed, and confirmed by its owner since, is held, where it would be without the decision. The
    decision knows when and by whom it was undone. The tally follows by itself. Returns how many signatures changed.
    Raises AlreadyUndone.
    """
    restored = 0
    with transaction.atomic():
        if not ReviewDecision.objects.filter(pk=decision.pk, undone_at=None).update(
            undone_at=timezone.now(), undone_by=by
        ):
            raise AlreadyUndone
        last = 0
        while rows := to_restore(decision, last, CHUNK):
            restored += restore(rows)
            last = rows[-1].pk
    decision.refresh_from_db()
    return restored


def to_restore(decision, last, limit):
    """The next ReviewedSignatures behind the key `last` that an undo would change, locked with their signatures."""
    unchanged = ReviewedSignature.objects.unchanged_since(decision).order_by("pk").filter(pk__gt=last)
    unchanged = unchanged.select_related("signature").only("state_before", "was_cleared", "signature__state")
    return list(unchanged.select_for_update()[:limit])


def restore(rows):
    """Give a chunk of ReviewedSignatures back what they were, within a transaction of the caller's."""
    groups = {}
    for row in rows:
        state = row.state_before
        if state == State.PENDING and row.signature.state == State.CONFIRMED:
            state = State.HELD
        groups.setdefault((state, row.was_cleared), []).append(row.signature_id)
    for (state, was_cleared), pks in groups.items():
        Signature.objects.filter(pk__in=pks).update(state=state, is_cleared=was_cleared)
    return len(rows)


def how_many_would_go_back(decision):
    """How many signatures an undo would change now."""
    return ReviewedSignature.objects.unchanged_since(decision).count()
