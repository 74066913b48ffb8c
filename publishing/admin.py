from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing import checklist
from publishing.content_admin import ContentAdmin
from publishing.models import Organisation, Page


@admin.register(Organisation)
class OrganisationAdmin(ContentAdmin):
    """One record: its menu entry leads straight to its form."""

    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("name_en", "name_fr"),
                    ("short_name_en", "short_name_fr"),
                    ("description_en", "description_fr"),
                ]
            },
        ),
        (
            gettext_lazy("How to reach you"),
            {
                "fields": [
                    ("email", "privacy_email"),
                    ("phone", "website"),
                    ("postal_address_en", "postal_address_fr"),
                ]
            },
        ),
        (
            gettext_lazy("How the texts may be used"),
            {"fields": [("licence_en", "licence_fr"), ("licence_url_en", "licence_url_fr")]},
        ),
        (gettext_lazy("Latest posts"), {"fields": ["feed_url", ("feed_title_en", "feed_title_fr")]}),
        (gettext_lazy("Colours"), {"fields": [("brand_colour", "action_colour")]}),
    ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in ("brand_colour", "action_colour"):
            field.widget.input_type = "color"
        return field

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Organisation.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        obj.pk = 1
        super().save_model(request, obj, form, change)

    def changelist_view(self, request, extra_context=None):
        exists = Organisation.objects.exists()
        name = "change" if exists else "add"
        return HttpResponseRedirect(
            reverse(f"admin:publishing_organisation_{name}", args=[1] if exists else []),
        )

    def response_post_save_change(self, request, obj):
        return HttpResponseRedirect(reverse("admin:index"))

    response_post_save_add = response_post_save_change


@admin.register(Page)
class PageAdmin(ContentAdmin):
    """The fixed pages: their words are edited here; none is added to them or taken from them."""

    list_display = ["title", "key", "menu_position", "last_change"]
    search_fields = ["title_en", "title_fr", "body_en", "body_fr"]
    readonly_fields = ["key"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "key",
                    ("title_en", "title_fr"),
                    ("lead_en", "lead_fr"),
                    ("body_en", "body_fr"),
                ]
            },
        ),
        (gettext_lazy("Menu"), {"fields": [("menu_label_en", "menu_label_fr"), "menu_position"]}),
    ]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@checklist.register
def missing_details():
    """What the public pages leave out as long as the organisation has not said it."""
    organisation = Organisation.load()
    words = {
        "postal_address_en": _("Enter the postal address. It stands at the foot of every page and mail."),
        "privacy_email": _("Enter the e-mail of the privacy contact. The privacy page and every mail name it."),
        "email": _("Enter the general e-mail. Visitors write to it, and security reports name it."),
        "feed_url": _("Enter the feed of your latest posts, or Take Action shows none."),
    }
    for name, what_to_do in words.items():
        if not getattr(organisation, name):
            yield what_to_do, organisation
