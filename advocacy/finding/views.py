"""Find one's member of Parliament: a postal code leads to a riding, and a riding has a page that is everyone's."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import DetailView, TemplateView

from advocacy.finding.after import address_for, purpose
from advocacy.finding.forms import LONGEST, FindForm
from advocacy.finding.listing import by_province, sought
from parliament.finding import ridings_of
from parliament.models import DecisionMaker, Riding
from parliament.postal_codes import read_postal_code
from publishing.models import Page
from publishing.pace import is_too_fast, too_fast
from publishing.same_origin import same_origin_only
from publishing.views import PageView

# Somebody who mistypes, and a church hall behind one connection.
LOOK_UPS_PER_MINUTE = 30

# Posts, so that no address and no log ever holds a postal code; and no report of an error.
takes_a_postal_code = method_decorator([same_origin_only, sensitive_post_parameters()], name="dispatch")


class Paced:
    """A connection that posts too often is turned away before anything else is done."""

    def post(self, request):
        if is_too_fast(request, allowed=LOOK_UPS_PER_MINUTE, what="find-your-mp"):
            return too_fast()
        return self.take(request, purpose(request.POST.get("then")))


@takes_a_postal_code
class FindView(Paced, PageView):
    """The form. Its post leads to the riding's page or, where that is not certain, to a choice."""

    key = Page.Key.FIND
    template_name = "advocacy/finding/find.html"

    def get_context_data(self, **kwargs):
        kwargs.setdefault("then", purpose(self.request.GET.get("then")))
        return super().get_context_data(has_ridings=Riding.objects.in_force().exists(), **kwargs)

    def take(self, request, then):
        form = FindForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form, then=then), status=422)
        return answer(request, form.cleaned_data["postal_code"], then)


def answer(request, reading, then):
    """What somebody is told whose postal code was understood as this `reading`."""
    proposal = ridings_of(reading.code)
    if proposal.is_certain and not reading.letters:
        return HttpResponseRedirect(address_for(proposal.ridings[0], then), status=303)
    context = {
        "reading": reading,
        "area": reading.code[:3],
        "proposal": proposal,
        "choices": [(riding, address_for(riding, then)) for riding in proposal.ridings],
        "has_ridings": bool(proposal.ridings) or Riding.objects.in_force().exists(),
        "then": then,
    }
    return render(request, "advocacy/finding/choose.html", context)


@takes_a_postal_code
class RidingsView(Paced, TemplateView):
    """All ridings by province, and those whose names have the words that somebody looks for."""

    template_name = "advocacy/finding/ridings.html"

    def get_context_data(self, **kwargs):
        kwargs.setdefault("then", purpose(self.request.GET.get("then")))
        ridings = list(Riding.objects.in_force())
        found = sought(ridings, kwargs.get("words", ""))
        provinces = by_province(found, get_language(), kwargs["then"])
        example = ridings[0] if ridings else None
        return super().get_context_data(
            provinces=provinces, has_ridings=bool(ridings), example=example, number=len(found), **kwargs
        )

    def take(self, request, then):
        # PostgreSQL takes no null character in a text; here it would only stand in the page.
        words = request.POST.get("q", "").replace("\x00", "").strip()[:LONGEST]
        # Two fields for two questions, and people answer the one that they see.
        reading = read_postal_code(words)
        if reading:
            return answer(request, reading, then)
        return self.render_to_response(self.get_context_data(words=words, then=then))


class RidingView(DetailView):
    """A riding and who sits for it: the same page for everyone."""

    template_name = "advocacy/finding/riding.html"

    def get_object(self, queryset=None):
        return get_object_or_404(Riding.objects.in_force().with_members(), number=self.kwargs["riding"])

    def get_context_data(self, **kwargs):
        member = getattr(self.object, "member", None)
        minister = DecisionMaker.objects.with_email().filter(key="minister").first()
        return super().get_context_data(riding=self.object, member=member, minister=minister, **kwargs)
