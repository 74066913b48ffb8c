"""Find one's member of Parliament: a postal code leads to a riding, and a riding has a page that is everyone's."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import DetailView

from advocacy.finding.after import address_for, purpose
from advocacy.finding.forms import FindForm
from parliament.finding import ridings_of
from parliament.models import Riding
from parliament.models.riding import ORDER_IN_FORCE
from publishing.models import Page
from publishing.pace import is_too_fast, too_fast
from publishing.same_origin import same_origin_only
from publishing.views import PageView

# Somebody who mistypes, and a church hall behind one connection.
LOOK_UPS_PER_MINUTE = 30


@method_decorator([same_origin_only, sensitive_post_parameters()], name="dispatch")
class FindView(PageView):
    """The form. A post of it leads to the riding's page, so that no address and no log ever holds the code."""

    key = Page.Key.FIND
    template_name = "advocacy/finding/find.html"

    def get_context_data(self, **kwargs):
        kwargs.setdefault("then", purpose(self.request.GET.get("then")))
        has_ridings = Riding.objects.of_order(ORDER_IN_FORCE).exists()
        return super().get_context_data(has_ridings=has_ridings, **kwargs)

    def post(self, request):
        if is_too_fast(request, allowed=LOOK_UPS_PER_MINUTE, what="find-your-mp"):
            return too_fast()
        form, then = FindForm(request.POST), purpose(request.POST.get("then"))
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form, then=then), status=422)
        reading = form.cleaned_data["postal_code"]
        proposal = ridings_of(reading.code)
        if proposal.is_certain and not reading.letters:
            return HttpResponseRedirect(address_for(proposal.ridings[0], then), status=303)
        choices = [(riding, address_for(riding, then)) for riding in proposal.ridings]
        context = {"reading": reading, "proposal": proposal, "choices": choices, "then": then}
        return render(request, "advocacy/finding/choose.html", context)


class RidingView(DetailView):
    """A riding and who sits for it: the same page for everyone."""

    template_name = "advocacy/finding/riding.html"

    def get_object(self, queryset=None):
        ridings = Riding.objects.of_order(ORDER_IN_FORCE).with_members()
        return get_object_or_404(ridings, number=self.kwargs["riding"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(riding=self.object, member=getattr(self.object, "member", None), **kwargs)
