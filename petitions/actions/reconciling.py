"""The full count: does the tally say what its rows say? Once a night, and whenever somebody wants to know."""

import logging
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.db.models import BooleanField, CharField, DateField, DateTimeField, Value
from django.utils import timezone

from petitions.models import Signature, Tally, TallyPart

logger = logging.getLogger(__name__)


@dataclass
class Finding:
    """What one petition's tally says and what its rows say, at one moment."""

    confirmed: int = 0
    outside_canada: int = 0
    parts: dict = field(default_factory=dict)  # {part pk: ((province, riding, language, week), confirmed)}
    counted: Counter = field(default_factory=Counter)  # {part pk: rows that say that they are in it}
    mixed: set = field(default_factory=set)  # parts that hold rows of another group, which nobody has noticed
    lost: int = 0  # rows that name a part which is not there
    astray: int = 0  # rows in the mixed parts that are not theirs; known once they are corrected

    @property
    def corrections(self):
        """{part pk: what to add to it}"""
        differences = {pk: self.counted[pk] - confirmed for pk, (_group, confirmed) in self.parts.items()}
        return {pk: difference for pk, difference in differences.items() if difference}

    @property
    def drift(self):
        """What to add to the tally."""
        return sum(self.counted[pk] for pk in self.parts) - self.confirmed

    @property
    def drift_outside(self):
        return sum(self.counted[pk] for pk, (group, _n) in self.parts.items() if not group[0]) - self.outside_canada

    @property
    def misplaced(self):
        """How many signatures stand in a wrong part, or in none that is there."""
        wrong = self.corrections.values()
        added, removed = sum(n for n in wrong if n > 0), -sum(n for n in wrong if n < 0)
        return max(added, removed) + self.astray + self.lost

    @property
    def is_right(self):
        return not (self.drift or self.drift_outside or self.corrections or self.mixed or self.lost)


def reconcile():
    """Count all that is counted, and set right what the tallies say otherwise.

    The count is one statement, and so one moment, for which nobody has to wait. Windows change a part and its rows
    together, so what differs at that moment differs by the same number later: it is added to whatever stands there.

    Effects: tallies and their parts are corrected; rows in a part that is not theirs are given to the next window;
    each tally says when it was checked and by how much it was wrong; a warning with numbers is logged for each that
    was. Returns {petition pk: Finding} of those.
    """
    findings = _look()
    wrong = {petition_id: finding for petition_id, finding in findings.items() if not finding.is_right}
    for petition_id, finding in sorted(wrong.items()):
        _correct(petition_id, finding)
        logger.warning(
            "the tally of petition %s was corrected by %s; %s signatures stood in a wrong part",
            petition_id,
            finding.drift,
            finding.misplaced,
        )
    Tally.objects.exclude(petition_id__in=wrong).update(checked_at=timezone.now(), drift=0, misplaced=0)
    return wrong


def _look():
    """{petition pk: Finding}, from one statement: rows by part and group, parts, and tallies."""
    findings, rows = defaultdict(Finding), []
    for kind, petition_id, part, *group, week, first, last, is_due, number in _everything():
        finding = findings[petition_id]
        if kind == "tally":
            finding.confirmed, finding.outside_canada = number, part
        elif kind == "part":
            finding.parts[part] = ((*group, week), number)
        else:
            rows.append((finding, part, group, (first, last), is_due, number))
    for finding, part, group, times, is_due, number in rows:
        if part not in finding.parts:
            finding.lost += number
            continue
        finding.counted[part] += number
        if not is_due and {(*group, _week_of(time)) for time in times} != {finding.parts[part][0]}:
            finding.mixed.add(part)
    return findings


def _week_of(moment):
    day = timezone.localtime(moment, timezone.get_default_timezone()).date()
    return day - timedelta(days=day.weekday())


def _everything():
    """Tuples of (kind, petition, part, province, riding, language, week, first, last, is due, number), in no order.

    Of a tally, `part` is the number outside Canada.
    """
    word, day = Value("", CharField()), Value(None, DateField())
    moment, answer = Value(None, DateTimeField()), Value(None, BooleanField())
    group = ("province", "riding", "language")
    rows = Signature.objects.counted_groups().values_list(
        *(Value("rows", CharField()), "petition_id", "counted_in_id", *group, day),
        *("first", "last", "is_due_for_count", "rows"),
    )
    parts = TallyPart.objects.order_by().values_list(
        *(Value("part", CharField()), "petition_id", "pk", *group, "week"),
        *(moment, moment, answer, "confirmed"),
    )
    tallies = Tally.objects.order_by().values_list(
        *(Value("tally", CharField()), "petition_id", "outside_canada", word, word, word, day),
        *(moment, moment, answer, "confirmed"),
    )
    return rows.union(parts, tallies, all=True)


@transaction.atomic
def _correct(petition_id, finding):
    tally = Tally.objects.select_for_update().get_or_create(petition_id=petition_id)[0]
    for part in TallyPart.objects.filter(pk__in=finding.corrections):
        part.confirmed = max(0, part.confirmed + finding.corrections[part.pk])
        part.save(update_fields=["confirmed"])
    for part in TallyPart.objects.filter(pk__in=finding.mixed):
        finding.astray += Signature.objects.counted_astray(part).update(has_moved=True)
    if finding.lost:
        Signature.objects.counted_nowhere(petition_id).update(counted_in=None)
    tally.confirmed = max(0, tally.confirmed + finding.drift)
    tally.outside_canada = max(0, tally.outside_canada + finding.drift_outside)
    tally.drift, tally.misplaced = finding.drift, finding.misplaced
    tally.checked_at = tally.counted_at = timezone.now()
    tally.save()
