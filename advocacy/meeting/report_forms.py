"""The report back: what a group tells of its meeting, and where an answer may go if it wants one."""

from datetime import timedelta

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advocacy.meeting.forms import MAX_ASK, too_long
from advocacy.models import MeetingReport
from advocacy.models.meeting_report import MAX_GROUP, MAX_PROMISE, MAX_WORDS
from petitions.forms import AddressField, NameField
from publishing.traps import TrapField
from publishing.typed import TypedLine, TypedText

LONGEST_AGO = timedelta(days=366)
FARTHEST = timedelta(days=730)
_DAYS = ["%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y"]
_CHECK_NUMBER = gettext_lazy("Enter how many of you were there, from 1 to 50.")


def _day(label, *, help_text="", required=True, missing=""):
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        input_formats=_DAYS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": missing,
            "invalid": gettext_lazy("Enter the day as year-month-day, such as 2027-02-15."),
        },
    )


class OptionalAddressField(AddressField):
    def clean(self, value):
        return super().clean(value) if (value or "").strip() else ""


class ReportForm(forms.Form):
    """When, whom, how many, what was asked, said and promised; and, as somebody likes, who tells it."""

    met_on = _day(gettext_lazy("When did you meet?"), missing=gettext_lazy("Enter the day of the meeting."))
    met_with = forms.ChoiceField(
        label=gettext_lazy("Whom did you meet?"),
        choices=MeetingReport.MetWith.choices,
        error_messages={
            "required": gettext_lazy("Choose whom you met."),
            "invalid_choice": gettext_lazy("Choose whom you met."),
        },
    )
    group_size = forms.IntegerField(
        label=gettext_lazy("How many of you were there?"),
        min_value=1,
        max_value=MAX_GROUP,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), _CHECK_NUMBER),
    )
    ask = TypedLine(
        label=gettext_lazy("What did you ask?"),
        max_length=MAX_ASK,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages=too_long(MAX_ASK) | {"required": gettext_lazy("Write what you asked, in a sentence.")},
    )
    said = TypedText(
        label=gettext_lazy("What was said?"),
        max_length=MAX_WORDS,
        help_text=gettext_lazy("In a few sentences. Leave out the names and stories of others."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages=too_long(MAX_WORDS) | {"required": gettext_lazy("Write in a sentence or two what was said.")},
    )
    promised = TypedText(
        label=gettext_lazy("What was promised? (optional)"),
        max_length=MAX_PROMISE,
        required=False,
        help_text=gettext_lazy("By the member or the staff. It goes into the letter of thanks."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=too_long(MAX_PROMISE),
    )
    follow_up_on = _day(
        gettext_lazy("When should somebody ask again? (optional)"),
        required=False,
        help_text=gettext_lazy("The day by which it was promised, for example."),
    )
    may_contact = forms.BooleanField(
        label=gettext_lazy("Your staff may write to me about this meeting."), required=False
    )
    name = NameField(
        label=gettext_lazy("Your name (optional)"),
        required=False,
        help_text=gettext_lazy("It signs the letter of thanks. We keep it only if you tick the box above."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"max_length": gettext_lazy("Shorten your name to 80 letters.")},
    )
    email = OptionalAddressField(
        label=gettext_lazy("Email (optional)"),
        required=False,
        help_text=gettext_lazy("Only for an answer about this meeting."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"invalid": gettext_lazy("Check your email address: it looks like name@example.ca.")},
    )
    # No browser fills in a field of this name by itself.
    homepage = TrapField(label=gettext_lazy("Leave this empty"))

    # What the letter of thanks is made from.
    IN_THE_LETTER = ("met_on", "met_with", "ask", "said", "promised", "follow_up_on", "name", "group_size")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_met_on(self):
        day, today = self.cleaned_data["met_on"], timezone.localdate()
        if day > today + timedelta(days=1):  # by a clock that is set wrong
            raise forms.ValidationError(_("This day has not come yet. Enter the day of the meeting."))
        if day < today - LONGEST_AGO:
            raise forms.ValidationError(_("Enter a day within the last year."))
        return day

    def clean_follow_up_on(self):
        day, today = self.cleaned_data["follow_up_on"], timezone.localdate()
        if day and not today - timedelta(days=1) <= day <= today + FARTHEST:
            raise forms.ValidationError(_("Enter a day from today on, within the next two years."))
        return day

    def clean(self):
        typed = super().clean()
        if typed.get("may_contact") and not typed.get("email") and not self.has_error("email"):
            self.add_error("email", _("Enter your email address, or take the mark out of the box above."))
        return typed

    @property
    def report(self):
        """What reporting.report_meeting() is given: nobody's name without their consent."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "homepage"}
        if not told["may_contact"]:
            told |= {"name": "", "email": ""}
        return told

    @property
    def hidden(self):
        """[(name, value)] of what the letter is made from, for the buttons of its files."""
        return [(name, self.data.get(name, "")) for name in self.IN_THE_LETTER]


class LetterForm(ReportForm):
    """What the result's buttons send: enough for the letter; nothing of it is stored."""

    may_contact = email = None
