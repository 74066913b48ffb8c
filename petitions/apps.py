from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PetitionsConfig(AppConfig):
    name = "petitions"
    verbose_name = _("Petitions")

    def ready(self):
        from petitions import (
            prepublish,  # noqa: F401 (registers its checks)
            signals,  # noqa: F401 (connects its receivers)
            triggers,
        )
        from petitions.clocks import texts
        from petitions.models import Petition
        from publishing import links, placeholders

        post_migrate.connect(triggers.install, sender=self)
        links.register_model("petition", lambda: Petition)
        placeholders.register_texts(texts)
