from datetime import timedelta

from django.contrib import admin
from django.db.models import Count
from django.template.defaultfilters import date as format_date
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parliament import import_page
from parliament.models import DecisionMaker, Member, PostalArea, Riding
from parliament.name_keys import name_key
from parliament.postal_codes import fsa_of
from publishing import checklist
from publishing.content_admin import ContentAdmin, total_column

# Offices change hands and addresses change with them; a quarter is how long a record is trusted.
TRUSTED_FOR = timedelta(days=90)


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
                    "When somebody else takes the office, edit this record: all pages and letters follow."
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


@admin.register(Member)
class MemberAdmin(SearchedByName):
    """A record is a seat: when somebody else is elected, it is edited, and its history shows who sat before."""

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
                    "is_privy_councillor",
                ],
                "description": gettext_lazy("When somebody else is elected, edit this record: its history remembers."),
            },
        ),
        SOURCE,
    ]


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
