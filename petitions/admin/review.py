"""The queue of signatures that look suspicious: choose, see the number, give a reason, decide."""

from dataclasses import replace

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from parliament.provinces import province_name
from petitions import long_reviews, reviewing
from petitions.judging import Reason
from petitions.models import ReviewDecision, Signature, SignatureForReview
from petitions.review_form import DecisionForm, SelectionForm
from petitions.tasks import carry_on_review
from publishing import checklist
from publishing.only_read import OnlyRead

MAY_REVIEW = "petitions.review_signature"
PER_PAGE = 50
# What a reviewer sees of a connection's hash: enough to tell that two lines share one.
SHOWN_OF_HASH = 6
MOST_TICKED = 500
VERDICTS = ReviewDecision.Verdict.values


@checklist.register
def signatures_that_are_held():
    count = Signature.objects.held().count()
    if count:
        words = ngettext(
            "%(count)d signature is confirmed by its owner and waits for review: it is not counted yet.",
            "%(count)d signatures are confirmed by their owners and wait for review: they are not counted yet.",
            count,
        )
        page = checklist.Page("petitions_signatureforreview_changelist", MAY_REVIEW)
        yield words % {"count": count}, page


class Row:
    """One signature of the list, in words."""

    def __init__(self, signature, of_connection):
        self.signature = signature
        self.reasons = [Reason(code).label for code in signature.suspicions if code in Reason.values]
        self.connection = signature.ip_hash[:SHOWN_OF_HASH]
        self.of_connection = of_connection.get(signature.ip_hash, 0)

    @property
    def place(self):
        if self.signature.residence == Signature.Residence.ABROAD:
            return self.signature.get_residence_display()
        return province_name(self.signature.province) or "–"


@admin.register(SignatureForReview)
class ReviewAdmin(OnlyRead, admin.ModelAdmin):
    """Names and addresses are shown here and to reviewers only. A change is a decision; see petitions.reviewing."""

    def has_module_permission(self, request):
        return request.user.has_perm(MAY_REVIEW)

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm(MAY_REVIEW)

    def get_urls(self):
        decide = self.admin_site.admin_view(require_POST(self.decide_view))
        return [
            path("", self.admin_site.admin_view(self.changelist_view), name="petitions_signatureforreview_changelist"),
            path("decide/", decide, name="petitions_signatureforreview_decide"),
        ]

    def changelist_view(self, request, extra_context=None):
        self._only_reviewers(request)
        form = SelectionForm(request.GET)
        found = form.selection.signatures() if form.is_valid() else Signature.objects.none()
        # The oldest wait the longest.
        page = Paginator(found.order_by("created_at", "pk"), PER_PAGE).get_page(request.GET.get("page"))
        context = {
            "title": _("Signatures to review"),
            "form": form,
            "page": page,
            "rows": _rows(page),
            "asked": _asked(request.GET),
            "may_accept": form.is_valid() and form.selection.queue != reviewing.Queue.CONFIRMED,
        }
        return self._page(request, "review", context)

    def decide_view(self, request):
        """The first post shows what would be done, with its number; the one with a reason does it."""
        self._only_reviewers(request)
        chosen, is_for_all = SelectionForm(request.POST), request.POST.get("scope") == "all"
        ticked = tuple(int(pk) for pk in request.POST.getlist("pk")[:MOST_TICKED] if pk.isdecimal() and len(pk) < 19)
        if not chosen.is_valid() or request.POST.get("verdict") not in VERDICTS or not (ticked or is_for_all):
            messages.warning(request, _("Nothing was chosen, so nothing was done."))
            return self._back_to_list(request)
        selection = replace(chosen.selection, pks=() if is_for_all else ticked)
        answer = DecisionForm(request.POST)
        if "why" in request.POST and answer.is_valid():
            return self._decide(request, selection, answer.cleaned_data)
        return self._dry_run(request, selection)

    def _dry_run(self, request, selection):
        seen = reviewing.preview(selection)
        data = request.POST.copy()
        data["as_of"], data["at_most"] = seen.selection.as_of.isoformat(), seen.count
        form = DecisionForm(data) if "why" in data else DecisionForm(initial=data.dict())
        context = {
            "title": _("Before you decide"),
            "seen": seen,
            "form": form,
            "accepts": data["verdict"] == ReviewDecision.Verdict.ACCEPT,
            "asked": _asked(data),
            "ticked": selection.pks,
            "is_long": seen.count > long_reviews.LONG,
        }
        return self._page(request, "review_decide", context)

    def _decide(self, request, selection, data):
        is_long = data["at_most"] > long_reviews.LONG
        decide = long_reviews.ask_to_decide if is_long else reviewing.decide
        try:
            decisions = decide(
                selection=replace(selection, as_of=data["as_of"]),
                verdict=data["verdict"],
                reason=data["why"],
                by=request.user,
                at_most=data["at_most"],
            )
        except reviewing.NothingToDecide:
            messages.warning(request, _("None of these signatures was left to decide on. Nothing was done."))
        except reviewing.MoreThanShown:
            messages.warning(request, _("There are more signatures now than you were shown. Nothing was done."))
            return self._dry_run(request, selection)
        else:
            if is_long:
                return self._begin(request, decisions)
            for decision in decisions:
                self._tell(request, decision)
        return self._back_to_list(request)

    def _begin(self, request, decisions):
        """Let the worker do it, and show how far it is."""
        for decision in decisions:
            carry_on_review.enqueue(decision.pk)
        messages.info(request, _("The worker carries it out. You may leave this page; it can be undone at any time."))
        if len(decisions) == 1:
            return HttpResponseRedirect(reverse("admin:petitions_reviewdecision_change", args=[decisions[0].pk]))
        return HttpResponseRedirect(reverse("admin:petitions_reviewdecision_changelist"))

    def _tell(self, request, decision):
        words = {
            ReviewDecision.Verdict.ACCEPT: ngettext(
                "%(count)d signature was accepted.", "%(count)d signatures were accepted.", decision.count
            ),
            ReviewDecision.Verdict.INVALIDATE: ngettext(
                "%(count)d signature was invalidated.", "%(count)d signatures were invalidated.", decision.count
            ),
        }[decision.verdict]
        address = reverse("admin:petitions_reviewdecision_change", args=[decision.pk])
        link = format_html('<a href="{}">{}</a>', address, _("Look at the decision, or undo it"))
        messages.success(request, format_html("{} {}", words % {"count": decision.count}, link))

    def _only_reviewers(self, request):
        if not request.user.has_perm(MAY_REVIEW):
            raise PermissionDenied

    def _back_to_list(self, request):
        query = _asked(request.POST).urlencode()
        return HttpResponseRedirect(f"{reverse('admin:petitions_signatureforreview_changelist')}?{query}")

    def _page(self, request, name, context):
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, f"admin/petitions/{name}.html", context)


def _asked(data):
    """What narrowed the list, as a QueryDict without anything else."""
    asked = data.copy()
    for name in list(asked):
        if name not in SelectionForm.base_fields or not asked[name]:
            del asked[name]
    return asked


def _rows(page):
    signatures = list(page.object_list.select_related("petition", "event"))
    hashes = {signature.ip_hash for signature in signatures} - {""}
    counts = Signature.objects.filter(ip_hash__in=hashes).values_list("ip_hash").annotate(total=Count("pk")).order_by()
    of_connection = dict(counts)
    return [Row(signature, of_connection) for signature in signatures]
