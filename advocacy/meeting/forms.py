"""The planner's form: its own fields, a row for each of the group, a row for each point of the agenda.

Without a script a row is added by a button that sends the form, and left out by leaving it empty.
"""

from datetime import timedelta

from crispy_forms.helper import FormHelper
from django import forms
from django.conf import settings
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from advocacy.meeting import agenda
from advocacy.meeting.choices import ELSEWHERE
from advocacy.models import Role
from publishing.typed import TypedLine

MOST_PEOPLE = 12
MAX_NAME, MAX_TITLE, MAX_ASK, MAX_PLACE = 80, 120, 300, 200
FARTHEST = timedelta(days=730)
ASKS = ("ask_1", "ask_2", "ask_3")

_CHECK_DAY = gettext_lazy("Enter the day of the meeting as year-month-day, such as 2027-02-15.")
_CHECK_HOUR = gettext_lazy("Enter when the meeting begins, such as 14:30.")
_CHECK_MINUTES = gettext_lazy("Enter whole minutes, from 1 to 240.")


def _lengths():
    return [
        (number, ngettext("%(count)d minute", "%(count)d minutes", number) % {"count": number})
        for number in agenda.LENGTHS
    ]


def too_long(most):
    return {"max_length": gettext_lazy("Shorten this to %d characters.") % most}


def _ask(label, **more):
    return TypedLine(
        label=label,
        max_length=MAX_ASK,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages=too_long(MAX_ASK),
        **more,
    )


class _PlainForm(forms.Form):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class PlanForm(_PlainForm):
    """When and where, how long, what is asked, and the papers. `offer` fills its lists."""

    date = forms.DateField(
        label=gettext_lazy("Day"),
        input_formats=["%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": gettext_lazy("Enter the day of the meeting."), "invalid": _CHECK_DAY},
    )
    starts = forms.TimeField(
        label=gettext_lazy("It begins at"),
        input_formats=["%H:%M", "%H:%M:%S", "%Hh%M", "%H h %M", "%Hh", "%I:%M %p", "%I %p"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"required": _CHECK_HOUR, "invalid": _CHECK_HOUR},
    )
    place = forms.ChoiceField(
        label=gettext_lazy("Where"),
        error_messages={
            "required": gettext_lazy("Choose where you meet."),
            "invalid_choice": gettext_lazy("Choose where you meet: this office is no longer on our list."),
        },
    )
    place_words = TypedLine(
        label=gettext_lazy("Address, room or link (optional)"),
        max_length=MAX_PLACE,
        required=False,
        error_messages=too_long(MAX_PLACE),
    )
    length = forms.TypedChoiceField(
        label=gettext_lazy("How long is the meeting?"),
        coerce=int,
        error_messages={
            "required": gettext_lazy("Choose how long the meeting is."),
            "invalid_choice": gettext_lazy("Choose how long the meeting is."),
        },
    )
    ask_1 = _ask(gettext_lazy("First ask"))
    ask_2 = _ask(gettext_lazy("Second ask (optional)"))
    ask_3 = _ask(gettext_lazy("Third ask (optional)"))
    brief = forms.ChoiceField(
        label=gettext_lazy("One-page brief"),
        required=False,
        help_text=gettext_lazy("To put on the table."),
        error_messages={"invalid_choice": gettext_lazy("Choose a brief from the list.")},
    )
    leave_behind = forms.ChoiceField(
        label=gettext_lazy("To leave behind"),
        required=False,
        help_text=gettext_lazy("To read after you have gone."),
        error_messages={"invalid_choice": gettext_lazy("Choose a document from the list.")},
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the plan and the papers"),
        choices=settings.LANGUAGES,
        error_messages={
            "required": gettext_lazy("Choose a language."),
            "invalid_choice": gettext_lazy("Choose a language."),
        },
    )

    def __init__(self, *args, offer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = offer.places()
        self.fields["length"].choices = _lengths()
        self.fields["brief"].choices = offer.brief_choices()
        self.fields["leave_behind"].choices = offer.document_choices()

    def clean_date(self):
        day, today = self.cleaned_data["date"], timezone.localdate()
        if day < today - timedelta(days=1):  # it is still yesterday in Vancouver
            raise forms.ValidationError(_("This day is over. Enter the day of the meeting."))
        if day > today + FARTHEST:
            raise forms.ValidationError(_("Enter a day within the next two years."))
        return day

    def clean(self):
        typed = super().clean()
        if not any(typed.get(name) or self.has_error(name) for name in ASKS):
            self.add_error("ask_1", _("Write at least one ask: what should the member do?"))
        if typed.get("place") == ELSEWHERE and not typed.get("place_words") and not self.has_error("place_words"):
            self.add_error("place_words", _("Say where you meet."))
        return typed


class PersonForm(_PlainForm):
    name = TypedLine(
        label=gettext_lazy("Name (optional)"),
        max_length=MAX_NAME,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages=too_long(MAX_NAME),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        required=False,
        choices=[("", gettext_lazy("No role")), *Role.choices],
        error_messages={"invalid_choice": gettext_lazy("Choose a role from the list.")},
    )


class StepForm(_PlainForm):
    title = TypedLine(
        label=gettext_lazy("What happens"),
        max_length=MAX_TITLE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 1}),
        error_messages=too_long(MAX_TITLE),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        required=False,
        min_value=1,
        max_value=240,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _CHECK_MINUTES, "min_value": _CHECK_MINUTES, "max_value": _CHECK_MINUTES},
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Who"),
        required=False,
        choices=[("", gettext_lazy("Everyone")), *Role.choices],
        error_messages={"invalid_choice": gettext_lazy("Choose a role from the list.")},
    )

    def clean(self):
        typed = super().clean()
        has_minutes = typed.get("minutes") or self.has_error("minutes")
        if typed.get("title") and not has_minutes:
            self.add_error("minutes", _("Say how many minutes this takes."))
        if has_minutes and not typed.get("title") and not self.has_error("title"):
            self.add_error("title", _("Say what happens in these minutes, or empty them."))
        return typed


class _Rows(BaseFormSet):
    """Rows that may all be left empty, or be changed: none is there before it is sent."""

    def initial_form_count(self):
        return 0 if self.is_bound else super().initial_form_count()


def _rows(form, most):
    return formset_factory(form, formset=_Rows, extra=0, max_num=most, absolute_max=most)


PeopleRows = _rows(PersonForm, MOST_PEOPLE)
StepRows = _rows(StepForm, agenda.MOST_POINTS)
ROWS = {"person": (PeopleRows, MOST_PEOPLE), "step": (StepRows, agenda.MOST_POINTS)}
