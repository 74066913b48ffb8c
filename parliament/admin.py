from datetime import timedelta

from django.contrib import admin
from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parliament.models import DecisionMaker
from publishing import checklist
from publishing.content_admin import ContentAdmin

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


@checklist.register
def not_checked_lately():
    for person in DecisionMaker.objects.filter(as_of__lt=timezone.localdate() - TRUSTED_FOR):
        yield (
            _("Check the details of %(name)s. They were last checked on %(day)s.")
            % {"name": person.full_name, "day": format_date(person.as_of, "DATE_FORMAT")},
            person,
        )
