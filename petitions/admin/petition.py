from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from petitions import actions
from petitions.models import Petition
from publishing.content_admin import StatefulAdmin


class PetitionForm(forms.ModelForm):
    """Says at the field when a state and its days do not go together."""

    def clean(self):
        data = super().clean()
        if data.get("state") != Petition.State.OPEN or not {"state", "opens_at", "closes_at"} & set(self.changed_data):
            return data
        now = timezone.now()
        if data.get("closes_at") and data["closes_at"] <= now:
            self.add_error("closes_at", _("This time has passed. A petition open for signing closes later."))
        if data.get("opens_at") and data["opens_at"] > now:
            self.add_error("state", _("It opens only later. Choose “scheduled”, and it opens by itself."))
        return data


@admin.register(Petition)
class PetitionAdmin(StatefulAdmin):
    """Writers prepare drafts; opening, closing and whatever follows is the publishers'."""

    form = PetitionForm
    list_display = ["title", "state_shown", "signed", "goal", "opens_at", "closes_at", "last_change"]
    list_filter = ["state", "campaign"]
    list_select_related = ["tally"]
    search_fields = ["title_en", "title_fr", "lead_en", "lead_fr"]
    prepopulated_fields = {"slug": ["title"]}
    readonly_fields = ["signed"]
    signing = (
        _("Signing"),
        {"fields": [("state", "opens_at", "closes_at"), ("goal", "signed")], "classes": ["publication"]},
    )
    text = [
        ("title_en", "title_fr"),
        ("slug_en", "slug_fr"),
        ("lead_en", "lead_fr"),
        ("recipient", "campaign"),
        ("addressee_en", "addressee_fr"),
        ("whereas_en", "whereas_fr"),
        ("prayer_en", "prayer_fr"),
        ("background_en", "background_fr"),
        "partners",
    ]

    def get_fieldsets(self, request, obj=None):
        return [self.signing, (_("Text"), {"fields": self.text, "description": self.warning(obj)})]

    def warning(self, petition):
        """What somebody who changes a text that others have signed should know."""
        count = petition.count if petition else 0
        if not count:
            return ""
        return ngettext(
            "%(count)d person has signed this text. Correct slips of the pen only.",
            "%(count)d people have signed this text. Correct slips of the pen only.",
            count,
        ) % {"count": count}

    @admin.display(description=_("signatures"), ordering="tally__confirmed")
    def signed(self, petition):
        return petition.count

    def bring_into(self, petition, *, state):
        actions.change_state(petition=petition, state=state)

    def has_delete_permission(self, request, obj=None):
        """A petition is withdrawn. Deleting it would delete what people signed, and show their names first."""
        return False
