"""What staff choose when they ask for a delivery pack, and when they hand it over."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parliament.models import DecisionMaker
from petitions.models import Delivery, Petition
from publishing.fields import validate_paragraph
from publishing.typography import typeset


class AskForDeliveryForm(forms.Form):
    """`may_name`: whether this member of staff may make packs with names in them."""

    ONE, PER_RIDING = "one", "ridings"

    petition = forms.ModelChoiceField(Petition.objects.order_by("-opens_at"), label=_("Petition"))
    to = forms.ChoiceField(
        label=_("For whom"),
        choices=[(ONE, _("one decision-maker")), (PER_RIDING, _("one pack per riding, for its member of Parliament"))],
        initial=ONE,
        widget=forms.RadioSelect,
        help_text=_(
            "A riding’s pack is made where at least one person has signed. It names people of that riding only."
        ),
    )
    recipient = forms.ModelChoiceField(DecisionMaker.objects.all(), label=_("Decision-maker"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=Delivery.Language.choices, widget=forms.RadioSelect)
    detail = forms.ChoiceField(
        label=_("What it tells of the signatories"),
        choices=Delivery.Detail.choices,
        initial=Delivery.Detail.COUNTS,
        widget=forms.RadioSelect,
        help_text=_("Counts only: groups under five are hidden. Packs with names are made by Data stewards."),
    )
    letter = forms.CharField(
        label=_("Words of your own for the cover letter"),
        required=False,
        max_length=3000,
        validators=[validate_paragraph],
        widget=forms.Textarea(attrs={"rows": 5, "class": "vLargeTextField"}),
        help_text=_("In the language of the pack. They stand after the request; an empty line begins a paragraph."),
    )

    def __init__(self, *args, may_name, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = Delivery.Language.ENGLISH
        if not may_name:
            self.fields["detail"].choices = [(Delivery.Detail.COUNTS, Delivery.Detail.COUNTS.label)]

    def clean(self):
        data = super().clean()
        if data.get("to") == self.ONE and not data.get("recipient") and "recipient" not in self.errors:
            self.add_error("recipient", _("Choose who gets the pack."))
        if data.get("letter") and data.get("language"):
            data["letter"] = typeset(data["letter"].replace("\r\n", "\n"), data["language"])
        return data

    @property
    def is_per_riding(self):
        return self.cleaned_data["to"] == self.PER_RIDING


class HandOverForm(forms.Form):
    day = forms.DateField(
        label=_("Handed over on"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day
