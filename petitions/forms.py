"""The form that a person signs with."""

import re
import unicodedata

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.encoding import punycode
from django.utils.translation import gettext_lazy as _
from localflavor.ca.forms import CAPostalCodeField

from parliament.postal_codes import folded
from petitions.models import Signature
from publishing.fields import validate_one_line
from publishing.traps import TrapField

# The database keeps a small number; whoever left the page open over night was not fast.
MOST_SECONDS = 32_767

MAX_NAME = 80
MAX_EMAIL = 254

# "example.com" in a name becomes a link in the mail that goes to whatever address was typed beside it.
_WEB_ADDRESS = re.compile(r"://|\bwww\.|[^\W\d_]{2}\.[^\W\d_]{2}", re.IGNORECASE)
# Vietnamese and Hebrew put up to three marks on a letter; a tower of them covers the lines above.
_TOWER = 5


def validate_name(value):
    """A name has a letter, and none of the signs that only addresses and markup have."""
    if not any(c.isalpha() for c in value):
        raise ValidationError(_("Write your name in letters."))
    if any(sign in value for sign in "<>{}[]|\\^~=@") or _WEB_ADDRESS.search(value):
        raise ValidationError(
            _("Leave out signs such as < > or @, and put a space after a full stop: only your name is printed.")
        )
    marks = "".join("m" if unicodedata.combining(c) else " " for c in value)
    if "m" * _TOWER in marks:
        raise ValidationError(_("Write your name in letters."))


class NameField(forms.CharField):
    """A person's name in any script: NFC, one line, spaces folded, at most 80 characters."""

    def __init__(self, **kwargs):
        super().__init__(max_length=MAX_NAME, validators=[validate_one_line, validate_name], **kwargs)

    def to_python(self, value):
        return unicodedata.normalize("NFC", super().to_python(value)).strip()

    def clean(self, value):
        return " ".join(super().clean(value).split())


class AddressField(forms.EmailField):
    """An e-mail address that a mail server can be asked to deliver to; its domain in ASCII.

    Django's check also takes quoted names, IP addresses, hosts without a dot, and letters that are equal to
    ASCII ones only without regard to case (K, the sign for kelvin): with these, one person is two.
    """

    def clean(self, value):
        local, _at, domain = super().clean(value).rpartition("@")
        try:
            domain = punycode(domain)
        except UnicodeError:
            domain = ""
        address = f"{local}@{domain}"
        if "." not in domain or domain.startswith("[") or local.startswith('"') or not address.isascii():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if len(address) > MAX_EMAIL:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return address


class PostalCodeField(CAPostalCodeField):
    """A Canadian postal code in whatever spacing, case or width it was typed: "k1a-0b1" is K1A 0B1."""

    default_error_messages = {
        "invalid": _("Check your postal code: letter, digit, letter, digit, letter, digit, such as K1A 0B1."),
        "letter_o": _("Check your postal code: it has zeros, but never a letter O."),
    }

    def clean(self, value):
        signs = folded(self.to_python(value))
        if "O" in signs and len(signs) == 6:
            raise ValidationError(self.error_messages["letter_o"], code="letter_o")
        if not signs.isascii():  # digits of other scripts are digits for Python, but not for the post
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().clean(signs)


class SecondsField(forms.Field):
    """Seconds that the page's script has counted; None where it has not run, or says something else than a number."""

    widget = forms.HiddenInput(attrs={"data-seconds": True})

    def clean(self, value):
        value = (value or "").strip()
        return min(int(value), MOST_SECONDS) if value.isdecimal() and len(value) <= 9 else None


class VersionField(forms.Field):
    """The number of the version of the text that stood above the form; the first where it says none."""

    def clean(self, value):
        value = (value or "").strip()
        return int(value) if value.isdecimal() and len(value) < 6 else 1


class SignForm(forms.Form):
    """First and last name, e-mail, postal code or "outside Canada", and two choices, both unticked.

    `homepage` and `seconds` are what it will be judged by (petitions.judging), not what somebody types.
    """

    first_name = NameField(
        label=_("First name"),
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={
            "required": _("Enter your first name."),
            "max_length": _("Shorten your first name to 80 letters."),
        },
    )
    last_name = NameField(
        label=_("Last name"),
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
        error_messages={
            "required": _("Enter your last name."),
            "max_length": _("Shorten your last name to 80 letters."),
        },
    )
    email = AddressField(
        label=_("Email"),
        help_text=_("We send one link to confirm. Your address is never shown or passed on."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": _("Enter your email address."),
            "invalid": _("Check your email address: it looks like name@example.ca."),
        },
    )
    postal_code = PostalCodeField(
        label=_("Postal code"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "class": "short", "spellcheck": "false"}),
    )
    lives_abroad = forms.BooleanField(label=_("I live outside Canada"), required=False)
    show_name = forms.BooleanField(
        label=_("Show my name on this page. Unticked, only the count grows."), required=False
    )
    wants_news = forms.BooleanField(
        label=_("Email me when this campaign has news. I can stop at any time."), required=False
    )

    # No browser fills in a field of this name by itself.
    homepage = TrapField(label=_("Leave this empty"))
    seconds = SecondsField(required=False)
    # Not required: a page that somebody has kept from the time before there were versions shows the first one.
    version = VersionField(widget=forms.HiddenInput, required=False)

    field_order = [
        "first_name",
        "last_name",
        "email",
        "postal_code",
        "lives_abroad",
        "show_name",
        "wants_news",
    ]

    NOT_SIGNED = ("lives_abroad", "version", "homepage", "seconds")

    @classmethod
    def of(cls, petition, data=None):
        """The form of a petition's page, or what was posted from it; `petition` as with_text_number()."""
        form = cls(data, initial={"version": petition.text_number})
        form.has_older_text = data is not None and cls.base_fields["version"].clean(data.get("version")) != (
            petition.text_number
        )
        if form.has_older_text:
            # Everything typed stays; what is sent next was written under the new text.
            form.data = data.copy()
            form.data["version"] = str(petition.text_number)
        return form

    @property
    def signature(self):
        """What actions.sign() is given."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.NOT_SIGNED}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.has_older_text = False
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean(self):
        data = super().clean()
        if data.get("lives_abroad"):
            data["postal_code"] = ""
            # What stood in the box does not matter to somebody who lives abroad.
            self.errors.pop("postal_code", None)
        elif not data.get("postal_code") and "postal_code" not in self.errors:
            self.add_error("postal_code", _("Enter your postal code, or tick “I live outside Canada”."))
        data["residence"] = Signature.Residence.ABROAD if data.get("lives_abroad") else Signature.Residence.CANADA
        return data
