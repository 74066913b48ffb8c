"""The admin's page for bringing in a CSV file: first it shows what would change, then a second button does it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from parliament import actions, csv_files
from parliament.forms import ImportForm, words_of
from parliament.models import Member, PostalArea, Riding
from publishing.kept_uploads import keep_uploads


def may_import(model_admin, request):
    return model_admin.has_add_permission(request) and model_admin.has_change_permission(request)


def import_page(request, site):
    """GET shows the form; POST tells what the file would do; POST with `import` does it."""
    admins = {model: site.get_model_admin(model) for model in (Riding, Member, PostalArea)}
    if not any(may_import(model_admin, request) for model_admin in admins.values()):
        raise PermissionDenied
    form, report = ImportForm(request.POST or None, request.FILES or None), None
    if request.method == "POST":
        if form.is_valid():
            _check_permission(request, form, admins)
        if form.is_valid():
            report = _run(form, is_real="import" in request.POST)
        if report and "import" in request.POST:
            messages.success(request, _told(report))
            return redirect(f"{site.name}:parliament_{report.model._meta.model_name}_changelist")
        keep_uploads(form)
    context = {
        **site.each_context(request),
        "title": _("Import ridings, members and postal areas"),
        "form": form,
        "report": report,
        "opts": Riding._meta,
    }
    return TemplateResponse(request, "admin/parliament/import.html", context)


def _check_permission(request, form, admins):
    """What somebody may not do by hand they may not do by file."""
    model_admin = admins[actions.MODELS[form.cleaned_data["file"].kind]]
    if not may_import(model_admin, request):
        raise PermissionDenied
    if form.cleaned_data["remove"] and not model_admin.has_delete_permission(request):
        form.add_error("remove", _("You may not delete these records."))


def _run(form, *, is_real):
    """The Report of the import or of its trial; None when it was refused, which the form then says."""
    data = dict(form.cleaned_data)
    sheet, remove = data.pop("file"), data.pop("remove")
    options = {"provenance": actions.Provenance(**data), "remove": remove}
    try:
        if is_real:
            return actions.import_sheet(sheet=sheet, **options)
        return actions.try_sheets(sheets=[sheet], **options)[0]
    except csv_files.FileRefused as refusal:
        form.add_error("file", words_of(refusal))
    except actions.TooManyGone as refusal:
        form.add_error("remove", str(refusal))
    return None


def _told(report):
    numbers = {"added": len(report.added), "changed": len(report.changed), "unchanged": report.unchanged}
    words = _("%(kind)s: %(added)d added, %(changed)d changed, %(unchanged)d unchanged.")
    return words % {"kind": capfirst(report.model_name), **numbers}
