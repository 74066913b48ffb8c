from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResourcesConfig(AppConfig):
    name = "resources"
    verbose_name = _("Library")

    def ready(self):
        from publishing import links
        from resources import (
            prepublish,  # noqa: F401 (registers its checks)
            signals,  # noqa: F401 (connects its receivers)
        )
        from resources.models import Document

        links.register_model("document", lambda: Document)
