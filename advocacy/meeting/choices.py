"""What the planner offers for one campaign and one riding: places, papers, and the campaign's own words."""

from functools import cached_property
from itertools import groupby

from django.utils.translation import gettext as _

from advocacy.meeting.agenda import MOST_POINTS, USUAL_MINUTES, shared_out
from advocacy.models import Role
from resources.models import Document

VIDEO, ELSEWHERE, OFFICE = "video", "elsewhere", "office-"
# The guide's four people, and the clock.
USUAL_ROLES = (Role.LEAD, Role.STORY, Role.ASK, Role.NOTES, Role.TIME)
LANGUAGES = ("en", "fr")


class Offer:
    """`plan`: the campaign's MeetingPlan. `riding`: with its member, as RidingQuerySet gives it."""

    def __init__(self, plan, riding):
        self.plan, self.riding, self.campaign = plan, riding, plan.campaign

    @cached_property
    def member(self):
        """Who sits for the riding; None when the seat is vacant or its member not known."""
        return self.seat if self.seat and not self.seat.is_vacant else None

    @property
    def seat(self):
        """The seat, vacant or not; None when its member is not known."""
        return getattr(self.riding, "member", None)

    @cached_property
    def offices(self):
        """Those with an address, the riding's first: most meetings are there."""
        offices = self.member.offices.all() if self.member else []
        return sorted((office for office in offices if office.address), key=lambda office: office.is_on_the_hill)

    @cached_property
    def asks(self):
        return list(self.campaign.asks.all())

    @cached_property
    def steps(self):
        """As many as the form has rows for."""
        return list(self.plan.steps.all())[:MOST_POINTS]

    @cached_property
    def _papers(self):
        return list(Document.objects.public().filter(has_pdf=True).exclude(layout=Document.Layout.PACKAGE))

    @property
    def briefs(self):
        return [paper for paper in self._papers if paper.layout == Document.Layout.BRIEF]

    def paper(self, pk):
        """The public document with this key, as text; None for others."""
        return next((paper for paper in self._papers if str(paper.pk) == pk), None)

    # What the form's lists hold, in the active language

    def places(self):
        named = [(f"{OFFICE}{office.pk}", office_words(office)) for office in self.offices]
        return [*named, (VIDEO, _("By video or telephone")), (ELSEWHERE, _("Somewhere else"))]

    def brief_choices(self):
        return [("", _("No brief")), *((str(brief.pk), brief.title) for brief in self.briefs)]

    def document_choices(self):
        by_kind = sorted(self._papers, key=lambda paper: (str(paper.get_kind_display()), paper.title or ""))
        groups = groupby(by_kind, key=lambda paper: str(paper.get_kind_display()))
        return [
            ("", _("Nothing more")),
            *((kind, [(str(each.pk), each.title) for each in papers]) for kind, papers in groups),
        ]

    # What stands in the form before anybody has typed

    def initial(self, language, length):
        """{field: value} of the form's own fields."""
        asks = {f"ask_{number}": ask.title for number, ask in enumerate(self.asks[:3], 1)}
        return asks | {
            "length": length,
            "language": language,
            "place": self.places()[0][0],
            "brief": self._key_of(self.plan.brief),
            "leave_behind": self._key_of(self.plan.leave_behind),
        }

    def _key_of(self, document):
        return str(document.pk) if document and self.paper(str(document.pk)) else ""

    def suggested_steps(self, length, typed=()):
        """[{"title", "minutes", "role"}] for a meeting of so many minutes: `typed` rows, else the campaign's agenda.

        Only minutes change in what was typed; rows without words stay as they are.
        """
        own = [{"title": step.title, "minutes": step.minutes, "role": step.role} for step in self.steps]
        titled = [row for row in typed if row.get("title", "").strip()]
        rows = list(typed) if titled else own
        minutes = iter(shared_out(self._usual_minutes(titled or own), length) if rows else ())
        return [{**row, "minutes": next(minutes)} if row.get("title", "").strip() else row for row in rows]

    def _usual_minutes(self, rows):
        """Those of the campaign for its own agenda, so that nothing is lost in turns; else as they were typed."""
        if [self.in_language(row["title"].strip(), "en") for row in rows] == [step.title_en for step in self.steps]:
            return [step.minutes for step in self.steps]
        return [_whole(row.get("minutes")) for row in rows]

    def in_language(self, words, language):
        """`words` in `language`, where they are an ask or a point of the campaign's own; else as they were typed."""
        return self._own_words.get(words, {}).get(language) or words

    @cached_property
    def _own_words(self):
        known = {}
        for record in (*self.asks, *self.steps):
            words = {language: getattr(record, f"title_{language}") for language in LANGUAGES}
            known |= {each: words for each in words.values() if each}
        return known


def _whole(typed):
    """Minutes that somebody typed; the usual ones of a point for what is no number of them."""
    words = str(typed)
    return int(words) if words.isdecimal() and len(words) < 4 and int(words) else USUAL_MINUTES


def office_words(office):
    """An office in one line: its name and its address."""
    name = _("Parliament Hill") if office.is_on_the_hill else office.name or _("Riding office")
    return _("%(name)s: %(words)s") % {"name": name, "words": ", ".join(office.address_lines)}
