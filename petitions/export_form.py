"""What staff say before signatures leave the site as a table: which, which columns, and why."""

from django import forms
from django.utils.translation import gettext_lazy as _

from parliament.provinces import Province
from petitions.models import Export, Petition, Signature
from petitions.spreadsheets.columns import COLUMNS
from publishing.fields import validate_one_line

SHORTEST_REASON = 10  # characters: "for MPs" tells a later reader nothing
# Nothing personal unless somebody asks for it.
USUAL_COLUMNS = [column.key for column in COLUMNS.values() if not column.is_personal and column.key != "number"]


class Several(forms.MultipleChoiceField):
    """Boxes to tick; none ticked means all, unless it is required."""

    widget = forms.CheckboxSelectMultiple


class Day(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ExportForm(forms.Form):
    petition = forms.ModelChoiceField(Petition.objects.order_by("-opens_at"), label=_("Petition"))
    states = Several(
        label=_("State of the signatures"),
        choices=Signature.State.choices,
        initial=[Signature.State.CONFIRMED],
        required=False,
        help_text=_("None ticked: all of them, also those that nobody confirmed."),
    )
    provinces = Several(
        label=_("Where the signers live"),
        choices=[*Province.choices, (Signature.objects.all().ABROAD, _("outside Canada"))],
        required=False,
        help_text=_("None ticked: everywhere."),
    )
    first_day = Day(label=_("Signed from"), required=False)
    last_day = Day(label=_("Signed until"), required=False, help_text=_("This day included, in Ottawa time."))
    columns = Several(
        label=_("Columns"), choices=[(column.key, column.label) for column in COLUMNS.values()], initial=USUAL_COLUMNS
    )
    file_format = forms.ChoiceField(
        label=_("Format"),
        choices=Export.Format.choices,
        initial=Export.Format.XLSX,
        widget=forms.RadioSelect,
        help_text=_("XLSX opens in every spreadsheet program. CSV is for other programs."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        min_length=SHORTEST_REASON,
        max_length=Export._meta.get_field("reason").max_length,
        validators=[validate_one_line],
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("What the table is for, and who gets it. It is kept with your name; write no signer’s name here."),
    )

    FILTERS = ("states", "provinces", "first_day", "last_day")

    def clean(self):
        data = super().clean()
        if data.get("first_day") and data.get("last_day") and data["last_day"] < data["first_day"]:
            self.add_error("last_day", _("This day is before the first one."))
        return data

    @property
    def chosen_by(self):
        return {name: self.cleaned_data[name] for name in self.FILTERS}

    @property
    def column_names(self):
        return [COLUMNS[key].label for key in self.cleaned_data["columns"]]

    @property
    def personal_columns(self):
        return [COLUMNS[key].label for key in self.cleaned_data["columns"] if COLUMNS[key].is_personal]

    def count(self):
        """How many rows there would be now."""
        return Signature.objects.chosen(petition=self.cleaned_data["petition"], **self.chosen_by).count()
