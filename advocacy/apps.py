from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdvocacyConfig(AppConfig):
    name = "advocacy"
    verbose_name = _("Toolkit")

    def ready(self):
        from advocacy import prepublish  # noqa: F401 (registers its checks)
        from advocacy.models import Section
        from advocacy.package import package_text
        from publishing import links
        from resources import packages
        from resources.models import Document

        links.register_model("section", lambda: Section)
        packages.register(Document.Layout.PACKAGE, package_text)
