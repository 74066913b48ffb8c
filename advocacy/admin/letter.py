from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from advocacy.models import Letter, LetterPoint
from publishing.content_admin import PublishableAdmin, total_column
from publishing.side_by_side import NumberedPartInline


class LetterPointInline(NumberedPartInline):
    model = LetterPoint
    fields = [
        "position",
        ("label_en", "label_fr"),
        ("text_en", "text_fr"),
        ("source_name_en", "source_name_fr"),
        "source_url",
    ]


@admin.register(Letter)
class LetterAdmin(PublishableAdmin):
    """What staff write of a campaign's letter; its address is the campaign's."""

    list_display = ["campaign", "state_shown", "to", "decision_maker", "points_total", "last_change"]
    list_filter = ["state", "to"]
    list_select_related = ["campaign", "decision_maker"]
    search_fields = ["campaign__title_en", "campaign__title_fr", "subject_en", "subject_fr"]
    fieldsets = [
        (None, {"fields": ["campaign", ("to", "decision_maker")]}),
        (
            _("The letter, around the writer’s own words"),
            {
                "description": _(
                    "The finished letter begins with words that the visitor has to write: offices set letters aside "
                    "that are all alike. Then come your words, and between them the points that the visitor picks. "
                    "A paragraph with a name in braces that is not known of a writer is left out of that letter."
                ),
                "fields": [
                    ("subject_en", "subject_fr"),
                    ("prompt_en", "prompt_fr"),
                    ("introduction_en", "introduction_fr"),
                    ("request_en", "request_fr"),
                ],
            },
        ),
    ]
    inlines = [LetterPointInline]
    totals = {"points_total": Count("points")}
    points_total = total_column("points_total", _("points"))
