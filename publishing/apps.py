from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class StaffAdminConfig(admin_apps.AdminConfig):
    """Django's admin with the staff site of this project in place of the plain one."""

    default = False
    default_site = "publishing.staff_site.StaffSite"


class PublishingConfig(AppConfig):
    name = "publishing"
    default = True
    verbose_name = _("Site")

    def ready(self):
        from publishing import links, placeholders
        from publishing.models import Page
        from publishing.prepublish import (  # noqa: F401 (each registers its checks)
            figures,
            languages,
            leftovers,
            outside_links,
            own_links,
            registry,
            structure,
        )

        registry.register(Page, essential=("title",))
        for key in Page.Key.values:
            links.register_page(key, key)
        placeholders.register_texts(organisation_texts)


def organisation_texts(language):
    """{{organisation.name}} and the like."""
    from django.utils.translation import override

    from publishing.models import Organisation

    with override(language):
        organisation = Organisation.load()
        names = ("name", "short_name", "website", "email", "privacy_contact", "contact", "phone")
        return {f"organisation.{name}": getattr(organisation, name) or "" for name in names} | {
            "organisation.postal_address": ", ".join(organisation.postal_lines)
        }
