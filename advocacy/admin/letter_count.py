from django.contrib import admin

from advocacy.models import LetterCount
from publishing.only_read import OnlyRead


@admin.register(LetterCount)
class LetterCountAdmin(OnlyRead, admin.ModelAdmin):
    """How many letters those who wrote them have counted: by campaign, riding and week."""

    list_display = ["week", "campaign", "riding", "number"]
    list_filter = ["campaign", "week"]
    list_select_related = ["campaign", "riding"]
    date_hierarchy = "week"
    search_fields = ["riding__name_en", "riding__name_fr", "riding__number"]
