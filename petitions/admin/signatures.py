from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from parliament.provinces import province_name
from petitions.models import Signature
from publishing.only_read import OnlyRead


@admin.register(Signature)
class SignatureAdmin(OnlyRead, admin.ModelAdmin):
    """Where signatures stand, for superusers; whose they are is shown to nobody here."""

    list_display = ["created_at", "petition", "state", "language", "lives_in", "mail_problem"]
    list_display_links = None
    list_filter = ["petition", "state", "language", "residence", "mail_problem"]
    list_select_related = ["petition"]
    date_hierarchy = "created_at"
    show_full_result_count = False

    def has_view_permission(self, request, obj=None):
        """The list only: the page of one signature would be titled with its name."""
        return request.user.is_superuser and obj is None

    def has_module_permission(self, request):
        return request.user.is_superuser

    def lookup_allowed(self, lookup, value, request):
        """Only what the list shows may narrow it: "?email__startswith=…" would tell who has signed."""
        asked = lookup.partition("__")[0]
        return asked in {*self.list_filter, self.date_hierarchy} and super().lookup_allowed(lookup, value, request)

    @admin.display(description=_("lives"))
    def lives_in(self, signature):
        if signature.residence == Signature.Residence.ABROAD:
            return signature.get_residence_display()
        return province_name(signature.province) or "–"
