"""The forms of a petition's steps and of a new version of its text: plain forms, each of which ends in one action."""

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminSplitDateTime, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.forms import Textarea
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from petitions import actions
from petitions.models import Petition, PetitionEntry, TextVersion
from publishing.fields import LineField, PlainTextField, RichTextField
from publishing.prepublish import gate, registry
from publishing.side_by_side import RichTextInput, label_of

WIDGETS = {RichTextField: RichTextInput, PlainTextField: Textarea(attrs={"rows": 4}), LineField: AdminTextInputWidget}
WORDS = ("text_en", "text_fr")


CONFIRMED = "confirmed"


class StepForm(forms.Form):
    """One step. `act` takes it; problems of the action are put at the field that can mend them."""

    title = button = done = ""
    help = ""
    # {column: help text} of PetitionEntry's words; a step without an entry of words has none.
    words_help = None

    def __init__(self, *args, petition, **kwargs):
        super().__init__(*args, **kwargs)
        self.petition = petition
        if self.words_help is not None:
            for column in WORDS:
                self.fields[column] = formfield_of(PetitionEntry, column)
            self.fields["text_en"].help_text = self.words_help

    @property
    def fieldsets(self):
        single = [name for name in self.fields if name not in WORDS]
        pairs = [WORDS] if self.words_help is not None else []
        return [(None, {"fields": [*single, *pairs]})]

    def clean(self):
        data = super().clean()
        clean_by_model(self, PetitionEntry, [name for name in WORDS if name in data])
        return data

    def act(self):
        """Take the step. Returns whether it was taken; if not, the form says why."""
        fields = {name: value for name, value in self.cleaned_data.items() if name not in (*WORDS, CONFIRMED)}
        if self.words_help is not None:
            fields["words"] = {name: self.cleaned_data[name] for name in WORDS}
        try:
            self.step(petition=self.petition, **fields)
        except actions.TimeHasPassed:
            self.add_error("opens_at" if "opens_at" in self.fields else "closes_at", self.too_early)
        except ValidationError as problem:
            self.add_error(None, problem.messages)
        return not self.errors

    too_early = _("This time has passed. Choose a later one.")


def opens_at():
    return forms.SplitDateTimeField(label=capfirst(_("opens")), widget=AdminSplitDateTime, help_text=_("Ottawa time."))


def closes_at():
    return forms.SplitDateTimeField(
        label=capfirst(_("closes")),
        widget=AdminSplitDateTime,
        help_text=_("Ottawa time. Nobody can sign from then on."),
    )


def happened_on():
    return forms.DateField(label=capfirst(_("day")), widget=AdminDateWidget, initial=timezone.localdate)


class _Day:
    def clean_happened_on(self):
        if self.cleaned_data["happened_on"] > timezone.localdate():
            raise ValidationError(_("This day is still to come. Write it down when it has happened."))
        return self.cleaned_data["happened_on"]


class ChecksFirst:
    """For a step that brings the petition before the public: what blocks stops it, warnings are confirmed."""

    def __init__(self, *args, petition, **kwargs):
        super().__init__(*args, petition=petition, **kwargs)
        self.report = registry.report_on(petition, thoroughly=True)
        if self.report.warnings:
            self.fields[CONFIRMED] = gate.confirmation()

    def clean(self):
        data = super().clean()
        if self.report.blocks:
            self.add_error(None, gate.BLOCKED)
        return data


class ScheduleForm(ChecksFirst, StepForm):
    title = _("Schedule the opening")
    button = _("Schedule")
    done = _("The petition opens by itself.")
    help = _("The petition opens and closes by itself. Until it opens, you can still change everything.")
    step = staticmethod(actions.schedule)
    opens_at, closes_at = opens_at(), closes_at()

    def __init__(self, *args, petition, **kwargs):
        super().__init__(*args, petition=petition, **kwargs)
        self.initial = {"opens_at": petition.opens_at, "closes_at": petition.closes_at} | self.initial


class OpenForm(ChecksFirst, StepForm):
    title = _("Open for signing now")
    button = _("Open now")
    done = _("The petition is open for signing.")
    help = _("The petition is on the site at once. From the first signature on, its text is locked.")
    step = staticmethod(actions.open_for_signing)
    closes_at = closes_at()

    def __init__(self, *args, petition, **kwargs):
        super().__init__(*args, petition=petition, **kwargs)
        self.initial = {"closes_at": petition.closes_at} | self.initial


class ReturnForm(StepForm):
    title = _("Return to draft")
    button = _("Return to draft")
    done = _("The petition is a draft again.")
    help = _("The petition does not open by itself then. Its words and days stay.")
    step = staticmethod(actions.return_to_draft)


class ExtendForm(StepForm):
    title = _("Extend the signing")
    button = _("Extend")
    done = _("People can sign for longer.")
    help = _(
        "Only before the end, and only to a later one. The new day and your reason stand in the public timeline, and "
        "paper sheets are made again."
    )
    words_help = _("Why people can sign for longer. Public.")
    step = staticmethod(actions.extend)
    too_early = _("Choose a time later than the present one.")
    closes_at = closes_at()

    def __init__(self, *args, petition, **kwargs):
        super().__init__(*args, petition=petition, **kwargs)
        self.initial = {"closes_at": petition.closes_at} | self.initial


