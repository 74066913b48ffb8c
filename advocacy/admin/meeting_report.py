"""Reports of meetings, as staff see them: what was said and promised, and what becomes of it."""

from django.contrib import admin
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from advocacy.meeting.reporting import settle_report
from advocacy.models import MeetingReport
from petitions.spreadsheets import csv_file
from petitions.spreadsheets.cells import harmless
from publishing import checklist

# Who reported is for those who answer, and for those who keep what is personal.
MAY_SEE_WHO = "advocacy.contact_meetingreport"
WHO = ("name", "email")
COLUMNS = (
    "reported_at", "campaign", "riding", "member_name", "met_on", "met_with", "group_size", "ask", "said", "promised",
    "follow_up_on", "state", "note",
)  # fmt: skip


class DueFilter(admin.SimpleListFilter):
    """By the day on which somebody is to ask again."""

    title = _("follow up")
    parameter_name = "due"

    def lookups(self, request, model_admin):
        return [("now", _("due")), ("undated", _("no day is set"))]

    def queryset(self, request, queryset):
        if self.value() == "now":
            return queryset.due(timezone.localdate())
        return queryset.undated() if self.value() == "undated" else queryset


@admin.register(MeetingReport)
class MeetingReportAdmin(SimpleHistoryAdmin):
    """Groups report; staff write down what becomes of it. What was reported is not changed."""

    list_display = ["met_on", "campaign", "riding", "met_with", "state", "follow_up_on", "wants_contact"]
    list_display_links = ["met_on", "campaign"]
    list_filter = [DueFilter, "state", "campaign", "met_with"]
    list_select_related = ["campaign", "riding"]
    search_fields = ["riding__name_en", "riding__name_fr", "member_name", "ask", "said", "promised", "note"]
    date_hierarchy = "met_on"
    actions = ["export_selected"]
    meeting = ["campaign", "riding", "member_name"]
    met = ["met_on", "met_with", "group_size"]
    words = ["ask", "said", "promised"]
    reporter = ["may_contact", "name", "email", "language"]

    @admin.display(description=_("may be written to"), boolean=True)
    def wants_contact(self, report):
        return report.may_contact

    def get_fieldsets(self, request, obj=None):
        who = self.reporter if request.user.has_perm(MAY_SEE_WHO) else [f for f in self.reporter if f not in WHO]
        return [
            (None, {"fields": [tuple(self.meeting), tuple(self.met), *self.words]}),
            (_("Who reports it"), {"fields": [tuple(who), ("reported_at", "erased_at")]}),
            (_("What becomes of it"), {"fields": [("state", "follow_up_on", "settled_at"), "note"]}),
        ]

    def get_readonly_fields(self, request, obj=None):
        settled = ["reported_at", "erased_at", "settled_at"]
        return [*self.meeting, *self.met, *self.words, *self.reporter, *settled]

    def has_add_permission(self, request):
        """A group reports on the site, under what the privacy page says."""
        return False

    def revert_disabled(self, request, obj=None):
        """History is read: going back would bring an action's effects back without the action."""
        return True

    def save_model(self, request, obj, form, change):
        settle_report(report=obj, state=obj.state, note=obj.note, follow_up_on=obj.follow_up_on)

    def lookup_allowed(self, lookup, value, request):
        """Only what the list shows may narrow it: "?email__startswith=…" would tell who has reported."""
        known = {"due", "state", "campaign", "met_with", "riding", "met_on"}
        return lookup.partition("__")[0] in known and super().lookup_allowed(lookup, value, request)

    @admin.action(description=_("Download as CSV"), permissions=["view"])
    def export_selected(self, request, queryset):
        """The selected reports as a table in which no cell is a formula; with who reported for those who may see it."""
        columns = COLUMNS + (WHO if request.user.has_perm(MAY_SEE_WHO) else ())
        heading = [gettext(str(MeetingReport._meta.get_field(name).verbose_name)) for name in columns]
        rows = ([_cell(report, name) for name in columns] for report in queryset.select_related("campaign", "riding"))
        name = f"meetings-{timezone.localdate():%Y-%m-%d}.csv"
        return StreamingHttpResponse(
            csv_file.stream(heading, [rows]),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
        )


def _cell(report, name):
    if name in ("met_with", "state"):
        return harmless(str(getattr(report, f"get_{name}_display")()))
    if name == "reported_at":
        return f"{timezone.localtime(report.reported_at):%Y-%m-%d %H:%M}"
    value = getattr(report, name)
    return "" if value is None else harmless(str(value))


@checklist.register
def meetings_to_follow_up():
    """The one that has been due for the longest leads to its form; how many there are stands in the words."""
    due = MeetingReport.objects.due(timezone.localdate())
    count = due.count()
    if count:
        words = ngettext("%(count)d meeting is to be followed up", "%(count)d meetings are to be followed up", count)
        yield words % {"count": count}, due.select_related("riding").first()
    new = MeetingReport.objects.undated()
    count = new.count()
    if count:
        words = ngettext(
            "%(count)d report of a meeting is new, without a day to follow up",
            "%(count)d reports of meetings are new, without a day to follow up",
            count,
        )
        yield words % {"count": count}, new.select_related("riding").first()
