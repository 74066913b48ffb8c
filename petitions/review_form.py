"""What reviewers choose by, and what they say before they decide."""

from django import forms
from django.utils.translation import gettext_lazy as _

from petitions.judging import Reason
from petitions.models import Petition, ReviewDecision
from petitions.reviewing import Queue, Selection


class Moment(forms.DateTimeField):
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class SelectionForm(forms.Form):
    """Everything is optional; `selection` says what was chosen."""

    queue = forms.ChoiceField(label=_("Signatures"), choices=Queue.choices, required=False)
    petition = forms.ModelChoiceField(Petition.objects.order_by("-opens_at"), label=_("Petition"), required=False)
    reason = forms.ChoiceField(
        label=_("Waits because of"), choices=[("", "---------"), *Reason.choices], required=False
    )
    domain = forms.CharField(label=_("Domain of the address"), max_length=253, required=False)
    connection = forms.IntegerField(
        label=_("Connection of signature no."), min_value=1, max_value=2**63 - 1, required=False
    )
    since = Moment(label=_("Signed from"), required=False)
    until = Moment(label=_("Signed before"), required=False)

    def clean_queue(self):
        return self.cleaned_data["queue"] or Queue.HELD

    def clean_domain(self):
        return self.cleaned_data["domain"].strip().lstrip("@*.").lower()

    def clean(self):
        data = super().clean()
        if data.get("since") and data.get("until") and data["until"] <= data["since"]:
            self.add_error("until", _("This time is before the first one."))
        if data.get("queue") == Queue.CONFIRMED and not self.errors and not self.selection.is_narrow:
            self.add_error(
                "queue", _("Narrow it down to a domain, a connection, or a span of time with beginning and end.")
            )
        return data

    @property
    def selection(self):
        data = self.cleaned_data
        petition = data.get("petition")
        return Selection(
            queue=data["queue"],
            petition=petition.pk if petition else None,
            reason=data["reason"],
            domain=data["domain"],
            connection=data["connection"],
            since=data["since"],
            until=data["until"],
        )


class DecisionForm(forms.Form):
    """The reason of a decision, and what its dry run has shown."""

    verdict = forms.ChoiceField(choices=ReviewDecision.Verdict.choices, widget=forms.HiddenInput)
    as_of = forms.DateTimeField(widget=forms.HiddenInput)
    at_most = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=_("It stays in the history with your name. Write no signer’s name or address here."),
        error_messages={"required": _("Say why: colleagues will want to know.")},
    )
