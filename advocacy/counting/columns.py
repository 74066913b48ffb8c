"""What is counted of a letter and of a call."""

from collections import Counter
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from advocacy.models import CallCount

Outcome, Answer = CallCount.Outcome, CallCount.Answer


class Column(NamedTuple):
    """`key` names it in a Counter; `group` is the heading that it shares with its neighbours, "" for none."""

    key: str
    label: str
    group: str = ""


_HOW = _("How calls went")
_SAID = _("What was said, when somebody was reached")

COLUMNS = (
    Column("letters", _("Letters")),
    Column("calls", _("Calls")),
    Column(Outcome.REACHED, pgettext_lazy("of calls", "reached"), _HOW),
    Column(Outcome.MESSAGE, pgettext_lazy("of calls", "message left"), _HOW),
    Column(Outcome.NO_ANSWER, pgettext_lazy("of calls", "no answer"), _HOW),
    Column(Outcome.FULL, pgettext_lazy("of calls", "mailbox full"), _HOW),
    Column(Answer.SUPPORTS, pgettext_lazy("of calls", "supports"), _SAID),
    Column(Answer.OPPOSES, pgettext_lazy("of calls", "opposed"), _SAID),
    Column(Answer.UNDECIDED, pgettext_lazy("of calls", "undecided"), _SAID),
    Column(Answer.PASSES_ON, pgettext_lazy("of calls", "will pass it on"), _SAID),
    Column(Answer.OTHER, pgettext_lazy("of calls", "something else"), _SAID),
)


def groups():
    """[(heading, how many columns)] over the columns: neighbours with one heading share it."""
    return [(heading, len(list(members))) for heading, members in groupby(COLUMNS, key=lambda column: column.group)]


def letters(number):
    return Counter(letters=number)


def calls(outcome, answer, number):
    """What one row of CallCount adds to the columns."""
    added = Counter({"calls": number, outcome: number})
    if outcome == Outcome.REACHED:
        added[answer] += number
    return added


def cells(numbers):
    """[(Column, number)] of a Counter."""
    return [(column, numbers[column.key]) for column in COLUMNS]
