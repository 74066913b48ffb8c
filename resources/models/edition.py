"""Earlier editions of documents: what was published stays to be read."""

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from publishing.fields import LineField, PlainTextField, RichTextField
from resources.models.document import Document
from resources.models.rendition import NamedByVariant, Rendition


class Edition(models.Model):
    """A version of a document as it stood when a newer one took its place. Written once, by `actions.keep_edition`."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="editions")
    version = models.PositiveSmallIntegerField(_("version"))
    issued_on = models.DateField(_("date of this edition"))
    superseded_at = models.DateTimeField(_("superseded"), help_text=_("When a newer version took its place."))
    title = LineField(_("title"))
    subtitle = LineField(_("subtitle"), blank=True)
    summary = PlainTextField(_("summary"))
    body = RichTextField(_("text"))

    class Meta:
        ordering = ["document", "-version"]
        verbose_name = _("earlier edition")
        verbose_name_plural = _("earlier editions")
        constraints = [
            models.UniqueConstraint(fields=["document", "version"], name="resources_edition_one_per_version"),
        ]

    def __str__(self):
        return f"{self.title} ({self.version})"

    def get_absolute_url(self):
        return reverse("document-edition", args=[self.document.slug, self.version])

    @property
    def files_here(self):
        """Its files in the active language, PDF first."""
        language = get_language()
        return [file for file in self.files.all() if file.language == language]


class EditionFile(NamedByVariant, models.Model):
    """A file of an earlier edition: the very bytes that were downloaded then."""

    STANDARD = "standard"  # in an address, where a variant's name would stand

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="files")
    language = models.CharField(max_length=2)
    format = models.CharField(max_length=4, choices=Rendition.Format.choices)
    variant = models.CharField(max_length=7, choices=Rendition.Variant.choices, blank=True)
    digest = models.CharField(max_length=64)
    # Named by its rendition's hash; nothing is ever uploaded under a name of its own.
    file = models.FileField(max_length=200)
    pages = models.PositiveSmallIntegerField(null=True)
    size = models.PositiveIntegerField(help_text="Bytes.")

    class Meta:
        ordering = ["edition", "language", "-format", "variant"]
        verbose_name = _("file of an earlier edition")
        verbose_name_plural = _("files of earlier editions")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "language", "format", "variant"],
                name="resources_editionfile_one_per_language_format_and_variant",
            ),
        ]

    def __str__(self):
        return f"{self.edition} ({self.language}, {self.format})"

    @property
    def filename(self):
        """What it is called when it is saved: "a-guide-1.pdf", "a-guide-1-large-print.pdf"."""
        return self.name_after(f"{self.edition.document.slug}-{self.edition.version}")

    def get_absolute_url(self):
        return reverse(
            "document-edition-file",
            kwargs={
                "slug": self.edition.document.slug,
                "version": self.edition.version,
                "variant": self.variant or self.STANDARD,
                "format": self.format,
            },
        )
