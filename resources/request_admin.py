"""Requests for other formats, as staff see them: who needs what, and what becomes of it."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from publishing import checklist
from resources.models import FormatRequest
from resources.requesting import settle_request


@admin.register(FormatRequest)
class FormatRequestAdmin(admin.ModelAdmin):
    """Readers ask; staff write down what becomes of it. What was asked is not changed."""

    list_display = ["asked_at", "document", "wanted", "language", "state", "settled_at", "wants_an_answer"]
    list_display_links = ["asked_at", "document"]
    list_filter = ["state", "wanted", "language"]
    list_select_related = ["document"]
    search_fields = ["document__title_en", "document__title_fr"]
    date_hierarchy = "asked_at"
    fieldsets = [
        (None, {"fields": ["document", ("wanted", "language"), "need", "email", "asked_at"]}),
        (_("What becomes of it"), {"fields": ["state", "note", "settled_at", "erased_at"]}),
    ]
    readonly_fields = ["document", "wanted", "language", "need", "email", "asked_at", "settled_at", "erased_at"]

    @admin.display(description=_("wants an answer"), boolean=True)
    def wants_an_answer(self, request):
        return bool(request.email)

    def get_readonly_fields(self, request, obj=None):
        """Once who asked is forgotten, a note would tell it again."""
        fields = super().get_readonly_fields(request, obj)
        return [*fields, "note"] if obj and obj.erased_at else fields

    def has_add_permission(self, request):
        """A reader asks on the site, under what the privacy page says."""
        return False

    def save_model(self, request, obj, form, change):
        settle_request(request=obj, state=obj.state, note=obj.note)

    def lookup_allowed(self, lookup, value, request):
        """Only what the list shows may narrow it: "?email__startswith=…" would tell who has asked."""
        return lookup.partition("__")[0] in [*self.list_filter, "asked_at"] and super().lookup_allowed(
            lookup, value, request
        )


@checklist.register
def requests_to_answer():
    """The oldest leads to its form; how many there are stands in the words."""
    waiting = FormatRequest.objects.unsettled().order_by("asked_at")
    count = waiting.count()
    if count:
        words = ngettext(
            "%(count)d request for another format waits for an answer",
            "%(count)d requests for other formats wait for an answer",
            count,
        )
        yield words % {"count": count}, waiting.select_related("document").first()
