"""The filters above a shelf. Plain GET, so that a filtered shelf has an address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from resources.models import Document, Rendition, Topic


class ShelfFilter(forms.Form):
    q = forms.CharField(label=_("Search this shelf"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    format = forms.ChoiceField(
        label=_("Format"), required=False, choices=[("", _("All formats")), *Rendition.Format.choices]
    )

    def __init__(self, *args, documents, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = set(documents.values_list("kind", flat=True))
        self.fields["kind"].choices = [("", _("All kinds"))] + [
            (value, label) for value, label in Document.Kind.choices if value in kinds
        ]
        topics = Topic.objects.filter(documents__in=documents).distinct()
        self.fields["topic"].choices = [("", _("All topics"))] + [(topic.key, topic.name) for topic in topics]

    def narrow(self, documents):
        """`documents` as the valid filters ask; an unknown choice narrows nothing and shows its error."""
        self.is_valid()
        chosen = {name: self.cleaned_data.get(name, "") for name in ("kind", "topic", "format")}
        return documents.of(**chosen)

    @property
    def is_used(self):
        return any(self.data.get(name) for name in self.fields)
