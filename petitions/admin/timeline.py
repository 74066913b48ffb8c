"""The public timeline in a petition's form: notes are added here, and the words of what happened are corrected."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from petitions.models import PetitionEntry
from petitions.models.timeline import NEEDS_WORDS
from publishing.side_by_side import PartInline

WORDS = ("text_en", "text_fr")


class EntryForm(forms.ModelForm):
    """What happened is written down by the step that made it happen; its words may be corrected."""

    def clean(self):
        data = super().clean()
        given = [name for name in WORDS if data.get(name)]
        needed = self.instance.kind in NEEDS_WORDS or given
        for name in WORDS if needed else ():
            if name not in given and name not in self.errors:
                self.add_error(name, _("Write it in both languages."))
        return data


class EntryFormSet(BaseInlineFormSet):
    def clean(self):
        super().clean()
        if any(form.instance.kind != PetitionEntry.Kind.NOTE for form in self.deleted_forms):
            raise ValidationError(_("Only notes can be deleted. What has happened stays; correct its words."))


class TimelineInline(PartInline):
    model = PetitionEntry
    form = EntryForm
    formset = EntryFormSet
    fields = ["happened_on", ("text_en", "text_fr"), "count"]
    readonly_fields = ["count"]

    def get_queryset(self, request):
        return super().get_queryset(request).in_order()

    def has_view_permission(self, request, obj=None):
        return self._whole.has_view_permission(request, obj)

    def has_add_permission(self, request, obj):
        return self._may_publish(request, obj)

    def has_change_permission(self, request, obj=None):
        return self._may_publish(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self._may_publish(request, obj)

    @property
    def _whole(self):
        return self.admin_site.get_model_admin(self.parent_model)

    def _may_publish(self, request, obj):
        return self._whole.has_publish_permission(request) and self._whole.has_change_permission(request, obj)
