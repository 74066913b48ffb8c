"""What signatures are judged by: rates, and domains."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from petitions import pace
from petitions.domain_lists import import_domains
from petitions.models import BlockedDomain, SigningRules


@admin.register(SigningRules)
class SigningRulesAdmin(admin.ModelAdmin):
    """One record: its menu entry leads straight to its form."""

    fieldsets = [
        (
            gettext_lazy("More than these wait for review"),
            {
                "fields": [
                    ("address_burst", "address_sustained"),
                    ("petition_burst", "petition_sustained"),
                    "least_seconds",
                ],
                "description": gettext_lazy(
                    "On the page of a signing event, the number expected there stands in for the first line."
                ),
            },
        ),
        (gettext_lazy("More than these are turned away"), {"fields": ["posts_per_minute"]}),
    ]

    def has_delete_permission(self, request, obj=None):
        return False

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not SigningRules.objects.exists()

    def changelist_view(self, request, extra_context=None):
        name = "change" if SigningRules.objects.exists() else "add"
        return HttpResponseRedirect(
            reverse(f"admin:petitions_signingrules_{name}", args=[1] if name == "change" else [])
        )

    def render_change_form(self, request, context, *args, **kwargs):
        return super().render_change_form(request, context | {"show_save_and_add_another": False}, *args, **kwargs)

    def save_model(self, request, obj, form, change):
        obj.pk = 1
        super().save_model(request, obj, form, change)
        pace.forget_rules()

    def response_post_save_change(self, request, obj):
        return HttpResponseRedirect(reverse("admin:index"))

    response_post_save_add = response_post_save_change


class DomainListForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Kind of domains"), choices=BlockedDomain.Kind.choices)
    text = forms.CharField(
        label=gettext_lazy("Domains"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=gettext_lazy("One on a line. What stands behind a # is a remark."),
    )
    file = forms.FileField(label=gettext_lazy("or a text file"), required=False)
    replaces = forms.BooleanField(
        label=gettext_lazy("Remove domains of this kind that the list does not name"), required=False, label_suffix=""
    )

    MOST_BYTES = 10_000_000

    def clean(self):
        data = super().clean()
        file = data.get("file")
        if file and file.size > self.MOST_BYTES:
            self.add_error("file", _("This file is too large. Lists have a few megabytes at most."))
        elif file:
            data["text"] = f"{data.get('text', '')}\n{file.read().decode('utf-8', 'replace')}"
        if not self.errors and not data.get("text", "").strip():
            self.add_error("text", _("Paste a list, or choose a file."))
        return data


@admin.register(BlockedDomain)
class BlockedDomainAdmin(admin.ModelAdmin):
    list_display = ["domain", "kind", "added_at"]
    list_filter = ["kind"]
    search_fields = ["domain"]
    list_per_page = 200
    change_list_template = "admin/petitions/domains.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.import_view)
        return [path("import/", view, name="petitions_blockeddomain_import"), *super().get_urls()]

    def import_view(self, request):
        """Takes a list, pasted or as a file, and says what became of it."""
        if not self.has_add_permission(request) or not self.has_delete_permission(request):
            raise PermissionDenied
        form = DomainListForm(request.POST or None, request.FILES or None)
        report = None
        if request.method == "POST" and form.is_valid():
            data = form.cleaned_data
            report = import_domains(text=data["text"], kind=data["kind"], replaces=data["replaces"])
            if not report.invalid_count:
                messages.success(request, _report_in_words(report))
                return HttpResponseRedirect(reverse("admin:petitions_blockeddomain_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import a list of domains"),
            "opts": self.opts,
            "form": form,
            "report": report,
            "report_words": _report_in_words(report) if report else "",
        }
        return TemplateResponse(request, "admin/petitions/import_domains.html", context)


def _report_in_words(report):
    return _("Added: %(added)d. Known already: %(kept)d. Removed: %(removed)d. No domain: %(invalid)d.") % {
        "added": report.added,
        "kept": report.kept,
        "removed": report.removed,
        "invalid": report.invalid_count,
    }
