"""Forms with which staff receive and enter signed sheets."""

from django import forms
from django.utils.translation import gettext_lazy as _

from parliament.provinces import Province
from petitions.models import PaperBatch
from petitions.scans import clean_scan

UNREADABLE = "unknown"
# More sheets or lines than this in one batch are a slip of the hand.
MOST = 9_999


class BatchForm(forms.ModelForm):
    """A batch as it comes in. A scan is never shown again for a form with errors: it must be chosen once more."""

    remove_scan = forms.BooleanField(label=_("remove the scan"), required=False)

    class Meta:
        model = PaperBatch
        fields = ["petition", "group", "received_on", "scan", "note"]
        widgets = {"scan": forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"})}
        help_texts = {"scan": _("PDF, JPEG or PNG, at most 15 MB. Only staff who enter sheets can open it.")}

    def clean_scan(self):
        scan = self.cleaned_data.get("scan")
        return clean_scan(scan) if "scan" in self.changed_data and scan else scan

    def clean(self):
        data = super().clean()
        petition = data.get("petition") or self.instance.petition_id and self.instance.petition
        if data.get("group") and petition and data["group"].petition_id != petition.pk:
            self.add_error("group", _("This group collects for another petition."))
        if data.get("remove_scan") and "scan" not in self.changed_data:
            data["scan"] = ""
        return data


class EntryForm(forms.Form):
    """What one person reads on the sheets. The total is typed as well: it must be the sum of the provinces."""

    sheets = forms.IntegerField(label=_("Sheets"), min_value=1, max_value=MOST)
    lines = forms.IntegerField(
        label=_("Lines filled in"),
        min_value=0,
        max_value=MOST,
        help_text=_("Every line with something on it, valid or not."),
    )
    valid = forms.IntegerField(
        label=_("Valid signatures, in all"),
        min_value=0,
        max_value=MOST,
        help_text=_("Signed by hand, with a name that can be read and a place in Canada."),
    )

    def __init__(self, *args, entry=None, **kwargs):
        initial = kwargs.pop("initial", {})
        if entry is not None:
            initial |= {"sheets": entry.sheets, "lines": entry.lines, "valid": entry.valid}
            initial |= {_field_of(code): number for code, number in entry.provinces.items()}
        super().__init__(*args, initial=initial, **kwargs)
        for code, name in [*Province.choices, ("", _("province cannot be read"))]:
            self.fields[_field_of(code)] = forms.IntegerField(label=name, min_value=0, max_value=MOST, required=False)
        for field in self.fields.values():
            field.widget.attrs |= {"class": "vIntegerField", "inputmode": "numeric", "autocomplete": "off"}

    def province_fields(self):
        return [self[_field_of(code)] for code in (*Province.values, "")]

    def number_fields(self):
        return [self[name] for name in ("sheets", "lines", "valid")]

    def clean(self):
        data = super().clean()
        data["provinces"] = {
            code: data.pop(_field_of(code)) for code in (*Province.values, "") if data.get(_field_of(code))
        }
        total, valid, lines = sum(data["provinces"].values()), data.get("valid"), data.get("lines")
        if valid is not None and total != valid:
            self.add_error(
                "valid",
                _("The provinces come to %(total)d; here stands %(valid)d.") % {"total": total, "valid": valid},
            )
        if valid is not None and lines is not None and valid > lines:
            self.add_error("lines", _("There cannot be more valid signatures than lines filled in."))
        return data

    def numbers(self):
        """What the actions take."""
        return {name: self.cleaned_data[name] for name in ("sheets", "lines", "provinces")}


class NoteForm(forms.Form):
    """Why a batch is set aside."""

    note = forms.CharField(
        label=_("Why is it set aside?"),
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        error_messages={"required": _("Say why, for whoever looks at it next.")},
    )


def _field_of(code):
    return f"province_{code or UNREADABLE}"
