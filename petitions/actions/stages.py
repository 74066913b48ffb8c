"""The way of a petition: draft, scheduled, open, closed, delivered, answered; or withdrawn on the way.

Each step is written into the public timeline. `words` are {"text_en": …, "text_fr": …}, rich text, sanitised here.
All of them save under a lock on the petition's row, so that of two people who press at once only one is obeyed; all
send `content_saved`, and bring the record that they were given up to date. All raise steps.NotAllowed, and
ValidationError for what the record's own rules refuse.
"""

from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from petitions import steps
from petitions.actions.texts import keep_text
from petitions.models import Petition, PetitionEntry
from publishing.signals import content_saved

Kind = PetitionEntry.Kind
State = Petition.State
# Calendar days after the presentation, or the next sitting day (House of Commons, Standing Order 36(8)).
HOUSE_ANSWERS_WITHIN = timedelta(days=45)


class NotForTheHouse(Exception):
    """The petition has no addressee that the House of Commons would take it for."""


class TimeHasPassed(Exception):
    """A petition opens, closes and is extended to a time that lies ahead."""


def schedule(*, petition, opens_at, closes_at):
    """Let the petition open by itself, at `opens_at`.

    Effects: state and times are saved; its words become the first version. No entry: nothing has happened yet.
    Raises TimeHasPassed.
    """
    with _step("schedule", petition) as current:
        _must_lie_ahead(opens_at)
        current.opens_at, current.closes_at = opens_at, closes_at
        current.full_clean()
        _save(current, "opens_at", "closes_at")
        keep_text(petition=current)


def return_to_draft(*, petition):
    """Take the petition off the schedule, to be worked on. Effects: the state is saved."""
    with _step("return_to_draft", petition) as current:
        _save(current)


def open_for_signing(*, petition, closes_at):
    """Open the petition now, until `closes_at`.

    Effects: state and times are saved; its words become the first version; the timeline begins. Raises TimeHasPassed.
    """
    with _step("open_for_signing", petition) as current:
        _must_lie_ahead(closes_at)
        current.opens_at, current.closes_at = timezone.now(), closes_at
        current.full_clean()
        _save(current, "opens_at", "closes_at")
        keep_text(petition=current)
        _tell(current, Kind.OPENED, happened_on=timezone.localdate(current.opens_at))


def extend(*, petition, closes_at, words):
    """Let people sign for longer. Only before the end, and only to a later one: an end that has been is an end.

    Effects: the closing time is saved; the timeline tells it, with the reason. Raises TimeHasPassed.
    """
    with _step("extend", petition) as current:
        if closes_at <= current.closes_at:
            raise TimeHasPassed
        current.closes_at = closes_at
        _save(current, "closes_at")
        _tell(current, Kind.EXTENDED, until=closes_at, **words)


def close(*, petition, words):
    """End the signing before its time.

    Effects: state and closing time, which is now, are saved; the timeline tells why. Links in mails that are
    under way work for another day.
    """
    with _step("close", petition) as current:
        current.closes_at = timezone.now()
        _save(current, "closes_at")
        _tell(current, Kind.CLOSED, **words)


def deliver(*, petition, happened_on, count, words, to_house=False):
    """Write down that the signatures were handed over: on which day, how many, what and to whom (`words`).

    `to_house`: it was presented to the House of Commons, so that the government owes an answer by a certain day.

    Effects: the state is saved; the timeline has an entry whose count never changes again, and the day by which an
    answer is due. Raises NotForTheHouse.
    """
    with _step("deliver", petition) as current:
        if to_house and not current.house_addressee:
            raise NotForTheHouse
        _save(current)
        due = happened_on + HOUSE_ANSWERS_WITHIN if to_house else None
        _tell(current, Kind.DELIVERED, happened_on=happened_on, count=count, answer_due_on=due, **words)


def answer(*, petition, happened_on, words):
    """Write down what the addressee has answered. Effects: the state is saved; the timeline has the answer."""
    with _step("answer", petition) as current:
        _save(current)
        _tell(current, Kind.ANSWERED, happened_on=happened_on, **words)


def withdraw_petition(*, petition, words):
    """Give the petition up. Its page stays, says when and why, and takes no signature.

    Effects: the state is saved, and the closing time where it lay ahead; the timeline tells why.
    """
    with _step("withdraw_petition", petition) as current:
        current.closes_at = min(current.closes_at, timezone.now())
        _save(current, "closes_at")
        _tell(current, Kind.WITHDRAWN, **words)


def close_due():
    """Open what was scheduled for a time that has come, and close what is past its closing time.

    Effects, for each in a transaction of its own: the state is saved, the timeline tells it, `content_saved` is
    sent. Safe to repeat, and to run twice at once.
    """
    for petition in [*Petition.objects.past_closing(), *Petition.objects.due()]:
        with transaction.atomic():
            current = Petition.objects.locked(petition.pk)
            if _let_time_pass(current):
                content_saved.send(sender=Petition, instance=current)


@contextmanager
def _step(name, petition):
    """The petition as it is stored, under a lock, and already in the state that the step ends in."""
    with transaction.atomic():
        current = Petition.objects.locked(petition.pk)
        _let_time_pass(current)
        steps.check(name, current)
        current.state = steps.STEPS[name].ends or current.state
        yield current
        content_saved.send(sender=Petition, instance=current)
    petition.refresh_from_db()


def _let_time_pass(petition):
    """Write down what the time has made of the petition. Returns whether it has made something."""
    stage, former = petition.stage, petition.state
    if stage == former or stage == State.SCHEDULED:
        return False
    petition.state = stage
    _save(petition)
    if former == State.SCHEDULED:
        keep_text(petition=petition)
        _tell(petition, Kind.OPENED, happened_on=timezone.localdate(petition.opens_at))
    if stage == State.CLOSED:
        _tell(petition, Kind.CLOSED, happened_on=timezone.localdate(petition.closes_at))
    return True


def _save(petition, *columns):
    petition.save(update_fields=["state", "changed_at", *columns])


def _tell(petition, kind, **fields):
    entry = PetitionEntry(petition=petition, kind=kind, **fields)
    entry.full_clean()
    entry.save()


def _must_lie_ahead(moment):
    if moment <= timezone.now():
        raise TimeHasPassed
