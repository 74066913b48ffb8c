from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from advocacy.models import Section
from publishing.content_admin import PublishableAdmin


@admin.register(Section)
class SectionAdmin(PublishableAdmin):
    list_display = ["number", "title", "state_shown", "document", "tool", "last_change"]
    list_display_links = ["title"]
    list_filter = ["state", "tool"]
    list_select_related = ["document"]
    search_fields = ["title_en", "title_fr", "teaser_en", "teaser_fr"]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["document"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "number",
                    ("title_en", "title_fr"),
                    ("slug_en", "slug_fr"),
                    ("teaser_en", "teaser_fr"),
                    ("introduction_en", "introduction_fr"),
                    "document",
                ]
            },
        ),
        (
            _("Do it now"),
            {
                "fields": [
                    "tool",
                    ("tool_title_en", "tool_title_fr"),
                    ("tool_text_en", "tool_text_fr"),
                    ("recipient", "petition"),
                ]
            },
        ),
    ]
