"""The staff page "Check before publishing", and what of it stands on a record's form."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publishing import actions
from publishing.prepublish import gate, outside_links, registry

SHOWN_ON_FORM = 5
PATIENCE = 8  # seconds in which the page is there, whatever a check would still like to know


class CheckPages:
    """For an admin of records that the registry knows: the address …/<pk>/before-publishing/."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.before_publishing_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_before_publishing"
        own = [path("<path:object_id>/before-publishing/", view, name=name)] if registry.is_checked(self.model) else []
        return [*own, *super().get_urls()]

    def before_publishing_address(self, record):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_before_publishing"
        return reverse(name, args=[record.pk]) if registry.is_checked(self.model) else ""

    def summary(self, record):
        """What stands on the form of `record`: the numbers, the first findings, the page's address."""
        if not registry.is_checked(self.model):
            return None
        report = registry.report_on(record)
        rows = gate.rows_of(report)
        return {
            "blocks": len(report.blocks),
            "warnings": len(report.warnings),
            "rows": rows[:SHOWN_ON_FORM],
            "more": max(0, len(rows) - SHOWN_ON_FORM),
            "address": self.before_publishing_address(record),
        }

    def ways_to_publish(self, request, record):
        """[(words, address)] of the pages on which the record is brought before the public, if it has such pages."""
        return []

    def publish_form(self, request, record, report):
        """The form that publishes from this page; None where that is not done here or not now."""
        return

    def before_publishing_view(self, request, object_id):
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        if request.method == "POST" and "ask" in request.POST:
            return self._ask_outside(request, record)
        report = registry.report_on(record, thoroughly=True, seconds=PATIENCE)
        form = self.publish_form(request, record, report)
        if request.method == "POST":
            if form is None:
                raise PermissionDenied
            if form.is_valid():
                return self._publish(request, record, form)
        return self._page(request, record, report, form)

    def _ask_outside(self, request, record):
        urls = {place.url for place in outside_links.places(registry.subject_of(record))}
        count = actions.ask_outside_links(urls=urls)
        words = ngettext(
            "%(count)d address is being asked. Load this page again in a minute or two.",
            "%(count)d addresses are being asked. Load this page again in a minute or two.",
            count,
        )
        self.message_user(request, words % {"count": count}, messages.SUCCESS)
        return HttpResponseRedirect(f"{self.before_publishing_address(record)}#outside")

    def _publish(self, request, record, form):
        self.bring_into(record, **form.wanted)
        self.log_change(request, record, [{"changed": {"fields": [_("state")]}}])
        self.message_user(request, self.published_words(record), messages.SUCCESS)
        return HttpResponseRedirect(
            reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[record.pk])
        )

    def _page(self, request, record, report, form):
        rows = gate.rows_of(report)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": record,
            "title": _("Check before publishing"),
            "subtitle": str(record),
            "blocks": [row for row in rows if row.finding.blocks],
            "warnings": [row for row in rows if not row.finding.blocks],
            "form": form,
            "ways": [] if report.blocks else self.ways_to_publish(request, record),
            "outside": outside_of(report.subject),
        }
        status = 422 if form is not None and form.errors else 200
        return TemplateResponse(request, "admin/before_publishing.html", context, status=status)


def outside_of(subject):
    """[(address, OutsideLink or None)] of every other site that the record links to, each once."""
    urls = list(dict.fromkeys(place.url for place in outside_links.places(subject)))
    known = outside_links.answers(urls)
    return [(url, known.get(url)) for url in urls]
