"""What a visitor types for a letter. Every field has its most; nothing of it is stored."""

from crispy_forms.helper import FormHelper
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from publishing.typed import TypedLine, TypedText

MAX_NAME = MAX_PLACE = 80
# A window shows six lines at most, and the name and the town are two of them.
MAX_ADDRESS_LINES, MAX_ADDRESS_LINE = 3, 60
MAX_OPENING, LEAST_WORDS = 2000, 8
MOST_POINTS = 3


class Points(forms.CheckboxSelectMultiple):
    """Boxes to tick; a summary of errors leads to the first."""

    def id_for_label(self, id_, index=None):
        return super().id_for_label(id_, "0" if index is None else index)


class WriteForm(forms.Form):
    """For one campaign's Letter; `cleaned_data["points"]` are its LetterPoints in the order of the letter."""

    points = forms.TypedMultipleChoiceField(
        label=_("Choose what you want to say"),
        coerce=int,
        widget=Points,
        error_messages={
            "required": _("Choose one to three points."),
            "invalid_choice": _("These points have changed meanwhile. Please choose again."),
        },
    )
    opening = TypedText(
        label=_("Begin in your own words"),
        max_length=MAX_OPENING,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={
            "required": _("Write a sentence or two of your own: they are what your letter is read for."),
            "max_length": _("Shorten your own words to 2,000 characters: a letter of one page is read."),
        },
    )
    name = TypedLine(
        label=_("Your name"),
        max_length=MAX_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": _("Enter your name: a letter without one is not answered."),
            "max_length": _("Shorten your name to 80 letters."),
        },
    )
    place = TypedLine(
        label=_("Your town"),
        max_length=MAX_PLACE,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
        error_messages={"required": _("Enter your town."), "max_length": _("Shorten your town to 80 letters.")},
    )
    address = TypedText(
        label=_("Your address (if you like)"),
        required=False,
        max_length=(MAX_ADDRESS_LINE + 1) * MAX_ADDRESS_LINES,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
        help_text=_("Street, postal code, email: up to three lines. Offices answer people of their own riding first."),
        error_messages={"max_length": _("Shorten your address to three lines of 60 letters.")},
    )
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)

    field_order = ["opening", "points", "name", "place", "address", "language"]

    def __init__(self, data=None, *, letter, **kwargs):
        super().__init__(data, initial={"language": get_language()}, **kwargs)
        self._points = {point.pk: point for point in letter.points.all()}
        self.fields["points"].choices = [(pk, point.label) for pk, point in self._points.items()]
        self.fields["points"].required = bool(self._points)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_points(self):
        chosen = set(self.cleaned_data["points"])
        if len(chosen) > MOST_POINTS:
            raise ValidationError(_("Choose three points at most: a short letter is read to its end."))
        return [point for pk, point in self._points.items() if pk in chosen]

    def clean_opening(self):
        opening = self.cleaned_data["opening"]
        if len(opening.split()) < LEAST_WORDS:
            raise ValidationError(
                _("Write a little more in your own words, a sentence at least: offices set identical letters aside.")
            )
        return opening

    def clean_name(self):
        return self._with_letters("name", _("Write your name in letters."))

    def clean_place(self):
        return self._with_letters("place", _("Write the name of your town in letters."))

    def clean_address(self):
        lines = [line for line in self.cleaned_data["address"].split("\n") if line]
        if len(lines) > MAX_ADDRESS_LINES or any(len(line) > MAX_ADDRESS_LINE for line in lines):
            raise ValidationError(self.fields["address"].error_messages["max_length"])
        return "\n".join(lines)

    def _with_letters(self, name, words):
        value = self.cleaned_data[name]
        if not any(character.isalpha() for character in value):
            raise ValidationError(words)
        return value

    @property
    def typed(self):
        """[(name, value)] of all that was posted, to be posted again."""
        lists = ((name, self.data.getlist(name)) for name in self.fields)
        return [(name, value) for name, values in lists for value in values[: len(self._points) + 1]]

    @property
    def choices_of_points(self):
        """[(BoundWidget, LetterPoint)], for a page that shows what each point says."""
        return list(zip(self["points"], self._points.values(), strict=True))
