"""The files made from documents."""

from django.db import models
from django.template.defaultfilters import capfirst
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from resources.querysets import RenditionQuerySet


def rendition_path(rendition, filename):
    return f"documents/{rendition.digest[:2]}/{rendition.digest}.{rendition.format}"


class NamedByVariant:
    """What is said of a file, and what it is called: of a rendition and of a file of an earlier edition alike."""

    @property
    def label(self):
        """What kind of file it is: "PDF", "Large print (PDF)"."""
        name = self.get_format_display()
        return f"{capfirst(self.get_variant_display())} ({name})" if self.variant else name

    def name_after(self, stem):
        """A name in the active language: "a-guide.pdf", "a-guide-large-print.pdf"."""
        if not self.variant:
            return f"{stem}.{self.format}"
        return f"{stem}-{reverse(f'document-{self.variant}', args=['any']).rpartition('/')[2]}"


class Rendition(NamedByVariant, models.Model):
    """One file made from a document: its language, its format, and the hash of all that went into it."""

    class Format(models.TextChoices):
        """In the order in which they are offered; a document has a field `has_…` for each."""

        PDF = "pdf", "PDF"
        DOCX = "docx", "Word"
        EPUB = "epub", "EPUB"
        TXT = "txt", _("Plain text")

    class Variant(models.TextChoices):
        """How a PDF is laid out, beside the layout of its document."""

        STANDARD = "", _("standard")
        LARGE = "large", _("large print")
        BOOKLET = "booklet", _("booklet")
        INSERT = "insert", _("bulletin insert")

    document = models.ForeignKey("resources.Document", on_delete=models.CASCADE, related_name="renditions")
    language = models.CharField(max_length=2)
    format = models.CharField(max_length=4, choices=Format.choices)
    variant = models.CharField(
        _("variant"), max_length=7, choices=Variant.choices, blank=True, default=Variant.STANDARD
    )
    digest = models.CharField(max_length=64, blank=True)
    file = models.FileField(upload_to=rendition_path, max_length=200, blank=True)
    pages = models.PositiveSmallIntegerField(null=True, blank=True)
    size = models.PositiveIntegerField(default=0, help_text="Bytes.")
    made_at = models.DateTimeField(null=True, blank=True)
    began_at = models.DateTimeField(null=True, blank=True, help_text="Set while the file is being made.")
    in_doubt_since = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When something that it may print was saved last, until it is known to be current: see current.py.",
    )
    problem = models.TextField(
        _("problem"),
        blank=True,
        help_text=_("Why the text could not be set as it stands; shown to staff only."),
    )

    objects = RenditionQuerySet.as_manager()

    class Meta:
        ordering = ["document", "language", "-format", "variant"]
        verbose_name = _("rendered file")
        verbose_name_plural = _("rendered files")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "language", "format", "variant"],
                name="resources_rendition_one_per_language_format_and_variant",
            ),
            models.CheckConstraint(
                condition=models.Q(file="") | (~models.Q(digest="") & models.Q(size__gt=0, problem="")),
                name="resources_rendition_file_has_a_digest_a_size_and_no_problem",
            ),
            models.CheckConstraint(
                condition=models.Q(format="pdf") | models.Q(variant=""),
                name="resources_rendition_variants_are_pdf",
            ),
        ]

    def __str__(self):
        return f"{self.document} ({', '.join(filter(None, (self.language, self.format, self.variant)))})"

    def get_absolute_url(self):
        if self.variant:
            return reverse(f"document-{self.variant}", args=[self.document.slug])
        return reverse("document-file", args=[self.document.slug, self.format])

    @property
    def filename(self):
        """What it is called when it is saved: "a-guide.pdf", "a-guide-large-print.pdf"."""
        with override(self.language):
            return self.name_after(self.document.slug)

    @property
    def lasting_address(self):
        """The address of these very bytes, which is another one after every change."""
        return reverse("lasting-file", args=[self.digest, self.filename])
