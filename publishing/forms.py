"""What all staff forms share."""

from django import forms
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.forms.models import BaseInlineFormSet
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from PIL import Image

from publishing import second_factor

MAX_PIXELS = 50_000_000
# Larger than any number of parts, smaller than a PositiveSmallIntegerField's 32,767.
OUT_OF_THE_WAY = 10_000


class StaffLoginForm(AdminAuthenticationForm):
    """User name and password, and the code of the second factor for those who have set one up."""

    code = forms.CharField(
        label=_("Code"),
        required=False,
        max_length=16,
        help_text=_("Only if you have set up a second factor: the six digits in your app, or a backup code."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )

    def clean(self):
        data = super().clean()
        user = self.get_user()
        if user and second_factor.is_set_up(user):
            self._check_code(user, data.get("code", ""))
        return data

    def _check_code(self, user, code):
        if not code:
            self._ask_again(_("Enter the six digits that your app shows now, and your password once more."))
            return
        try:
            # django-otp marks the session as verified when a user who carries a device logs in.
            user.otp_device = second_factor.matching_device(user=user, code=code)
        except second_factor.WrongCode:
            self._ask_again(_("That code did not match. Wait for the next one and try again."))
        except second_factor.TooManyTries:
            self._ask_again(_("There were too many wrong codes. Wait a minute and try again."))

    def _ask_again(self, words):
        """An error at the code; the cursor stands in the password, which the browser does not keep."""
        self.add_error("code", words)
        self.fields["username"].widget.attrs.pop("autofocus", None)
        self.fields["password"].widget.attrs["autofocus"] = True


class PublishableForm(forms.ModelForm):
    """A record with a state: says at the field when the time of publishing is missing or past."""

    def clean(self):
        data = super().clean()
        if data.get("state") == "scheduled" and "publish_at" not in self.errors:
            moment = data.get("publish_at")
            if moment is None:
                self.add_error("publish_at", _("Say when this is to be published."))
            elif moment <= timezone.now() and {"state", "publish_at"} & set(self.changed_data):
                self.add_error("publish_at", _("This time has passed. Choose a later one, or “published”."))
        return data


class PictureFormField(forms.ImageField):
    """An uploaded picture: at most PICTURE_UPLOAD_MAX_BYTES and 50 megapixels."""

    default_error_messages = {
        "invalid_image": _(
            "This file is not a picture that can be read, or it is damaged. Choose a JPEG, PNG or WebP file."
        ),
        "too_large": _("This file has %(size)s. Choose one of at most %(most)s."),
        "too_many_pixels": _("This picture has more than 50 megapixels. Choose a smaller one."),
    }

    def to_python(self, data):
        if data and data.size > settings.PICTURE_UPLOAD_MAX_BYTES:
            raise ValidationError(
                self.error_messages["too_large"],
                code="too_large",
                params={
                    "size": filesizeformat(data.size),
                    "most": filesizeformat(settings.PICTURE_UPLOAD_MAX_BYTES),
                },
            )
        try:
            picture = super().to_python(data)
        except ValidationError as problem:
            # Pillow refuses to open very large pictures before their size can be read here.
            if isinstance(problem.__cause__, Image.DecompressionBombError | Image.DecompressionBombWarning):
                raise ValidationError(self.error_messages["too_many_pixels"], code="too_many_pixels") from problem
            raise
        if picture and picture.image.width * picture.image.height > MAX_PIXELS:
            raise ValidationError(self.error_messages["too_many_pixels"], code="too_many_pixels")
        return picture


class NumberedForm(forms.ModelForm):
    """One of several parts in an order; its number is checked and set by NumberedFormSet."""

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | {"position"}


class NumberedFormSet(BaseInlineFormSet):
    """Parts in an order. Staff number them as they like; they are saved as 1, 2, 3 and so on.

    A part without a number comes last; parts with the same number keep the order of the form.
    """

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["position"].required = False
        form.fields["position"].help_text = _("Parts stand in the order of their numbers. Without one: last.")
        if form.instance.pk is None:
            form.fields["position"].initial = None

    def save(self, commit=True):
        ordered = self._in_order()
        with transaction.atomic():
            parts = self.model._default_manager.filter(**{self.fk.name: self.instance})
            parts.update(position=F("position") + OUT_OF_THE_WAY)
            for place, form in enumerate(ordered, 1):
                form.instance.position = place
            saved = super().save(commit)
            for form in ordered:
                parts.filter(pk=form.instance.pk).update(position=form.instance.position)
        return saved

    def _in_order(self):
        kept = [
            form for form in self.forms if (form.instance.pk or form.has_changed()) and form not in self.deleted_forms
        ]
        return sorted(kept, key=lambda form: form.cleaned_data.get("position") or OUT_OF_THE_WAY)
