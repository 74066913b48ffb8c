from django import forms
from django.contrib import admin, messages
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from petitions import actions
from petitions.admin.petition_panel import panel
from petitions.admin.step_pages import StepPages
from petitions.admin.timeline import TimelineInline
from petitions.models import Petition
from publishing.content_admin import StatefulAdmin

State = Petition.State
TIMES = ("opens_at", "closes_at")
# Until it opens. Then it is extended or closed, each with a reason.
TIMES_ARE_FREE = (State.DRAFT, State.SCHEDULED)


class PetitionForm(forms.ModelForm):
    """The words and days of a petition; its state is changed by steps."""

    def clean(self):
        data = super().clean()
        stored = Petition.objects.filter(pk=self.instance.pk).first()
        if stored is None:
            return data
        if stored.state == State.SCHEDULED and data.get("opens_at") and data["opens_at"] <= timezone.now():
            self.add_error("opens_at", _("This time has passed. Choose a later one, or open the petition now."))
        changed = [name for name in actions.TEXT_COLUMNS if name in self.changed_data]
        if changed and stored.is_signed:
            for name in changed:
                self.add_error(
                    name,
                    _("Somebody signed the text while you were writing, so it stays. Write a new version instead."),
                )
        return data


@admin.register(Petition)
class PetitionAdmin(StepPages, StatefulAdmin):
    """Writers prepare drafts; opening, closing and whatever follows is the publishers'."""

    stands_first = True
    form = PetitionForm
    change_form_template = "admin/petitions/petition/change_form.html"
    list_display = ["title", "state_shown", "signed", "goal", "opens_at", "closes_at", "last_change"]
    list_filter = ["state", "campaign"]
    list_select_related = ["tally"]
    search_fields = ["title_en", "title_fr", "lead_en", "lead_fr"]
    prepopulated_fields = {"slug": ["title"]}
    text = [
        ("title_en", "title_fr"),
        ("addressee_en", "addressee_fr"),
        ("whereas_en", "whereas_fr"),
        ("prayer_en", "prayer_fr"),
    ]
    page = [("slug_en", "slug_fr"), ("lead_en", "lead_fr"), ("background_en", "background_fr"), "campaign", "partners"]

    def get_fieldsets(self, request, obj=None):
        locked = self._text_is_locked(request, obj)
        text = [tuple(self._shown(name, locked) for name in pair) for pair in self.text]
        fieldsets = [
            (_("Text"), {"fields": text, "description": self._why_locked(request, obj) if locked else ""}),
            (_("Whom it goes to"), {"fields": ["recipient", "house_addressee", "is_before_courts"]}),
            (_("Signing"), {"fields": [TIMES, "goal"], "classes": ["publication"]}),
            (_("Page"), {"fields": self.page}),
        ]
        if self._is_only_read(request, obj):
            return [(title, options | {"fields": self._to_read(options["fields"])}) for title, options in fieldsets]
        return fieldsets

    def get_readonly_fields(self, request, obj=None):
        fields = [*super().get_readonly_fields(request, obj)]
        fields = [name for name in fields if name not in self.held_fields]
        if self._text_is_locked(request, obj):
            fields += [self._shown(name, locked=True) for name in actions.TEXT_COLUMNS]
        if obj and obj.stage not in TIMES_ARE_FREE:
            fields += TIMES
        return fields

    def get_prepopulated_fields(self, request, obj=None):
        return {} if self._text_is_locked(request, obj) else super().get_prepopulated_fields(request, obj)

    def get_inlines(self, request, obj):
        return [TimelineInline] if obj and obj.stage not in TIMES_ARE_FREE else []

    def _shown(self, name, locked):
        return self._readable.get(name, name) if locked else name

    def _text_is_locked(self, request, petition):
        """From the first signature on. Words that were typed before it came are taken in, for the form to answer."""
        if petition is None or not petition.version_id or getattr(request, "is_about_history", False):
            return False
        if not hasattr(petition, "text_is_signed"):
            petition.text_is_signed = petition.is_signed
        return petition.text_is_signed and not (request.method == "POST" and "title_en" in request.POST)

    def _why_locked(self, request, petition):
        words = _("People have signed this text, so it stays as they read it.")
        address = self.new_text_address(request, petition)
        if address is None:
            return words
        return format_html(
            '<p>{}</p><p><a class="button" href="{}">{}</a></p>',
            words,
            address,
            _("Write a new version of the text"),
        )

    @admin.display(description=_("signatures"), ordering="tally__confirmed")
    def signed(self, petition):
        return petition.count

    def save_model(self, request, obj, form, change):
        """All but what only actions write, whether it comes from the form or from an earlier version of the record."""
        if change:
            stored = Petition.objects.locked(obj.pk)
            for name in self._held(stored, obj):
                setattr(obj, name, getattr(stored, name))
        super().save_model(request, obj, form, change)
        try:
            actions.keep_in_step(petition=obj)
        except actions.TextIsSigned:
            self._put_text_back(request, obj)

    def _held(self, stored, saved):
        names = ["state", "version_id"]
        if stored.stage not in TIMES_ARE_FREE:
            names += TIMES
        if stored.is_signed or stored.version_id != saved.version_id:
            names += actions.TEXT_COLUMNS
        return names

    def _put_text_back(self, request, petition):
        """Somebody signed in the moment between the form's check and its saving."""
        for name, words in actions.words_of(petition.version).items():
            setattr(petition, name, words)
        petition.save()
        words = _("Somebody signed the text at this very moment, so it stays. Everything else is saved.")
        self.message_user(request, words, messages.WARNING)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """An earlier record has the words of its time, in fields of their own; what is saved of them, `_held` says."""
        request.is_about_history = True
        return super().history_form_view(request, object_id, version_id, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and obj is not None:
            context["panel"] = panel(self, request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def has_delete_permission(self, request, obj=None):
        """A petition is withdrawn. Deleting it would delete what people signed, and show their names first."""
        return False
