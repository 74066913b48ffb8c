"""What was typed, as one plan: words and times, from which page, PDF, Word and the calendar's entry are made."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from advocacy import zones
from advocacy.meeting.agenda import clock_times
from advocacy.meeting.choices import ELSEWHERE, OFFICE, VIDEO, office_words
from advocacy.meeting.forms import ASKS
from advocacy.meeting.roles import DUTIES
from advocacy.models import Role
from publishing.templatetags.typeset import clock_time, long_date


@dataclass(frozen=True)
class Person:
    """One of the group: a name, or ""; and a role."""

    name: str
    role: Role

    @property
    def duty(self):
        return str(DUTIES[self.role])


@dataclass(frozen=True)
class Item:
    """A point of the agenda, from when to when, and who leads it in words."""

    starts_at: datetime
    ends_at: datetime
    title: str
    who: str

    @property
    def minutes(self):
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def hour(self):
        return clock_time(self.starts_at)


@dataclass(frozen=True)
class Plan:
    """All in the language of the plan, which is the active one while it is made and printed."""

    campaign: object
    riding: object
    member: object
    language: str
    starts_at: datetime
    ends_at: datetime
    place: str
    people: tuple
    agenda: tuple
    asks: tuple
    bring: tuple
    brief: object
    leave_behind: object

    @property
    def name(self):
        """Whom the group meets: the member's name, or the seat."""
        if self.member:
            return self.member.full_name
        return _("the office of %(riding)s") % {"riding": self.riding.name}

    @property
    def title(self):
        return _("Meeting with %(name)s") % {"name": self.name}

    @property
    def day(self):
        return long_date(self.starts_at.date())

    @property
    def hours(self):
        zone = zones.zone_name(self.starts_at.tzinfo)
        words = {"from": clock_time(self.starts_at), "to": clock_time(self.ends_at), "zone": zone}
        return _("%(from)s to %(to)s, %(zone)s") % words

    @property
    def papers(self):
        return [paper for paper in (self.brief, self.leave_behind) if paper]


def plan_of(planner):
    """The Plan of a Planner that is valid, in the active language, which is the one that was chosen for it."""
    offer, typed = planner.offer, planner.form.cleaned_data
    language = typed["language"]
    starts_at = datetime.combine(typed["date"], typed["starts"], _zone(offer, typed["place"]))
    people = tuple(Person(row["name"], Role(row["role"])) for row in planner.group)
    brief, leave_behind = (offer.paper(typed[name]) for name in ("brief", "leave_behind"))
    return Plan(
        campaign=offer.campaign,
        riding=offer.riding,
        member=offer.member,
        language=language,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=typed["length"]),
        place=_place(offer, typed["place"], typed["place_words"]),
        people=people,
        agenda=_agenda(planner, people, starts_at, language),
        asks=tuple(offer.in_language(typed[name], language) for name in ASKS if typed[name]),
        bring=tuple(offer.plan.things_to_bring),
        brief=brief,
        leave_behind=leave_behind if leave_behind != brief else None,
    )


def _office(offer, place):
    return next((office for office in offer.offices if f"{OFFICE}{office.pk}" == place), None)


def _zone(offer, place):
    office = _office(offer, place)
    return zones.ottawa() if office and office.is_on_the_hill else zones.zone_of(offer.riding)


def _place(offer, place, words):
    if place == ELSEWHERE:
        return words
    office = _office(offer, place)
    name = office_words(office) if office else {VIDEO: _("By video or telephone")}[place]
    return f"{name} ({words})" if words else name


def _agenda(planner, people, starts_at, language):
    rows = planner.agenda
    times = clock_times(starts_at, [row["minutes"] for row in rows])
    return tuple(
        Item(start, end, planner.offer.in_language(row["title"], language), _who(row["role"], people))
        for row, (start, end) in zip(rows, times, strict=True)
    )


def _who(role, people):
    """The names of those who have a role; the role itself where nobody is named."""
    if not role:
        return _("Everyone")
    names = [person.name for person in people if person.role == role and person.name]
    return ", ".join(names) or str(Role(role).label)
