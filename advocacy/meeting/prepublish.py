"""What is looked at in a campaign's plan for meetings before it is published."""

from django.utils.translation import gettext as _

from advocacy.meeting.agenda import MOST_POINTS
from advocacy.models import MeetingPlan
from advocacy.models.meeting_plan import HALF_AN_HOUR
from publishing.prepublish.finding import Finding
from publishing.prepublish.registry import check, register

register(MeetingPlan, relations=("steps",), essential=("lead",))


@check
def meeting_without_an_agenda(subject):
    """A plan for meetings that is complete only with points that fill half an hour and a campaign with asks."""
    plan = subject.record
    if not isinstance(plan, MeetingPlan):
        return
    minutes = sum(step.minutes for step in plan.steps.all())
    if minutes != HALF_AN_HOUR:
        words = _("The points of the agenda add up to %(minutes)d minutes; together they are to take 30.")
        yield Finding(_("An agenda that does not add up"), words % {"minutes": minutes}, plan, "steps", blocks=True)
    if plan.steps.count() > MOST_POINTS:
        words = _("The planner has room for %(most)d points of the agenda: put some of them together.")
        yield Finding(_("A long agenda"), words % {"most": MOST_POINTS}, plan, "steps", blocks=True)
    if not plan.campaign.asks.exists():
        words = _("The campaign “%(title)s” asks for nothing yet; the planner then offers no words for the ask.")
        yield Finding(_("A meeting without an ask"), words % {"title": plan.campaign}, plan, "campaign", blocks=True)
    for name in ("brief", "leave_behind"):
        paper = getattr(plan, name)
        if paper and not paper.is_public:
            words = _("The document “%(title)s” is not public yet; until it is, it is not offered.")
            yield Finding(_("A document that is not public"), words % {"title": paper}, plan, name)
