"""Groups with paper sheets, as staff see them: who to ask about sheets, and what came back."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from petitions.models import PaperGroup


@admin.register(PaperGroup)
class PaperGroupAdmin(admin.ModelAdmin):
    """Groups register on the site. Staff read their record and correct its name; the number never changes."""

    list_display = ["number", "name", "place", "petition", "sheets", "received", "confirmed_at", "mail_problem"]
    list_display_links = ["number", "name"]
    list_filter = ["petition", "mail_problem"]
    list_select_related = ["petition"]
    search_fields = ["name", "=number"]
    fields = [
        "petition",
        "number",
        "name",
        "place",
        ("contact_name", "email"),
        "mail_problem",
        ("sheets", "language"),
        ("created_at", "confirmed_at"),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).with_received()

    @admin.display(description=_("valid signatures"), ordering="received")
    def received(self, group):
        return group.received or 0

    def get_readonly_fields(self, request, obj=None):
        return [
            "petition",
            "number",
            "contact_name",
            "email",
            "mail_problem",
            "sheets",
            "language",
            "created_at",
            "confirmed_at",
        ]

    def has_add_permission(self, request):
        """A group agrees itself to be written to."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Its number stands on sheets; its contact is deleted on a clock."""
        return False

    def lookup_allowed(self, lookup, value, request):
        """Only what the list shows may narrow it: "?email__startswith=…" would tell who has registered."""
        return lookup.partition("__")[0] in self.list_filter and super().lookup_allowed(lookup, value, request)
