from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from advocacy.models import MeetingPlan, MeetingStep
from publishing.content_admin import PublishableAdmin, total_column
from publishing.side_by_side import NumberedPartInline


class MeetingStepInline(NumberedPartInline):
    model = MeetingStep
    fields = ["position", ("minutes", "role"), ("title_en", "title_fr")]


@admin.register(MeetingPlan)
class MeetingPlanAdmin(PublishableAdmin):
    """What a campaign offers to those who plan a meeting; its address is the campaign's."""

    list_display = ["campaign", "state_shown", "brief", "leave_behind", "steps_total", "last_change"]
    list_filter = ["state"]
    list_select_related = ["campaign", "brief", "leave_behind"]
    search_fields = ["campaign__title_en", "campaign__title_fr", "lead_en", "lead_fr"]
    autocomplete_fields = ["leave_behind"]
    fieldsets = [
        (None, {"fields": ["campaign", ("lead_en", "lead_fr"), ("bring_en", "bring_fr")]}),
        (_("The papers"), {"fields": [("brief", "leave_behind")]}),
    ]
    inlines = [MeetingStepInline]
    totals = {"steps_total": Count("steps")}
    steps_total = total_column("steps_total", _("agenda"))
