"""The one field by which people find their member of Parliament."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from parliament.postal_codes import read_postal_code

# Longer than any code with whatever somebody puts between its signs.
LONGEST = 40


class FindForm(forms.Form):
    """A postal code in any spelling, read: `cleaned_data["postal_code"]` is a parliament.postal_codes.Reading."""

    postal_code = forms.CharField(
        label=_("Your postal code"),
        max_length=LONGEST,
        error_messages={
            "required": _("Enter your postal code."),
            "max_length": _("Check your postal code: letter, digit, letter, digit, letter, digit, such as K1A 0B1."),
        },
    )

    def __init__(self, *args, **kwargs):
        # The form stands on pages that have another field for a postal code.
        super().__init__(*args, auto_id="find-%s", **kwargs)

    def clean_postal_code(self):
        reading = read_postal_code(self.cleaned_data["postal_code"])
        if reading is None:
            raise ValidationError(self.fields["postal_code"].error_messages["max_length"])
        return reading
