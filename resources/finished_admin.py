"""Finished files on a document's form: uploaded and taken back, never changed."""

from contextlib import suppress

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from resources.finished_files import look_into_upload, offer_finished, take_back_finished
from resources.models import FinishedFile


class FinishedFileForm(forms.ModelForm):
    """Knows after cleaning what the file is: `found` is its format, its pages and its bytes."""

    class Meta:
        model = FinishedFile
        fields = ["language", "file"]
        widgets = {"file": forms.FileInput(attrs={"accept": ".pdf,.docx"})}

    def clean_file(self):
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data:  # of a row that is there already
            return file
        self.found = look_into_upload(file)
        return file

    def _post_clean(self):
        """The record is written by the action: the upload's own name is nobody's."""


class FinishedFileFormSet(BaseInlineFormSet):
    def clean(self):
        """One file in each language and format."""
        super().clean()
        seen = set()
        for form in self.forms:
            if hasattr(form, "found") and "language" in form.cleaned_data:
                key = form.cleaned_data["language"], form.found[0]
                if key in seen:
                    raise ValidationError(_("Choose one file for each language and format."))
                seen.add(key)

    def save_new(self, form, commit=True):
        format, pages, content = form.found
        language = form.cleaned_data["language"]
        return offer_finished(document=self.instance, language=language, format=format, content=content, pages=pages)

    def delete_existing(self, obj, commit=True):
        take_back_finished(finished=obj)


class LooksIntoUploads:
    """For the admin of documents."""

    def changeform_view(self, request, *arguments, **options):
        """Before the form's transaction begins: on SQLite, everybody who signs would wait as long for the database."""
        if request.method == "POST":
            for upload in request.FILES.values():
                with suppress(ValidationError):  # the form says it
                    look_into_upload(upload)
        return super().changeform_view(request, *arguments, **options)


class FinishedFileInline(admin.TabularInline):
    """A row is a file; another of the same language and format takes its place."""

    model = FinishedFile
    form = FinishedFileForm
    formset = FinishedFileFormSet
    extra = 0
    fields = ["language", "file", "link", "pages", "size_shown", "uploaded_at"]
    readonly_fields = ["link", "pages", "size_shown", "uploaded_at"]
    verbose_name_plural = _("finished files, in place of those made from the text")

    def has_change_permission(self, request, obj=None):
        return False

    def get_fields(self, request, obj=None):
        return self.fields

    @admin.display(description=_("format"))
    def link(self, finished):
        if not finished.pk:
            return "–"
        return format_html('<a href="{}">{}</a>', finished.file.url, finished.get_format_display())

    @admin.display(description=_("size"))
    def size_shown(self, finished):
        return filesizeformat(finished.size) if finished.pk else "–"