class CloseForm(StepForm):
    title = _("Close the petition now")
    button = _("Close now")
    done = _("The petition is closed.")
    help = _(
        "Nobody can sign any more, and it is not opened again. At its closing time it closes by itself: this is for "
        "closing earlier. Those who have a link in their mail can still confirm for a day."
    )
    words_help = _("Why it closed before its time. Public.")
    step = staticmethod(actions.close)


class DeliverForm(_Day, StepForm):
    title = _("Write down a delivery")
    button = _("Write down the delivery")
    done = _("The delivery stands in the timeline.")
    help = _("When the signatures have been handed over. Several addressees: write down each.")
    words_help = _("What was handed over, and to whom. Public.")
    step = staticmethod(actions.deliver)
    happened_on = happened_on()
    count = forms.IntegerField(
        label=_("Signatures handed over"),
        min_value=1,
        help_text=_("Web and paper together. It stays as you write it, whatever the count does later."),
    )
    to_house = forms.BooleanField(
        label=_("A member of Parliament presented it in the House of Commons"),
        required=False,
        help_text=_("The government then owes an answer within 45 days. The page says by when."),
    )

    def __init__(self, *args, petition, **kwargs):
        super().__init__(*args, petition=petition, **kwargs)
        self.initial = {"count": petition.count} | self.initial
        if not petition.house_addressee:
            del self.fields["to_house"]


class AnswerForm(_Day, StepForm):
    title = _("Write down an answer")
    button = _("Write down the answer")
    done = _("The answer stands in the timeline.")
    words_help = _("The answer in its own words, or what it says, with a link to it. Public.")
    step = staticmethod(actions.answer)
    happened_on = happened_on()


class WithdrawForm(StepForm):
    title = _("Withdraw the petition")
    button = _("Withdraw")
    done = _("The petition is withdrawn.")
    help = _(
        "For a petition that you no longer stand behind. It cannot be signed any more, and there is no way back. Its "
        "page stays and says when and why; search engines are asked to forget it."
    )
    words_help = _("Why it was withdrawn. Public.")
    step = staticmethod(actions.withdraw_petition)


FORMS = {
    "schedule": ScheduleForm,
    "open_for_signing": OpenForm,
    "return_to_draft": ReturnForm,
    "extend": ExtendForm,
    "close": CloseForm,
    "deliver": DeliverForm,
    "answer": AnswerForm,
    "withdraw_petition": WithdrawForm,
}


class NewTextForm(forms.Form):
    """The words of the next version, beginning with those of the present one, and why."""

    # Which version the words were changed from: somebody else may have been quicker.
    follows = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, petition, **kwargs):
        super().__init__(*args, **kwargs)
        self.petition = petition
        required = {"reason", "title", "addressee", "prayer"}
        for name in (*Petition.TEXT_FIELDS, "reason"):
            for column in (f"{name}_en", f"{name}_fr"):
                self.fields[column] = formfield_of(TextVersion, column, required=name in required)
        self.initial = actions.words_of(petition) | {"follows": petition.version.number} | self.initial

    @property
    def fieldsets(self):
        pairs = [(f"{name}_en", f"{name}_fr") for name in Petition.TEXT_FIELDS]
        return [
            (_("Why the text is changed"), {"fields": [("reason_en", "reason_fr")]}),
            (_("The new text"), {"fields": [*pairs, "follows"]}),
        ]

    def clean(self):
        data = super().clean()
        clean_by_model(self, TextVersion, [name for name in data if name != "follows"])
        if data.get("follows") not in (None, self.petition.version.number):
            self.add_error(None, _("Somebody else has changed the text meanwhile. Compare before you save again."))
            # The form is sent again on purpose then.
            self.data = self.data.copy()
            self.data["follows"] = self.petition.version.number
        return data

    def act(self, by):
        """Change the text. Returns whether it was changed; if not, the form says why."""
        words = {column: self.cleaned_data[column] for column in actions.TEXT_COLUMNS}
        reasons = {column: self.cleaned_data[column] for column in ("reason_en", "reason_fr")}
        try:
            actions.change_text(petition=self.petition, words=words, reasons=reasons, by=by)
        except actions.SameText:
            self.add_error(None, _("These are the words as they stand already. Nothing was changed."))
        except ValidationError as problem:
            self.add_error(None, problem.messages)
        return not self.errors


def formfield_of(model, column, required=True):
    """The form field of a translated column, labelled with its language, which the browser spell-checks."""
    field = model._meta.get_field(column)
    widget = next(widget for kind, widget in WIDGETS.items() if isinstance(field, kind))
    formfield = field.formfield(widget=widget, label=label_of(field), required=required)
    formfield.widget.attrs["lang"] = field.language
    if field.language == "fr":
        formfield.help_text = ""
    return formfield


def clean_by_model(form, model, columns):
    """Sanitise and typeset `columns` as the model does; say at the field what it does not take."""
    for column in columns:
        try:
            value = model._meta.get_field(column).clean(form.cleaned_data[column] or "", None)
        except ValidationError as problem:
            form.add_error(column, problem.messages)
            continue
        form.cleaned_data[column] = value
        if form.fields[column].required and not value:
            form.add_error(column, form.fields[column].error_messages["required"])
