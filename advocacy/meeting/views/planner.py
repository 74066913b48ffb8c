"""The meeting planner: one address, which shows the form, the finished plan and its files.

GET is the same page for everyone. Whatever was typed comes by POST and goes with the answer; it is kept nowhere.
"""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from advocacy import unmade
from advocacy.meeting import files
from advocacy.meeting.choices import Offer
from advocacy.meeting.entry import CONTENT_TYPE, entry
from advocacy.meeting.papers import planner_address, things_to_bring
from advocacy.meeting.plan import plan_of
from advocacy.meeting.planner import Planner
from advocacy.models import MeetingPlan
from parliament.models import Riding
from publishing.pace import is_too_fast, too_fast
from publishing.same_origin import same_origin_only
from publishing.views import PublicDetailView
from resources.views import CONTENT_TYPES

# A group that plans together behind one connection, each trying a few times.
POSTS_A_MINUTE = 40
FILES_A_MINUTE = 12


class MeetView(PublicDetailView):
    """Why to meet, what one gets, and the way to one's own member."""

    model = MeetingPlan
    slug_field = "campaign__slug"
    template_name = "advocacy/meeting/meet.html"

    def get_queryset(self):
        plans = super().get_queryset().select_related("campaign", "brief", "leave_behind")
        return plans.prefetch_related("campaign__asks", "steps")


def offer_of(slug, riding):
    """The Offer of a campaign's public plan for a riding of the order in force; 404 where either is not there."""
    plans = MeetingPlan.objects.public().select_related("campaign", "brief", "leave_behind")
    plan = get_object_or_404(plans.prefetch_related("steps"), campaign__slug=slug)
    return Offer(plan, get_object_or_404(Riding.objects.in_force().with_members(), number=riding))


@same_origin_only
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def meet_member(request, slug, riding):
    """The planner for one riding. What a post wants is the name of its button."""
    offer = offer_of(slug, riding)
    if request.method != "POST":
        return _form(request, Planner.offered(offer, get_language()))
    if is_too_fast(request, allowed=POSTS_A_MINUTE, what="meet"):
        return too_fast()
    changed = _changed(offer, request.POST)
    if changed:
        return _form(request, changed)
    planner = Planner.sent(offer, request.POST)
    if not planner.is_valid():
        return _form(request, planner, status=422)
    make = _FILES.get(request.POST.get("file", ""))
    return _file(request, planner, make) if make else _preview(request, planner)


def _changed(offer, data):
    """The Planner to go on with, where the button does not finish the plan; else None."""
    if "change" in data:
        return Planner.again(offer, data)
    if "more" in data:
        return Planner.again(offer, data, add=data["more"])
    if "suggest" in data:
        return Planner.again(offer, data, suggests=True)
    return None


def _form(request, planner, status=200):
    return render(request, "advocacy/meeting/planner.html", _context(planner), status=status)


def _context(planner, **more):
    offer = planner.offer
    return {"planner": planner, "form": planner.form, "object": offer.plan, "campaign": offer.campaign,
            "riding": offer.riding, "member": offer.member, **more}  # fmt: skip


def _preview(request, planner, status=200, **problem):
    """The plan as a page, in the language that was chosen for it; the site around it stays in the visitor's."""
    language = planner.form.cleaned_data["language"]
    with override(language):
        plan = plan_of(planner)
        shown = {"plan": plan, "bring": list(things_to_bring(plan)), "plan_language": language, **problem}
    return render(request, "advocacy/meeting/plan.html", _context(planner, **shown), status=status)


def _file(request, planner, make):
    if is_too_fast(request, allowed=FILES_A_MINUTE, what="meet-file"):
        return too_fast()
    try:
        with override(planner.form.cleaned_data["language"]):
            plan = plan_of(planner)
            content, content_type, ending = make(plan)
            name = f"{_called()}-{plan.starts_at:%Y-%m-%d}.{ending}"
    except unmade.REASONS as problem:
        return unmade.explained(problem, partial(_preview, request, planner))
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=content_type, headers=headers)


def _called():
    """What the files are called, in the active language."""
    return _("meeting")


def _pdf(plan):
    return files.plan_pdf(plan), CONTENT_TYPES["pdf"], "pdf"


def _word(plan):
    return files.plan_word(plan), CONTENT_TYPES["docx"], "docx"


def _entry(plan):
    return entry(plan, planner_address(plan)), CONTENT_TYPE, "ics"


_FILES = {"pdf": _pdf, "docx": _word, "ics": _entry}
