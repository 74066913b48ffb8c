from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from petitions.forms import SignForm


class _OwnForm(forms.Form):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class NameForm(_OwnForm):
    """First and last name, by the rules of the form that people sign with."""

    first_name = SignForm.base_fields["first_name"]
    last_name = SignForm.base_fields["last_name"]

    def refuse_another_person(self):
        self.add_error(
            "first_name",
            _(
                "Both names are new, so this reads like somebody else’s signature. Change one of them at a time, or "
                "take this signature back and let the other person sign."
            ),
        )

    def refuse_taken_name(self):
        self.add_error(
            "first_name",
            _("Somebody of this name has signed with the same email address already. Each name counts once."),
        )


class ChoicesForm(_OwnForm):
    show_name = forms.BooleanField(label=_("Show my name on the petition’s page"), required=False)
    wants_news = forms.BooleanField(label=_("Email me when this campaign has news"), required=False)
