"""Exports: the list of those that were made, and the page that makes one. Only for Data stewards."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from petitions import actions
from petitions.export_form import ExportForm
from petitions.models import Export
from petitions.spreadsheets.columns import COLUMNS

CONTENT_TYPES = {
    Export.Format.CSV: "text/csv; charset=utf-8",
    Export.Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MAY_EXPORT = "petitions.export_signature"


@admin.register(Export)
class ExportAdmin(admin.ModelAdmin):
    """The record of what was taken out is written by the export itself and is changed by nobody."""

    list_display = ["made_at", "petition", "format", "rows_shown", "reason", "made_by"]
    list_filter = ["petition", "format"]
    list_select_related = ["petition", "made_by"]
    date_hierarchy = "made_at"
    fields = ["petition", "format", "rows_shown", "columns_shown", "chosen_by", "reason", "made_at", "made_by"]
    readonly_fields = ["rows_shown", "columns_shown"]

    def has_add_permission(self, request):
        return request.user.has_perm(MAY_EXPORT)

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("rows"), ordering="rows")
    def rows_shown(self, export):
        return _("broken off") if export.rows is None else export.rows

    @admin.display(description=_("columns"))
    def columns_shown(self, export):
        return ", ".join(str(COLUMNS[key].label) if key in COLUMNS else key for key in export.columns)

    def add_view(self, request, form_url="", extra_context=None):
        """GET shows the form; POST says how many rows there would be; POST with `download` sends them."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form, count = ExportForm(request.POST or None), None
        if request.method == "POST" and "change" not in request.POST and form.is_valid():
            if "download" in request.POST:
                return self._download(request, form.cleaned_data, form.chosen_by)
            count = form.count()
        context = {
            **self.admin_site.each_context(request),
            "title": _("Export signatures"),
            "opts": self.opts,
            "form": form,
            "count": count,
        }
        return TemplateResponse(request, "admin/petitions/export.html", context)

    def _download(self, request, data, chosen_by):
        export, stream = actions.begin_export(
            petition=data["petition"],
            file_format=data["file_format"],
            keys=data["columns"],
            chosen_by=chosen_by,
            reason=data["reason"],
            by=request.user,
        )
        day = timezone.localdate(export.made_at)
        name = f"{export.petition.slug}-{day:%Y-%m-%d}-{export.pk}.{export.format}"
        headers = {
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
            # nginx would wait for more than the first lines.
            "X-Accel-Buffering": "no",
        }
        return StreamingHttpResponse(stream, content_type=CONTENT_TYPES[export.format], headers=headers)
