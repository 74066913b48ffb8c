"""The history of reviews: what was decided, by whom and why, and the way back."""

from datetime import datetime

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import date as format_date
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from petitions import long_reviews, reviewing
from petitions.admin.review import MAY_REVIEW
from petitions.judging import Reason
from petitions.models import ReviewDecision
from petitions.tasks import carry_on_review
from publishing.only_read import OnlyRead

REFRESHED_EVERY = 4  # seconds


@admin.register(ReviewDecision)
class DecisionAdmin(OnlyRead, admin.ModelAdmin):
    """Written by decisions alone. Nobody changes or deletes one; it is undone."""

    list_display = ["made_at", "petition", "verdict", "how_many", "reason", "made_by", "undone"]
    list_filter = ["petition", "verdict"]
    list_select_related = ["petition", "made_by", "undone_by"]
    date_hierarchy = "made_at"
    fields = ["petition", "verdict", "how_many", "reason", "chosen", "made_at", "made_by", "undone"]
    readonly_fields = ["how_many", "chosen", "undone"]
    change_form_template = "admin/petitions/decision.html"

    @admin.display(description=gettext_lazy("signatures"), ordering="count")
    def how_many(self, decision):
        if not decision.under_way:
            return decision.count
        done, of = _progress(decision)
        return f"{decision.get_under_way_display()} ({done}/{of})"

    @admin.display(description=gettext_lazy("undone"), ordering="undone_at")
    def undone(self, decision):
        if decision.undone_at is None:
            return "–"
        when = format_date(timezone.localtime(decision.undone_at), "DATETIME_FORMAT")
        return f"{when}, {decision.undone_by}" if decision.undone_by else when

    @admin.display(description=gettext_lazy("chosen by"))
    def chosen(self, decision):
        return format_html_join("", "<div>{} – {}</div>", _chosen_in_words(decision.chosen_by)) or "–"

    def get_urls(self):
        undo = self.admin_site.admin_view(require_POST(self.undo_view))
        return [path("<int:pk>/undo/", undo, name="petitions_reviewdecision_undo"), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        may_undo = obj is not None and obj.undone_at is None and request.user.has_perm(MAY_REVIEW)
        context["would_go_back"] = reviewing.how_many_would_go_back(obj) if may_undo else None
        if obj is not None and obj.under_way:
            done, of = _progress(obj)
            context |= {"done": done, "of": of, "percent": 100 * done // of if of else 0}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """While the worker is at it, the page brings itself up to date: by a header, which works without a script."""
        response = super().change_view(request, object_id, form_url, extra_context)
        if ReviewDecision.objects.under_way().filter(pk=object_id).exists():
            response["Refresh"] = str(REFRESHED_EVERY)
        return response

    def undo_view(self, request, pk):
        if not request.user.has_perm(MAY_REVIEW):
            raise PermissionDenied
        decision = get_object_or_404(ReviewDecision, pk=pk)
        is_long = decision.under_way or decision.count > long_reviews.LONG
        try:
            count = (long_reviews.ask_to_undo if is_long else reviewing.undo)(decision=decision, by=request.user)
        except reviewing.AlreadyUndone:
            messages.warning(request, _("This decision was undone already."))
        else:
            if is_long:
                carry_on_review.enqueue(pk)
                return HttpResponseRedirect(reverse("admin:petitions_reviewdecision_change", args=[pk]))
            words = ngettext(
                "%(count)d signature is again what it was before.",
                "%(count)d signatures are again what they were before.",
                count,
            )
            messages.success(request, words % {"count": count})
        return HttpResponseRedirect(reverse("admin:petitions_reviewdecision_change", args=[pk]))


def _progress(decision):
    """(how many are done, of how many) of what is under way."""
    if decision.under_way == ReviewDecision.UnderWay.UNDOING:
        return decision.restored, decision.count
    return decision.count, decision.expected


def _chosen_in_words(chosen):
    """[(what, value)] of ReviewDecision.chosen_by."""
    words = {
        "queue": _("signatures"),
        "reason": _("waits because of"),
        "domain": _("domain"),
        "connection": _("connection of signature no."),
        "since": _("signed from"),
        "until": _("signed before"),
        "ticked": _("ticked one by one"),
    }
    labels = {**dict(reviewing.Queue.choices), **dict(Reason.choices), True: _("yes")}
    return [(words[name], _shown(value, labels)) for name, value in chosen.items() if name in words]


def _shown(value, labels):
    if isinstance(value, str) and "T" in value and value[:1].isdigit():
        return format_date(timezone.localtime(datetime.fromisoformat(value)), "DATETIME_FORMAT")
    return labels.get(value, value)
