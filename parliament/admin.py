from datetime import timedelta

from django.contrib import admin
from django.db.models import Count
from django.template.defaultfilters import date as format_date
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parliament import import_page
from parliament.forms import MemberForm
from parliament.models import DecisionMaker, Member, Office, PostalArea, Riding, RosterReading
from parliament.name_keys import name_key
from parliament.postal_codes import fsa_of
from publishing import checklist
from publishing.content_admin import ContentAdmin, total_column
from publishing.only_read import OnlyRead
from publishing.side_by_side import PartInline

# Offices change hands and addresses change with them; a quarter is how long a record is trusted.
TRUSTED_FOR = timedelta(days=90)
# By-elections and new offices: a roster is read every night, and one as old as this was not.
ROSTER_TRUSTED_FOR = timedelta(days=30)


@admin.register(DecisionMaker)
class DecisionMakerAdmin(ContentAdmin):
    """One record per office: pages, letters and petitions take names and forms of address from it."""

    list_display = ["full_name", "role", "key", "as_of", "last_change"]
    list_filter = ["role"]
    search_fields = ["first_name", "last_name", "key", "riding_en", "riding_fr"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("role", "key"),
                    ("first_name", "last_name", "gender"),
                    ("portfolio_en", "portfolio_fr"),
                    ("riding_en", "riding_fr"),
                ],
                "description": gettext_lazy(
                    "When somebody else takes the office, edit this record: all pages and letters follow. A minister "
                    "without a riding is addressed as somebody who holds no seat in the House."
                ),
            },
        ),
        (
            gettext_lazy("Addresses"),
            {"fields": [("email", "phone"), ("address_en", "address_fr")]},
        ),
        (
            gettext_lazy("Where these details come from"),
            {
                "fields": [
                    ("as_of", "in_office_since"),
                    ("source_name_en", "source_name_fr"),
                    "source_url",
                ]
            },
        ),
    ]


SOURCE = (
    gettext_lazy("Where these details come from"),
    {"fields": ["as_of", ("source_name_en", "source_name_fr"), "source_url"]},
)


class ImportedAdmin(ContentAdmin):
    """Records that come from public lists: imported as a whole, corrected one by one."""

    change_list_template = "admin/parliament/imported_list.html"

    def changelist_view(self, request, extra_context=None):
        may_import = import_page.may_import(self, request)
        return super().changelist_view(request, {"may_import": may_import, **(extra_context or {})})


class SearchedByName(ImportedAdmin):
    """Search that looks over accents, hyphens, dashes and apostrophes: its fields are name keys and numbers."""

    def get_search_results(self, request, queryset, search_term):
        words = [name_key(word) for word in search_term.split()]
        if search_term.strip() and not any(words):
            return queryset.none(), False
        return super().get_search_results(request, queryset, " ".join(filter(None, words)))


@admin.register(Riding)
class RidingAdmin(SearchedByName):
    list_display = ["name", "number", "province", "representation_order", "as_of", "last_change"]
    list_filter = ["province", "representation_order"]
    search_fields = ["number", "name_key_en", "name_key_fr"]
    fieldsets = [
        (None, {"fields": [("name_en", "name_fr"), ("number", "representation_order", "province")]}),
        SOURCE,
    ]

    def get_urls(self):
        view = self.admin_site.admin_view(import_page.import_page)
        return [
            path("import/", view, {"site": self.admin_site}, name="parliament_import"),
            *super().get_urls(),
        ]


class OfficeInline(PartInline):
    model = Office
    extra = 0
    fields = [
        ("kind", "position", "name"),
        ("address", "phone", "fax"),
        ("hours_en", "hours_fr"),
        ("as_of", "source_url"),
    ]


