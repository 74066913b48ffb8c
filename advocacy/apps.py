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
        from advocacy.calling import script
        from advocacy.meeting import forgetting
        from advocacy.meeting import prepublish as _meeting_checks  # noqa: F401 (registers its checks)
        from advocacy.models import CallSheet, Letter, MeetingPlan, Section
        from advocacy.writing import prepublish as letters_prepublish  # noqa: F401 (registers its checks)
        from publishing import links, placeholders
        from resources import collections
        from resources.models import Document

        links.register_model("section", lambda: Section)
        links.register_model("call", lambda: CallSheet, at="campaign")
        links.register_model("meet", lambda: MeetingPlan, at="campaign")
        links.register_model("write", lambda: Letter, at="campaign")
        placeholders.register_texts(script.gaps)
        forgetting.register()
        collections.register(Document.Layout.PACKAGE, collections.Collection(package.text, package.parts))
