"""A campaign's calls: the page with numbers and words, the count of how a call went, and the thanks."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_http_methods

from advocacy.calling import actions, script
from advocacy.calling.desks import desks_of, hours_of_the_hill
from advocacy.calling.forms import CallReportForm
from advocacy.models import CallSheet
from parliament.models import Riding
from publishing.pace import is_too_fast, too_fast
from publishing.same_origin import same_origin_only
from publishing.views import PublicDetailView

# A group that calls together from a church hall, one after the other.
REPORTS_PER_MINUTE = 20


def riding_of(number):
    """The riding in force with this number, with its member, or 404; None for no number."""
    return get_object_or_404(Riding.objects.in_force().with_members(), number=number) if number else None


def member_of(riding):
    """Who sits for `riding`; None where nobody is known. A vacant seat is a record too."""
    return getattr(riding, "member", None)


def about(sheet, riding, form=None):
    """What both the page and a refused post show."""
    member = member_of(riding)
    desks = desks_of(member)
    slug = sheet.slug
    return {
        "sheet": sheet,
        "campaign": sheet.campaign,
        "riding": riding,
        "member": member,
        "desks": desks,
        "hill_hours": hours_of_the_hill(riding) if riding else None,
        "scripts": script.Scripts(sheet, script.known(riding, member)),
        "form": form or CallReportForm(desks=desks),
        "then": f"call/{slug}",
        "report_address": address("report", slug, riding),
    }


def address(page, slug, riding):
    """The address of "report" or "done" of a campaign's calls, of one riding or of none."""
    if riding is None:
        return reverse(f"call-{page}", args=[slug])
    return reverse(f"call-member-{page}", args=[slug, riding.number])


class CallView(PublicDetailView):
    """With a riding, the whole tool; without, the words and the way to one's riding."""

    model = CallSheet
    slug_field = "campaign__slug"
    template_name = "advocacy/calling/call.html"

    @cached_property
    def riding(self):
        return riding_of(self.kwargs.get("riding"))

    def get_queryset(self):
        return super().get_queryset().with_page_content()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**about(self.object, self.riding), **kwargs)


class ThanksView(CallView):
    """The same for everyone, whatever they have told."""

    template_name = "advocacy/calling/thanks.html"


@same_origin_only
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, slug, riding=None):
    """Count how a call went. Whoever opens the address by hand is led to the page."""
    sheet = get_object_or_404(CallSheet.objects.public().with_page_content(), campaign__slug=slug)
    found = riding_of(riding)
    if request.method != "POST":
        return redirect("call-member", sheet.slug, found.number) if found else redirect("call", sheet.slug)
    if is_too_fast(request, allowed=REPORTS_PER_MINUTE, what="call"):
        return too_fast()
    form = CallReportForm(request.POST, desks=desks_of(member_of(found)))
    if not form.is_valid():
        context = {"object": sheet} | about(sheet, found, form)
        return render(request, "advocacy/calling/report.html", context, status=422)
    actions.count_call(campaign=sheet.campaign, riding=found, **form.cleaned_data)
    return HttpResponseRedirect(address("done", sheet.slug, found), status=303)
