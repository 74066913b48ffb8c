"""The numbers of a campaign, by riding and by week: two queries for each kind, however many rows there are."""

from collections import Counter, defaultdict
from typing import NamedTuple

from django.db.models import Sum
from django.utils.translation import gettext as _

from advocacy.counting import columns
from advocacy.counting.weeks import week_of
from advocacy.models import CallCount, LetterCount
from advocacy.models.call_count import office_words
from parliament.models import Riding


class Counts(NamedTuple):
    """The rows of one campaign between two days; either day may be None."""

    campaign: object
    since: object = None
    until: object = None

    def of(self, model):
        rows = model.objects.filter(campaign=self.campaign)
        if self.since:
            # The whole week in which that day lies.
            rows = rows.filter(week__gte=week_of(self.since))
        return rows.filter(week__lte=self.until) if self.until else rows

    @property
    def letters(self):
        return self.of(LetterCount)

    @property
    def calls(self):
        return self.of(CallCount)


class Line(NamedTuple):
    """A riding, or a week, with [(Column, number)]; under a riding, [(office, calls)]."""

    label: str
    cells: list
    offices: tuple = ()


class Table(NamedTuple):
    """`sums`: [(Column, number)] of all lines together."""

    lines: list
    sums: list


def totals(rows, *names):
    """[(*values of the columns `names`, number)]: what the rows have in common, summed in one query."""
    return rows.order_by().values_list(*names).annotate(total=Sum("number"))


def by_week(counts):
    """{Monday: Counter}, in order."""
    found = defaultdict(Counter)
    for week, number in totals(counts.letters, "week"):
        found[week] += columns.letters(number)
    for week, outcome, answer, number in totals(counts.calls, "week", "outcome", "answer"):
        found[week] += columns.calls(outcome, answer, number)
    return dict(sorted(found.items()))


def week_table(weeks):
    """The Table of what `by_week` has found, the newest first."""
    lines = [Line(monday, columns.cells(numbers)) for monday, numbers in sorted(weeks.items(), reverse=True)]
    return Table(lines, columns.cells(sum(weeks.values(), Counter())))


def riding_table(counts):
    """The Table by riding: those with most letters and calls first."""
    found, offices = defaultdict(Counter), defaultdict(Counter)
    for number_of_riding, number in totals(counts.letters, "riding_number"):
        found[number_of_riding] += columns.letters(number)
    rows = totals(counts.calls, "riding_number", "office_label", "outcome", "answer")
    for riding, office, outcome, answer, number in rows:
        found[riding] += columns.calls(outcome, answer, number)
        offices[riding][office] += number
    names = names_of(found)
    most_first = sorted(found, key=lambda riding: (-_size(found[riding]), names[riding]))
    lines = [Line(names[riding], columns.cells(found[riding]), _named(offices[riding])) for riding in most_first]
    return Table(lines, columns.cells(sum(found.values(), Counter())))


def names_of(numbers):
    """{number: name of the riding in force}; one that is not there any more has its number for a name."""
    known = Riding.objects.in_force().filter(number__in=[n for n in numbers if n])
    names = {riding.number: str(riding) for riding in known}
    return {number: names.get(number, number) or _("Riding not said") for number in numbers}


def _size(numbers):
    return numbers["letters"] + numbers["calls"]


def _named(offices):
    return tuple((office_words(label) or _("office not said"), number) for label, number in offices.most_common())
