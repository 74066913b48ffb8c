"""Between a form and the public: how findings are shown, and what has to be said before publishing."""

from typing import NamedTuple

from django import forms
from django.contrib.admin.sites import site
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publishing.fields import RichTextField
from publishing.models import Publishable
from publishing.prepublish.finding import Finding
from publishing.side_by_side import label_of

State = Publishable.State
TO_PUBLIC = (State.SCHEDULED, State.PUBLISHED)
BLOCKED = _("First mend what stands in the way of publishing.")
# The id of the element around a rich text's editor, which the browser can scroll to; see widgets/rich_text.html.
AROUND = "around-"


class Row(NamedTuple):
    """A finding as it is shown: the part, if it is about one, the label of the field and its address in the form."""

    finding: Finding
    part: str
    label: str
    address: str


def rows_of(report):
    return [_row(report.subject, finding) for finding in report.findings]


def _row(subject, finding):
    record, field = finding.record, finding.field
    part = "" if record is subject.record else f"{record._meta.verbose_name}: {record}"
    label = label_of(record._meta.get_field(field)) if field else ""
    return Row(finding, part, label, _address(subject, record, field))


def _address(subject, record, field):
    """The form's address, and in it the field's: those of a part are numbered, a chart has a form of its own."""
    relation = subject.places.get(id(record))
    owner = subject.record if relation else record
    if type(owner) not in site._registry:
        return ""
    form = reverse(f"admin:{owner._meta.app_label}_{owner._meta.model_name}_change", args=[owner.pk])
    if not field:
        return form
    name = "{}-{}-{}".format(*relation, field) if relation else field
    around = AROUND if isinstance(record._meta.get_field(field), RichTextField) else ""
    return f"{form}#{around}id_{name}"


def confirmation():
    """The box that is ticked to publish in spite of warnings."""
    return forms.BooleanField(
        label=_("I have read the warnings. Publish all the same."),
        error_messages={"required": _("Tick this box if you want to publish in spite of the warnings.")},
    )


class PublishForm(forms.Form):
    """Publishes from the page “Check before publishing”, now or at a time."""

    state = forms.ChoiceField(choices=[(s.value, s.label) for s in TO_PUBLIC], widget=forms.HiddenInput)
    publish_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, report, **kwargs):
        super().__init__(*args, **kwargs)
        self.report = report
        if report.warnings:
            self.fields["confirmed"] = confirmation()

    def clean(self):
        data = super().clean()
        if self.report.blocks:
            self.add_error(None, BLOCKED)
        if data.get("state") == State.SCHEDULED and not data.get("publish_at"):
            self.add_error(None, _("Say when this is to be published."))
        return data

    @property
    def wanted(self):
        """What `bring_into` is to be told."""
        state = State(self.cleaned_data["state"])
        return {"state": state, "publish_at": self.cleaned_data["publish_at"] if state == State.SCHEDULED else None}
