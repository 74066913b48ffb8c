from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from advocacy.models import CallSheet, Objection
from publishing.content_admin import PublishableAdmin, total_column
from publishing.side_by_side import NumberedPartInline


class ObjectionInline(NumberedPartInline):
    model = Objection
    fields = [
        "position",
        ("objection_en", "objection_fr"),
        ("answer_en", "answer_fr"),
        ("figure_en", "figure_fr"),
        ("as_of_en", "as_of_fr"),
        ("source_name_en", "source_name_fr"),
        "source_url",
    ]


@admin.register(CallSheet)
class CallSheetAdmin(PublishableAdmin):
    list_display = ["campaign", "state_shown", "objections_total", "last_change"]
    list_filter = ["state"]
    list_select_related = ["campaign"]
    search_fields = ["campaign__title_en", "campaign__title_fr", "lead_en", "lead_fr"]
    fieldsets = [
        (None, {"fields": ["campaign", ("lead_en", "lead_fr")]}),
        (
            _("What the caller says"),
            {
                "fields": [
                    ("short_script_en", "short_script_fr"),
                    ("long_script_en", "long_script_fr"),
                    ("voicemail_script_en", "voicemail_script_fr"),
                ]
            },
        ),
    ]
    inlines = [ObjectionInline]
    totals = {"objections_total": Count("objections")}
    objections_total = total_column("objections_total", _("objections"))
