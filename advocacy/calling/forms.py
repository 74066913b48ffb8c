from django import forms
from django.utils.translation import gettext_lazy as _

from advocacy.models import CallCount

Outcome, Answer = CallCount.Outcome, CallCount.Answer


class CallReportForm(forms.Form):
    """ "How did it go?": nothing but choices. `desks`: the telephones that the page offers, which may be none."""

    office = forms.ChoiceField(label=_("Which office did you call?"), required=False, widget=forms.RadioSelect)
    outcome = forms.ChoiceField(
        label=_("What happened?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happened."), "invalid_choice": _("Choose what happened.")},
    )
    answer = forms.ChoiceField(
        label=_("And what did they say?"), choices=Answer.choices, required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args, desks=(), **kwargs):
        super().__init__(*args, auto_id="call-%s", **kwargs)
        self.offices = {desk.label: desk.office for desk in desks}
        # An office that the roster has taken away since the page was opened is counted as one that was not said.
        self.fields["office"].choices = [(desk.label, desk.place) for desk in desks]

    def clean(self):
        data = super().clean()
        if "office" in self.errors:
            del self.errors["office"]
        if "answer" in self.errors:
            del self.errors["answer"]
        data["office_label"] = data.get("office") or ""
        data["office"] = self.offices.get(data["office_label"])
        # What somebody said can be told only of a call that somebody took.
        was_reached = data.get("outcome") == Outcome.REACHED
        data["answer"] = (data.get("answer") or Answer.OTHER) if was_reached else Answer.OTHER
        return data
