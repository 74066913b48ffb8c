"""Forms with English and French side by side, for records and for their parts."""

from html import unescape

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.forms import CheckboxSelectMultiple, Textarea
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import AdminProseEditorWidget
from modeltranslation.admin import TranslationStackedInline

from publishing.fields import LineField, PlainTextField, RichTextField
from publishing.forms import NumberedForm, NumberedFormSet, PictureFormField
from publishing.kept_uploads import KeepingFileInput

LABELS = {"en": _("%(name)s (English)"), "fr": _("%(name)s (French)")}
# Characters from which a line is shown on several.
LONG_LINE = 300


def label_of(field):
    """The label of a model's field; that of a translated one names its language."""
    language = getattr(field, "language", None)
    if language is None:
        return capfirst(field.verbose_name)
    return LABELS[language] % {"name": capfirst(field.translated_field.verbose_name)}


class RichTextInput(AdminProseEditorWidget):
    template_name = "admin/widgets/rich_text.html"

    def get_config(self):
        """The editor's configuration without the extension that turns the browser's spell checker off."""
        config = super().get_config()
        kept = {name: value for name, value in config["extensions"].items() if name != "NoSpellCheck"}
        return config | {"extensions": kept}


class SideBySide:
    """Labels translated fields with their language, and tells the browser which one to spell-check."""

    formfield_overrides = {
        RichTextField: {"widget": RichTextInput},
        PlainTextField: {"widget": Textarea(attrs={"rows": 4, "class": "vLargeTextField"})},
        models.URLField: {"assume_scheme": "https"},
        models.ManyToManyField: {"widget": CheckboxSelectMultiple},
        models.ImageField: {"form_class": PictureFormField, "widget": KeepingFileInput},
    }

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, LineField) and db_field.max_length >= LONG_LINE:
            kwargs["widget"] = Textarea(attrs={"rows": 3, "class": "vLargeTextField"})
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            # The record behind a choice has its own form; no button here changes or deletes it by mistake.
            field.widget = field.widget.widget
        if field is not None and hasattr(db_field, "language"):
            field.widget.attrs["lang"] = db_field.language
        return field

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change=change, **self._words(), **kwargs)

    def get_formset(self, request, obj=None, **kwargs):
        return super().get_formset(request, obj, **self._words(), **kwargs)

    def _words(self):
        """Labels and help of the translated fields, for forms and for pages that are only read alike."""
        translated = [field for field in self.opts.get_fields() if hasattr(field, "language")]
        return {
            "labels": {field.name: label_of(field) for field in translated},
            # The help stands once, under the English field of the pair.
            "help_texts": {field.name: "" for field in translated if field.language == "fr"},
        }

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return [*fields, *self._readable.values()] if self._is_only_read(request, obj) else fields

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if not self._is_only_read(request, obj):
            return fieldsets
        return [(title, options | {"fields": self._to_read(options["fields"])}) for title, options in fieldsets]

    def _is_only_read(self, request, obj):
        return obj is not None and not self.has_change_permission(request, obj)

    def _to_read(self, fields):
        """`fields` with rich text as plain words."""
        return [
            tuple(self._to_read(name)) if isinstance(name, list | tuple) else self._readable.get(name, name)
            for name in fields
        ]

    @cached_property
    def _readable(self):
        return {field.name: words_of(field) for field in self.opts.get_fields() if isinstance(field, RichTextField)}


def words_of(field):
    """What an admin page shows for a rich text that is only read: its words, a block a line."""

    @admin.display(description=label_of(field))
    def words(record):
        return unescape(strip_tags(getattr(record, field.name) or ""))

    return words


class PartInline(SideBySide, TranslationStackedInline):
    """Parts of a record, each with its fields in pairs. Who may not change the record may not change them."""

    extra = 0
    template = "admin/parts.html"

    def has_change_permission(self, request, obj=None):
        whole = self.admin_site.get_model_admin(self.parent_model)
        return whole.has_change_permission(request, obj) and super().has_change_permission(request, obj)


class NumberedPartInline(PartInline):
    """Parts that staff put in an order."""

    form = NumberedForm
    formset = NumberedFormSet
