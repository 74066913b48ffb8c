from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdvocacyConfig(AppConfig):
    name = "advocacy"
    verbose_name = _("Toolkit")

    def ready(self):
        from advocacy import (
            package,
            prepublish,  # noqa: F401 (registers its checks)
        )
        from advocacy.models import Section
        from publishing import links
        from resources import collections
        from resources.models import Document

        links.register_model("section", lambda: Section)
        collections.register(Document.Layout.PACKAGE, collections.Collection(Section, package.text, package.parts))
