"""The numbers as rows for a spreadsheet: one for each week, riding and office."""

from collections import Counter, defaultdict

from django.utils.translation import gettext as _

from advocacy.counting import columns, tables
from advocacy.models.call_count import office_words
from petitions.spreadsheets.cells import harmless

# Week, riding, number of the riding and office are words; what follows are numbers.
WORDS = 4
ROWS_ON_A_PAGE = 500


def heading():
    labels = [str(column.label) for column in columns.COLUMNS]
    return [_("week from"), _("riding"), _("number of the riding"), _("office"), *labels]


def pages(counts):
    """Pages of rows, as the writers of petitions.spreadsheets take them; the newest week first."""
    found = defaultdict(Counter)
    for week, riding, number in tables.totals(counts.letters, "week", "riding_number"):
        found[week, riding, ""] += columns.letters(number)
    rows = tables.totals(counts.calls, "week", "riding_number", "office_label", "outcome", "answer")
    for week, riding, office, outcome, answer, number in rows:
        found[week, riding, office] += columns.calls(outcome, answer, number)
    names = tables.names_of({riding for _week, riding, _office in found})
    keys = sorted(found, key=lambda key: (-key[0].toordinal(), names[key[1]], key[2]))
    rows = [
        [week.isoformat(), harmless(names[riding]), riding, harmless(office_words(office))]
        + [str(number) for _column, number in columns.cells(found[week, riding, office])]
        for week, riding, office in keys
    ]
    for start in range(0, len(rows), ROWS_ON_A_PAGE):
        yield rows[start : start + ROWS_ON_A_PAGE]
