"""The filters above a shelf, as plain GET, so that a filtered shelf has an address; the request for another format."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from publishing.collation import sort_key
from publishing.traps import TrapField
from resources.models import Document, FormatRequest, Rendition, Topic


class ShelfFilter(forms.Form):
    SORTS = [("", _("Newest first")), ("title", _("By title")), ("downloads", _("Most downloaded first"))]

    q = forms.CharField(label=_("Search this shelf"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("All languages")), *settings.LANGUAGES]
    )
    format = forms.ChoiceField(
        label=_("Format"), required=False, choices=[("", _("All formats")), *Rendition.Format.choices]
    )
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=SORTS)

    NARROWING = ("q", "kind", "topic", "language", "format")

    def __init__(self, *args, documents, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = set(documents.order_by().values_list("kind", flat=True).distinct())
        self.fields["kind"].choices = [("", _("All kinds"))] + [
            (value, label) for value, label in Document.Kind.choices if value in kinds
        ]
        topics = Topic.objects.filter(documents__in=documents).distinct()
        self.fields["topic"].choices = [("", _("All topics"))] + [(topic.key, topic.name) for topic in topics]

    def narrow(self, documents):
        """`documents` as the valid filters ask; an unknown choice narrows nothing and shows its error."""
        self.is_valid()
        chosen = {name: self.cleaned_data.get(name, "") for name in ("kind", "topic", "format", "language")}
        return documents.of(**chosen)

    def sorted_keys(self, documents):
        """The primary keys of `documents` in the order asked for."""
        self.is_valid()
        order = self.cleaned_data.get("sort", "")
        if order == "downloads":
            documents = documents.with_downloads().order_by("-downloads_total", "-issued_on", "pk")
        if order != "title":
            return list(documents.values_list("pk", flat=True))
        language = get_language()
        titles = documents.values_list("pk", "title")
        return [pk for pk, _title in sorted(titles, key=lambda row: (sort_key(row[1] or "", language), row[0]))]

    @property
    def is_used(self):
        """Whether the shelf is narrowed; its order hides nothing."""
        return any(self.data.get(name) for name in self.NARROWING)

    @property
    def is_touched(self):
        return any(self.data.get(name) for name in self.fields)


class FormatRequestForm(forms.ModelForm):
    """Which format, what for, and where an answer may go."""

    # No browser fills in a field of this name by itself.
    homepage = TrapField(label=_("Leave this empty"))

    class Meta:
        model = FormatRequest
        fields = ["wanted", "need", "email"]
        labels = {
            "wanted": _("Which format do you need?"),
            "need": _("What should we know? (optional)"),
            "email": _("Email for our answer (optional)"),
        }
        help_texts = {
            "need": _("For example the kind of file, the language, or the program that you read with."),
            "email": _("We use it for this answer only, and delete it afterwards."),
        }
        widgets = {
            "need": forms.Textarea(attrs={"rows": 4}),
            "email": forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        }
        error_messages = {
            "wanted": {"required": _("Choose a format.")},
            "email": {"invalid": _("Check your email address: it looks like name@example.ca.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["wanted"].choices = [("", _("Choose")), *FormatRequest.Wanted.choices]

    def clean(self):
        """“Something else” alone tells nobody what to make."""
        typed = super().clean()
        words = typed.get("need") or self.has_error("need")
        if typed.get("wanted") in (FormatRequest.Wanted.OTHER, FormatRequest.Wanted.LANGUAGE) and not words:
            self.add_error("need", _("Say in a few words what you need."))
        return typed