@admin.register(Member)
class MemberAdmin(SearchedByName):
    """A record is a seat: when somebody else is elected, it is edited, and its history shows who sat before.

    What is changed here by hand is left alone by the rosters that come later, until somebody releases it.
    """

    form = MemberForm
    inlines = [OfficeInline]

    list_display = ["__str__", "riding", "party", "as_of", "last_change"]
    list_filter = ["is_vacant", "riding__province", "party"]
    list_select_related = ["riding"]
    search_fields = ["name_key", "riding__name_key_en", "riding__name_key_fr", "riding__number"]
    autocomplete_fields = ["riding"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("riding", "is_vacant"),
                    ("first_name", "last_name", "gender"),
                    ("party_en", "party_fr"),
                    ("email", "person_id"),
                    ("languages", "is_privy_councillor"),
                ],
                "description": gettext_lazy("When somebody else is elected, edit this record: its history remembers."),
            },
        ),
        SOURCE,
    ]

    def get_fieldsets(self, request, obj=None):
        """With what was corrected by hand, where something was, for those who may release it."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not obj.corrected or not self.has_change_permission(request, obj):
            return fieldsets
        return [*fieldsets, (None, {"fields": ["kept"]})]

    def save_form(self, request, form, change):
        member = super().save_form(request, form, change)
        member.corrected = form.corrected_now()
        return member

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        member = form.instance
        if any(formset.has_changed() for formset in formsets) and Member.OFFICES not in member.corrected:
            member.corrected = [*member.corrected, Member.OFFICES]
            member.save_without_historical_record(update_fields=["corrected"])


@admin.register(RosterReading)
class RosterReadingAdmin(OnlyRead, admin.ModelAdmin):
    """What became of each nightly reading. Nobody writes these by hand."""

    list_display = ["read_at", "added", "changed", "gone", "was_taken"]
    readonly_fields = ["read_at", "added", "changed", "gone", "notes", "problem"]

    @admin.display(description=gettext_lazy("taken"), boolean=True)
    def was_taken(self, reading):
        return not reading.problem


@admin.register(PostalArea)
class PostalAreaAdmin(ImportedAdmin):
    list_display = ["fsa", "place", "province", "candidates_total", "as_of", "last_change"]
    list_filter = ["province"]
    search_fields = ["fsa", "place"]
    autocomplete_fields = ["ridings"]
    totals = {"candidates": Count("ridings")}
    candidates_total = total_column("candidates", gettext_lazy("candidate ridings"))
    fieldsets = [(None, {"fields": [("fsa", "place", "province"), "ridings"]}), SOURCE]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        # Of 343 ridings one writes the beginning; a list of boxes is for a handful.
        kwargs.pop("widget", None)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_search_results(self, request, queryset, search_term):
        """A whole postal code finds its area."""
        return super().get_search_results(request, queryset, fsa_of(search_term) or search_term)


@checklist.register
def not_checked_lately():
    for person in DecisionMaker.objects.filter(as_of__lt=timezone.localdate() - TRUSTED_FOR):
        yield (
            _("Check the details of %(name)s. They were last checked on %(day)s.")
            % {"name": person.full_name, "day": format_date(person.as_of, "DATE_FORMAT")},
            person,
        )


@checklist.register_fact
def age_of_the_roster():
    oldest = Member.objects.order_by("as_of").values_list("as_of", flat=True).first()
    if oldest is None:
        return
    days = (timezone.localdate() - oldest).days
    words = ngettext(
        "The roster of members of Parliament was right %(days)d day ago (%(day)s).",
        "The roster of members of Parliament was right %(days)d days ago (%(day)s).",
        days,
    )
    yield words % {"days": days, "day": format_date(oldest, "DATE_FORMAT")}, Member.objects.first()


@checklist.register
def roster_is_old():
    oldest = Member.objects.order_by("as_of").values_list("as_of", flat=True).first()
    if oldest is not None and oldest < timezone.localdate() - ROSTER_TRUSTED_FOR:
        words = _("The roster of members of Parliament is as of %(day)s: older than a month. Import it, or sync it.")
        yield words % {"day": format_date(oldest, "DATE_FORMAT")}, Member.objects.order_by("as_of").first()


@checklist.register
def roster_was_refused():
    last = RosterReading.objects.first()
    if last and last.problem:
        words = _("The last reading of the roster was not taken: %(problem)s")
        yield words % {"problem": last.problem.partition("\n")[0]}, Member.objects.first() or Member()
