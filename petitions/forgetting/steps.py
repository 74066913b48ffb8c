"""How a step counts what is due and does away with it, batch by batch."""

from datetime import timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone

from petitions.clocks import end_of
from petitions.models import Petition

BATCH = 2_000


class Moment(NamedTuple):
    """What the steps of one run go by: the days that are set, and now."""

    clocks: object
    now: object

    def ago(self, clock):
        """The moment before which something was made whose time is over."""
        return self.now - timedelta(days=getattr(self.clocks, clock))

    def petitions_over(self, clock):
        """The keys of petitions that ended so many days ago."""
        ended = Petition.objects.filter(state__in=Petition.ENDED_STATES + (Petition.State.WITHDRAWN,))
        return [petition.pk for petition in ended.prefetch_related("entries") if self._is_over(petition, clock)]

    def _is_over(self, petition, clock):
        end = end_of(petition, self.clocks)
        return end is not None and end < self.ago(clock)


def at(clocks, now=None):
    return Moment(clocks, now or timezone.now())


class Rows:
    """A step over the rows of one table. `find(moment)` gives those that are due; `act(rows)` ends them.

    `act` gets rows that are locked; it may return files to be deleted once the batch is saved, as (storage, name).
    """

    def __init__(self, name, label, find, act):
        self.name, self.label, self.find, self.act = name, label, find, act

    def count(self, moment):
        return self.find(moment).count()

    def forget(self, moment):
        """Do it. Returns how many rows there were."""
        ends = self.find(moment).aggregate(first=Min("pk"), last=Max("pk"))
        if ends["first"] is None:
            return 0
        # By ranges of keys: "the next 2,000 that are due" would have the database look through all of them each time.
        starts = range(ends["first"], ends["last"] + 1, BATCH)
        return sum(self._forget_between(start, start + BATCH, moment) for start in starts)

    def _forget_between(self, start, end, moment):
        with transaction.atomic():
            due = self.find(moment).filter(pk__gte=start, pk__lt=end)
            # A row that somebody confirms or signs anew at this moment is left to tomorrow.
            keys = list(due.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True))
            files = self.act(due.model._base_manager.filter(pk__in=keys), moment) if keys else ()
        for storage, name in files or ():
            storage.delete(name)
        return len(keys)


def deleted(rows, _moment):
    rows.delete()


def emptied(**values):
    """An act that writes `values` into the rows."""

    def act(rows, _moment):
        rows.update(**values)

    return act
