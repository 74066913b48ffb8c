from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advocacy.counting.tables import Counts
from campaigns.models import Campaign

PERIODS = (
    ("", _("from the beginning")),
    ("4", _("the last 4 weeks")),
    ("13", _("the last 13 weeks")),
    ("52", _("the last 52 weeks")),
    ("own", _("the days below")),
)


class DayInput(forms.DateInput):
    input_type = "date"


class CountsForm(forms.Form):
    """Which campaign, and which weeks of it."""

    campaign = forms.ModelChoiceField(label=_("Campaign"), queryset=Campaign.objects.none(), empty_label=None)
    period = forms.ChoiceField(label=_("Period"), choices=PERIODS, required=False)
    since = forms.DateField(label=_("First day"), required=False, widget=DayInput(format="%Y-%m-%d"))
    until = forms.DateField(label=_("Last day"), required=False, widget=DayInput(format="%Y-%m-%d"))

    def __init__(self, data):
        campaigns = Campaign.objects.all()
        data = data.copy()
        if not data.get("campaign"):
            data["campaign"] = campaigns.values_list("pk", flat=True).first()
        super().__init__(data)
        self.fields["campaign"].queryset = campaigns

    def clean(self):
        data = super().clean()
        if data.get("period") == "own":
            if data.get("since") and data.get("until") and data["since"] > data["until"]:
                self.add_error("until", _("The last day is before the first."))
            return data
        weeks = data.get("period")
        # Days that are typed count only with the choice that names them.
        data["until"] = None
        data["since"] = timezone.localdate() - timedelta(weeks=int(weeks) - 1) if weeks else None
        return data

    @property
    def counts(self):
        return Counts(self.cleaned_data["campaign"], self.cleaned_data["since"], self.cleaned_data["until"])
