from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PetitionsConfig(AppConfig):
    name = "petitions"
    verbose_name = _("Petitions")

    def ready(self):
        from petitions import signals  # noqa: F401 (connects its receivers)
        from petitions.models import Petition
        from publishing import links

        links.register_model("petition", lambda: Petition)
