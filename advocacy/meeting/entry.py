"""A meeting's entry for calendars (RFC 5545): when, where, and what for. Nobody but the member is named in it."""

import uuid
from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone

CONTENT_TYPE = "text/calendar; charset=utf-8"


def entry(plan, address):
    """The bytes of the .ics file, in the active language; `address`: of the planner's page.

    The same plan has the same UID: taken into a calendar twice, it is there once.
    """
    event = Event()
    event.add("uid", f"{uuid.uuid5(uuid.NAMESPACE_URL, _identity(plan, address))}@{_host()}")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", plan.starts_at)
    event.add("dtend", plan.ends_at)
    event.add("summary", plan.title, parameters={"language": f"{plan.language}-CA"})
    event.add("location", plan.place)
    event.add("description", _description(plan))
    event.add("url", address)
    calendar = Calendar()
    calendar.add("prodid", f"-//{_host()}//Take Action//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_zone(plan.starts_at))
    calendar.add_component(event)
    return calendar.to_ical()


def _zone(moment):
    """The rules of the clock in the years around `moment`: all of them since 1970 would be most of the file."""
    first, last = date(moment.year - 1, 1, 1), date(moment.year + 2, 1, 1)
    return Timezone.from_tzinfo(moment.tzinfo, tzid=moment.tzinfo.key, first_date=first, last_date=last)


def _host():
    return settings.SITE_URL.split("://", 1)[-1].partition("/")[0].partition(":")[0]


def _identity(plan, address):
    return "\n".join((address, plan.starts_at.isoformat(), plan.ends_at.isoformat(), plan.place, *plan.asks))


def _description(plan):
    agenda = [f"{item.hour} {item.title}" for item in plan.agenda]
    asks = [f"{number}. {ask}" for number, ask in enumerate(plan.asks, 1)]
    return "\n".join((plan.campaign.title, "", _("What we ask"), *asks, "", _("Agenda"), *agenda))
