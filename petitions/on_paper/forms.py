"""The form with which a group registers to collect on paper."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from petitions.forms import AddressField, NameField, validate_name
from publishing.fields import validate_one_line

MAX_GROUP_NAME = 120
MAX_PLACE = 80
# A file of so many sheets is set in less than a minute.
MAX_SHEETS = 50


class LineField(forms.CharField):
    """A name of a group or town: one line with letters, spaces folded, no address of a website."""

    def __init__(self, **kwargs):
        super().__init__(validators=[validate_one_line, validate_name], **kwargs)

    def clean(self, value):
        return " ".join(super().clean(value).split())


class GroupForm(forms.Form):
    """Group, town, who is written to and where, and how many sheets."""

    name = LineField(
        label=_("Name of the group"),
        max_length=MAX_GROUP_NAME,
        help_text=_("A congregation, a class, a club. It is not printed on the sheets."),
        error_messages={
            "required": _("Enter the name of the group."),
            "max_length": _("Shorten the name of the group to 120 letters."),
        },
    )
    place = LineField(
        label=_("Town"),
        max_length=MAX_PLACE,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
        error_messages={"required": _("Enter the town."), "max_length": _("Shorten the town to 80 letters.")},
    )
    contact_name = NameField(
        label=_("Your name"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": _("Enter your name."),
            "max_length": _("Shorten your name to 80 letters."),
        },
    )
    email = AddressField(
        label=_("Email"),
        help_text=_("We send one link there, which opens your group’s page."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": _("Enter your email address."),
            "invalid": _("Check your email address: it looks like name@example.ca."),
        },
    )
    number_of_sheets = forms.IntegerField(
        label=_("How many sheets?"),
        min_value=1,
        max_value=MAX_SHEETS,
        initial=5,
        help_text=_("A sheet has room for 22 signatures, on two sides."),
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages={
            "required": _("Enter how many sheets you need."),
            "invalid": _("Enter a number from 1 to 50."),
            "min_value": _("Enter a number from 1 to 50."),
            "max_value": _("Enter a number from 1 to 50. For more, register again when these are full."),
        },
    )
    has_consented = forms.BooleanField(
        label=_("You may write to me about these sheets."),
        error_messages={"required": _("Tick the box: without your consent we cannot send you the link.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
