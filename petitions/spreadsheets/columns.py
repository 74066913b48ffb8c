"""What may be taken out of a signature as a table, and how each column is shown.

A column is shown for a whole page of rows at once: one call for each value would cost a third of the time of
an export.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from parliament.models import PostalArea, Riding
from parliament.provinces import Province
from petitions.models import Signature, TextVersion
from petitions.spreadsheets.cells import all_harmless, harmless


class Column(NamedTuple):
    """`field` of Signature is read; `shown_by`, called once for a table, returns what shows a page of its values."""

    key: str
    label: str
    field: str | Cast
    shown_by: Callable
    is_personal: bool = False


def _text():
    return all_harmless


def _each(show):
    return lambda values: map(show, values)


class _Names(dict):
    """Names of values; what has none is shown as it is."""

    def __missing__(self, value):
        return value


def _choices(choices):
    """By their labels, in the language that is active when the table is begun."""

    def shown_by():
        return _each(_Names({value: str(label) for value, label in choices}).__getitem__)

    return shown_by


def _number():
    return _each(str)


def _yes_or_no():
    return _each({True: _("yes"), False: _("no")}.__getitem__)


class _OttawaHours(dict):
    """{"2026-11-25 03" (UTC): "2026-11-24 22"}, each found once. Ottawa is whole hours away from UTC."""

    zone = ZoneInfo(settings.TIME_ZONE)

    def __missing__(self, hour):
        there = datetime.fromisoformat(f"{hour}:00").replace(tzinfo=UTC).astimezone(self.zone)
        self[hour] = f"{there:%Y-%m-%d %H}"
        return self[hour]


def _moment():
    """Ottawa time to the minute, in the one form that every spreadsheet program takes for a time and sorts.

    The database writes the time: making a datetime of it first would be half of the time of an export.
    """
    hours = _OttawaHours()
    return _each(lambda text: hours[text[:13]] + text[13:16] if text else "")


def _town():
    areas = PostalArea.objects.by_fsa()
    return _each(lambda code: harmless(areas.look_up(code).place))


def _riding():
    names = {riding.number: harmless(riding.name) for riding in Riding.objects.in_force()}
    return _each(_Names(names).__getitem__)


def _version():
    # Versions of all petitions are few: a handful each.
    numbers = {pk: str(number) for pk, number in TextVersion.objects.values_list("pk", "number")}
    return _each(numbers.get)


COLUMNS = {
    column.key: column
    for column in (
        Column("number", gettext_lazy("number"), "pk", _number),
        Column("first_name", gettext_lazy("first name"), "first_name", _text, is_personal=True),
        Column("last_name", gettext_lazy("last name"), "last_name", _text, is_personal=True),
        Column("email", gettext_lazy("e-mail"), "email", _text, is_personal=True),
        Column("postal_code", gettext_lazy("postal code"), "postal_code", _text, is_personal=True),
        Column("town", gettext_lazy("town"), "postal_code", _town),
        Column("province", gettext_lazy("province"), "province", _choices(Province.choices)),
        Column("riding", gettext_lazy("riding"), "riding", _riding),
        Column("riding_number", gettext_lazy("number of the riding"), "riding", _text),
        Column("lives", gettext_lazy("lives"), "residence", _choices(Signature.Residence.choices)),
        Column("language", gettext_lazy("language"), "language", _text),
        Column("version", gettext_lazy("version of the text"), "version_id", _version),
        Column("state", pgettext_lazy("of a signature", "state"), "state", _choices(Signature.State.choices)),
        Column("wants_news", gettext_lazy("wants news by e-mail"), "wants_news", _yes_or_no),
        Column("show_name", gettext_lazy("shows the name in public"), "show_name", _yes_or_no),
        Column("signed", gettext_lazy("signed"), Cast("created_at", CharField()), _moment),
        Column("confirmed", gettext_lazy("confirmed"), Cast("confirmed_at", CharField()), _moment),
    )
}


def heading(keys):
    """The words above the columns `keys`, in the active language."""
    return [str(COLUMNS[key].label) for key in keys]


def shown_pages(signatures, keys):
    """Pages of rows (lists of tuples of text) of a Signature queryset, in the order in which they were signed."""
    chosen = [COLUMNS[key] for key in keys]
    fields = list(dict.fromkeys(column.field for column in chosen))
    places = [fields.index(column.field) for column in chosen]
    shows = [column.shown_by() for column in chosen]
    for page in signatures.in_pages(*fields):
        values = list(zip(*page, strict=True))
        shown = [show(values[place]) for place, show in zip(places, shows, strict=True)]
        yield list(zip(*shown, strict=True))
