from django.contrib import admin, messages
from django.db.models import Count, F, Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from campaigns.models import Ask, Campaign, Chart, ChartBar, Figure, LatestPost, NewsPost, Partner, TimelineEntry
from publishing.content_admin import ContentAdmin, PublishableAdmin, total_column
from publishing.side_by_side import NumberedPartInline, PartInline

SOURCE = [("source_name_en", "source_name_fr"), "source_url"]


class AskInline(NumberedPartInline):
    model = Ask
    fields = ["position", ("title_en", "title_fr"), ("reason_en", "reason_fr")]


class FigureInline(NumberedPartInline):
    model = Figure
    fields = ["position", ("value_en", "value_fr"), ("label_en", "label_fr"), ("as_of_en", "as_of_fr"), *SOURCE]


class TimelineInline(PartInline):
    model = TimelineEntry
    fields = [("date", "precision", "era"), ("title_en", "title_fr"), ("text_en", "text_fr"), *SOURCE]


@admin.register(Campaign)
class CampaignAdmin(PublishableAdmin):
    list_display = [
        "title",
        "state_shown",
        "asks_total",
        "downloads_total",
        "news_total",
        "signed_total",
        "last_change",
    ]
    list_filter = ["state"]
    search_fields = ["title_en", "title_fr", "lead_en", "lead_fr"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("title_en", "title_fr"),
                    ("slug_en", "slug_fr"),
                    ("lead_en", "lead_fr"),
                ]
            },
        ),
        (
            _("Picture"),
            {"fields": ["photo", ("photo_alt_en", "photo_alt_fr"), ("photo_credit_en", "photo_credit_fr")]},
        ),
        (_("Text"), {"fields": [("body_en", "body_fr"), ("asks_title_en", "asks_title_fr"), "position"]}),
    ]
    # resources.admin adds the downloads, which come last on the page too.
    inlines = [AskInline, FigureInline, TimelineInline]
    totals = {
        "asks_total": Count("asks"),
        "downloads_total": Count("downloads"),
        "news_total": Count("news"),
        "signed_total": Sum(F("petitions__tally__confirmed") + F("petitions__tally__paper")),
    }
    asks_total = total_column("asks_total", _("asks"))
    downloads_total = total_column("downloads_total", _("downloads"))
    news_total = total_column("news_total", _("news"))
    signed_total = total_column("signed_total", _("signatures"))


@admin.register(NewsPost)
class NewsPostAdmin(PublishableAdmin):
    list_display = ["title", "date", "state_shown", "campaign", "last_change"]
    list_filter = ["state", "campaign"]
    list_select_related = ["campaign"]
    date_hierarchy = "date"
    search_fields = ["title_en", "title_fr", "summary_en", "summary_fr"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("title_en", "title_fr"),
                    ("slug_en", "slug_fr"),
                    ("date", "campaign"),
                    ("summary_en", "summary_fr"),
                    ("body_en", "body_fr"),
                    *SOURCE,
                ]
            },
        ),
    ]


@admin.register(Partner)
class PartnerAdmin(ContentAdmin):
    list_display = ["name", "role", "website", "petitions_total", "last_change"]
    list_filter = ["role"]
    search_fields = ["name_en", "name_fr"]
    fieldsets = [(None, {"fields": [("name_en", "name_fr"), ("role", "website")]})]
    totals = {"petitions_total": Count("petitions")}
    petitions_total = total_column("petitions_total", _("petitions"))


class ChartBarInline(NumberedPartInline):
    model = ChartBar
    fields = [("position", "value"), ("group_en", "group_fr"), ("label_en", "label_fr")]


@admin.register(Chart)
class ChartAdmin(ContentAdmin):
    list_display = ["title", "placeholder", "bars_total", "last_change"]
    search_fields = ["title_en", "title_fr", "key"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("title_en", "title_fr"),
                    ("key", "unit"),
                    ("as_of_en", "as_of_fr"),
                    ("note_en", "note_fr"),
                    *SOURCE,
                ]
            },
        ),
    ]
    inlines = [ChartBarInline]
    totals = {"bars_total": Count("bars")}
    bars_total = total_column("bars_total", _("bars"))

    @admin.display(description=_("stands in texts as"))
    def placeholder(self, chart):
        return "{{chart." + chart.key + "}}"


@admin.register(LatestPost)
class LatestPostAdmin(admin.ModelAdmin):
    """Posts read from the organisation's feed: staff hide what should not stand on the site."""

    list_display = ["__str__", "posted_at", "is_hidden", "read_at"]
    list_filter = ["is_hidden"]
    fields = ["text", "url", "posted_at", "read_at", "is_hidden"]
    readonly_fields = ["text", "url", "posted_at", "read_at"]
    actions = ["hide", "show"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        """A deleted post would come back with the next reading of the feed; a hidden one stays hidden."""
        return False

    @admin.action(description=_("Hide from the site"), permissions=["change"])
    def hide(self, request, queryset):
        count = queryset.update(is_hidden=True)
        message = ngettext("%(count)d post is hidden.", "%(count)d posts are hidden.", count)
        self.message_user(request, message % {"count": count}, messages.SUCCESS)

    @admin.action(description=_("Show on the site"), permissions=["change"])
    def show(self, request, queryset):
        count = queryset.update(is_hidden=False)
        message = ngettext("%(count)d post is shown.", "%(count)d posts are shown.", count)
        self.message_user(request, message % {"count": count}, messages.SUCCESS)
