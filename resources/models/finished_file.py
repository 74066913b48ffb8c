"""Finished files that staff upload instead of having them made."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from resources.models.document import Document


def finished_path(finished, filename):
    return f"documents/{finished.digest[:2]}/{finished.digest}.{finished.format}"


class FinishedFile(models.Model):
    """A PDF or Word file from somebody's own program. It stands in for the one that would be made from the text."""

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "Word"

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="finished_files")
    language = models.CharField(_("language"), max_length=2, choices=[("en", _("English")), ("fr", _("French"))])
    format = models.CharField(_("format"), max_length=4, choices=Format.choices, editable=False)
    file = models.FileField(
        _("file"),
        upload_to=finished_path,
        max_length=200,
        help_text=_(
            "A PDF or a Word file (.docx) of at most 15 MB, without scripts, macros, attached files or a password. It "
            "is offered in place of the one made from the text."
        ),
    )
    digest = models.CharField(max_length=64, editable=False)
    size = models.PositiveIntegerField(_("size"), editable=False)
    pages = models.PositiveSmallIntegerField(_("pages"), null=True, editable=False)
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now=True)

    class Meta:
        ordering = ["document", "language", "-format"]
        verbose_name = _("finished file")
        verbose_name_plural = _("finished files")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "language", "format"],
                name="resources_finishedfile_one_per_language_and_format",
                violation_error_message=_("There is a finished file in this language and format already."),
            ),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="resources_finishedfile_is_not_empty"),
        ]

    def __str__(self):
        return f"{self.document} ({self.language}, {self.format})"
