"""Small pictures of documents' first pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from resources.models.document import Document


def cover_path(cover, filename):
    """`filename` is the hash of the picture, with its ending."""
    return f"covers/{filename[:2]}/{filename}"


class Cover(models.Model):
    """The first page of a document's PDF in one language, in the two forms that browsers choose from."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="covers")
    language = models.CharField(max_length=2)
    source = models.CharField(max_length=64, help_text="The digest of the file whose first page this is.")
    avif = models.FileField(upload_to=cover_path, max_length=200)
    webp = models.FileField(upload_to=cover_path, max_length=200)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["document", "language"]
        verbose_name = _("cover")
        verbose_name_plural = _("covers")
        constraints = [
            models.UniqueConstraint(fields=["document", "language"], name="resources_cover_one_per_language"),
            models.CheckConstraint(
                condition=models.Q(width__gt=0, height__gt=0), name="resources_cover_has_a_width_and_a_height"
            ),
        ]

    def __str__(self):
        return f"{self.document} ({self.language})"
