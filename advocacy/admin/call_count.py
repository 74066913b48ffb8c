"""The staff page of letters and calls: nobody edits what was counted."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from advocacy.counting import columns, export, tables
from advocacy.counting.chart import chart_of
from advocacy.counting.forms import CountsForm
from advocacy.models import CallCount
from petitions.spreadsheets import csv_file, xlsx_file
from publishing.only_read import OnlyRead

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@admin.register(CallCount)
class CallCountAdmin(OnlyRead, admin.ModelAdmin):
    """One page in place of a list of rows, and the same numbers as a file."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("", view(self.changelist_view), name="advocacy_callcount_changelist"),
            path("export.<str:file_format>", view(self.export_view), name="advocacy_callcount_export"),
        ]

    def changelist_view(self, request, extra_context=None):
        form = self._form(request)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Letters and calls"),
            "form": form,
            "columns": columns.COLUMNS,
            "groups": columns.groups(),
            "asked": request.GET.urlencode(),
        }
        if form.is_valid():
            weeks = tables.by_week(form.counts)
            context |= {
                "campaign": form.cleaned_data["campaign"],
                "by_week": tables.week_table(weeks),
                "by_riding": tables.riding_table(form.counts),
                "chart": chart_of(weeks),
            }
        return TemplateResponse(request, "admin/advocacy/counts.html", context)

    def export_view(self, request, file_format):
        form = self._form(request)
        if file_format not in FORMATS or not form.is_valid():
            raise Http404
        heading, pages = export.heading(), export.pages(form.counts)
        if file_format == "csv":
            stream = csv_file.stream(heading, pages)
        else:
            stream = xlsx_file.stream(heading, pages, words=export.WORDS, title=_("Letters and calls"))
        name = f"{form.cleaned_data['campaign'].slug}-{timezone.localdate():%Y-%m-%d}.{file_format}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return StreamingHttpResponse(stream, content_type=FORMATS[file_format], headers=headers)

    def _form(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return CountsForm(request.GET)
