from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from parliament import csv_files
from parliament.models import Member, Office
from publishing.kept_uploads import KeepingFileInput
from publishing.side_by_side import label_of

# All 1,700 postal areas of the country are 200 kB.
LARGEST = 5_000_000
MOST_PROBLEMS = 30


class MemberForm(forms.ModelForm):
    """A seat. `kept`: what rosters leave alone because staff have corrected it; unticked, it is released."""

    FROM_ROSTERS = (
        "is_vacant", "first_name", "last_name", "gender", "party_en", "party_fr", "email", "person_id", "languages",
        "is_privy_councillor",
    )  # fmt: skip

    kept = forms.MultipleChoiceField(
        label=_("Corrected by hand"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Rosters that come later leave these alone. Untick one to have it follow the roster again."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if kept := self.fields.get("kept"):  # not for those who may only look
            kept.choices = [(name, self._label(name)) for name in self.instance.corrected]
            kept.initial = self.instance.corrected

    def _label(self, name):
        if name == Member.OFFICES:
            return Office._meta.verbose_name_plural
        return label_of(Member._meta.get_field(name))

    def corrected_now(self):
        """What rosters are to leave alone after this form: what stays ticked, and what it has changed."""
        if self.instance._state.adding:
            return []
        ticked = self.cleaned_data.get("kept", [])
        changed = [name for name in self.FROM_ROSTERS if name in self.changed_data]
        return [*ticked, *(name for name in changed if name not in ticked)]


class ImportForm(forms.Form):
    """A CSV file and where it comes from. `cleaned_data["file"]` is the Sheet that was read from it."""

    file = forms.FileField(
        label=_("CSV file"),
        widget=KeepingFileInput,
        help_text=_("Ridings, members, their offices or postal areas: the file’s first line tells which."),
    )
    as_of = forms.DateField(
        label=_("As of"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("The day on which the file was right. Left empty: the newest day in it, or today."),
    )
    source_name_en = forms.CharField(label=_("Source (English)"), max_length=200, required=False)
    source_name_fr = forms.CharField(label=_("Source (French)"), max_length=200, required=False)
    source_url = forms.URLField(label=_("Address of the source"), max_length=300, required=False, assume_scheme="https")
    remove = forms.BooleanField(
        label=_("Remove what the file lacks"),
        required=False,
        help_text=_("Ridings and areas are deleted, seats become vacant. Otherwise they are only listed."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("source_name_en", "source_name_fr", "source_url"):
            self.fields[name].widget.attrs["class"] = "vTextField"

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST:
            words = _("This file is larger than %(most)s.") % {"most": filesizeformat(LARGEST)}
            raise ValidationError(words)
        try:
            return csv_files.read(upload.name, upload.read())
        except csv_files.FileRefused as refusal:
            raise ValidationError(words_of(refusal)) from refusal

    def clean(self):
        data = super().clean()
        if data.get("source_name_en") and not data.get("source_name_fr"):
            data["source_name_fr"] = data["source_name_en"]
        return data


def words_of(refusal):
    """The first problems of a FileRefused, as a form shows them."""
    words = [str(problem) for problem in refusal.problems[:MOST_PROBLEMS]]
    if len(refusal.problems) > MOST_PROBLEMS:
        words.append(
            _("The first %(shown)d of %(all)d problems.") % {"shown": MOST_PROBLEMS, "all": len(refusal.problems)}
        )
    return words
