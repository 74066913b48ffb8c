"""The clocks of privacy, what was forgotten by them, and erasing for somebody who has lost their mails."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from petitions import actions
from petitions.forgetting import all_steps
from petitions.forms import AddressField
from petitions.models import ForgettingReport, PrivacyClocks
from publishing import checklist, placeholders
from publishing.models import Page
from publishing.only_read import OnlyRead

MAY_ERASE = "petitions.delete_signature"
BY_ADDRESS = {"signatures": _("signatures"), "groups": _("contacts of groups with paper")}


@checklist.register
def privacy_page_without_the_clocks():
    """A page whose numbers were typed promises what the clocks may not do: loaded content is never written over."""
    names = [f"privacy.{name}" for name in PrivacyClocks.names()]
    for page in Page.objects.filter(key=Page.Key.PRIVACY):
        used = [set(placeholders.PATTERN.findall(body or "")) for body in (page.body_en, page.body_fr)]
        missing = [name for name in names if not all(name in words for words in used)]
        if missing:
            words = gettext(
                "The privacy page does not take these numbers from the clocks of privacy, in both languages: %(names)s"
            )
            yield words % {"names": ", ".join("{{" + name + "}}" for name in missing)}, page


class ClocksForm(forms.ModelForm):
    """Says at each field between which numbers it may be."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            least, most = (validator.limit_value for validator in self._meta.model._meta.get_field(name).validators[:2])
            words = [field.help_text, _("From %(least)d to %(most)d.") % {"least": least, "most": most}]
            field.help_text = " ".join(str(word) for word in words if word)


@admin.register(PrivacyClocks)
class PrivacyClocksAdmin(SimpleHistoryAdmin):
    """One record, with its history. The privacy page and the mails take their numbers from it."""

    form = ClocksForm

    def has_add_permission(self, request):
        return not PrivacyClocks.objects.exists() and super().has_add_permission(request)

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        """There is nothing to list: the one record opens, saved with its defaults the first time."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        clocks = actions.keep_clocks()
        return HttpResponseRedirect(reverse("admin:petitions_privacyclocks_change", args=[clocks.pk]))


class AddressForm(forms.Form):
    email = AddressField(
        label=_("E-mail address"),
        help_text=_("Make sure that it is theirs: answer to the address itself before you erase."),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "class": "vTextField"}),
        error_messages={
            "required": _("Enter the address that the person signed with."),
            "invalid": _("Check the address: it looks like name@example.ca."),
        },
    )


@admin.register(ForgettingReport)
class ForgettingReportAdmin(OnlyRead, admin.ModelAdmin):
    """Written by the deletion itself, and changed by nobody."""

    change_list_template = "admin/petitions/forgettingreport/list.html"
    list_display = ["made_at", "occasion", "was_dry", "total", "made_by", "ended"]
    list_filter = ["occasion", "was_dry"]
    list_select_related = ["made_by"]
    fields = ["made_at", "finished_at", "occasion", "was_dry", "made_by", "numbers"]
    readonly_fields = ["numbers"]

    @admin.display(description=_("in all"))
    def total(self, report):
        return sum(report.counts.values())

    @admin.display(description=_("ended"), boolean=True)
    def ended(self, report):
        return report.finished_at is not None

    @admin.display(description=_("numbers"))
    def numbers(self, report):
        labels = {step.name: step.label for step in all_steps()} | BY_ADDRESS
        lines = [f"{number} – {labels.get(name, name)}" for name, number in report.counts.items()]
        return "\n".join(lines) or "–"

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("try/", view(self.try_view), name="petitions_forget_try"),
            path("erase/", view(self.erase_view), name="petitions_erase"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"may_erase": request.user.has_perm(MAY_ERASE)} | (extra_context or {}))

    def try_view(self, request):
        """POST: count what would be deleted today. Nothing is."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_view_permission(request):
            raise PermissionDenied
        report = actions.forget(is_dry=True, by=request.user)
        return HttpResponseRedirect(reverse("admin:petitions_forgettingreport_change", args=[report.pk]))

    def erase_view(self, request):
        """GET shows the form; POST says how many signatures there are; POST with `erase` erases them.

        The address stands in no address, message or log.
        """
        if not request.user.has_perm(MAY_ERASE):
            raise PermissionDenied
        form, found, groups, requests, more = AddressForm(request.POST or None), None, 0, 0, []
        if request.method == "POST" and "change" not in request.POST and form.is_valid():
            address = form.cleaned_data["email"]
            if "erase" in request.POST:
                return self._erase(request, address)
            signatures, paper, asked = actions.find_by_address(address)
            found = signatures.order_by().values("petition__title", "state").annotate(number=Count("pk"))
            groups, requests, more = paper.count(), asked.count(), actions.find_more_by_address(address)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Erase for somebody"),
            "opts": self.opts,
            "form": form,
            "found": found,
            "groups": groups,
            "requests": requests,
            "more": more,
        }
        return TemplateResponse(request, "admin/petitions/forgettingreport/erase.html", context)

    def _erase(self, request, address):
        report = actions.erase_by_address(address=address, by=request.user)
        number = report.counts["signatures"]
        words = ngettext("%(count)d signature was erased.", "%(count)d signatures were erased.", number)
        self.message_user(request, words % {"count": number}, messages.SUCCESS)
        self.log_change(request, report, words % {"count": number})
        return HttpResponseRedirect(reverse("admin:petitions_forgettingreport_changelist"))
