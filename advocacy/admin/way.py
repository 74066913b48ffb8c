from django.contrib import admin

from advocacy.models import Way
from publishing.content_admin import ContentAdmin


@admin.register(Way)
class WayAdmin(ContentAdmin):
    list_display = ["title", "minutes_label", "position", "target", "last_change"]
    search_fields = ["title_en", "title_fr"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "position",
                    ("minutes_label_en", "minutes_label_fr"),
                    ("title_en", "title_fr"),
                    ("text_en", "text_fr"),
                    "target",
                ]
            },
        ),
    ]
