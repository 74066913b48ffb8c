"""The telephones of a member of Parliament, as a page shows them, and the hours that they keep."""

from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.models.call_count import HILL, LONGEST_LABEL, office_words
from advocacy.zones import ottawa, zone_name, zone_of
from parliament.models import Office

# Public offices keep these at least, by the clock on their own wall.
OPENS, CLOSES = 9, 17


class Desk(NamedTuple):
    """An office that answers the telephone. `label` stays the same when the roster brings the office anew."""

    office: Office
    label: str
    place: str
    name: str

    @property
    def is_on_the_hill(self):
        return self.office.is_on_the_hill


def desks_of(member):
    """The Desks of a Member whose offices are prefetched: those in the riding first. Empty for a vacant seat."""
    if member is None or member.is_vacant:
        return []
    found = [_desk(office) for office in member.offices.all() if office.phone]
    return sorted(found, key=lambda desk: desk.is_on_the_hill)


def _desk(office):
    if office.is_on_the_hill:
        return Desk(office, HILL, office_words(HILL), "")
    place = office.town or office.name
    label = ", ".join(filter(None, (place, office.phone)))
    name = office.name if office.name != place else ""
    return Desk(office, label[:LONGEST_LABEL], place or _("Constituency office"), name)


class Hours(NamedTuple):
    """From when to when, as datetimes of today by one clock, and what people call it."""

    opens: object
    closes: object
    zone: str


def hours_of_the_hill(riding):
    """The hours of Ottawa by the clock of a riding; None where it is the same clock."""
    opens = timezone.now().astimezone(ottawa()).replace(hour=OPENS, minute=0, second=0, microsecond=0)
    here = zone_of(riding)
    hours = Hours(opens.astimezone(here), opens.replace(hour=CLOSES).astimezone(here), zone_name(here))
    return None if hours.opens.utcoffset() == opens.utcoffset() else hours
