"""How often files were downloaded: numbers, and nothing of those who did."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from resources.models.document import Document
from resources.models.rendition import Rendition


class DownloadCount(models.Model):
    """The downloads of one file of a document in one month."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="download_counts")
    language = models.CharField(_("language"), max_length=2)
    format = models.CharField(_("format"), max_length=4, choices=Rendition.Format.choices)
    variant = models.CharField(_("variant"), max_length=7, choices=Rendition.Variant.choices, blank=True)
    month = models.DateField(_("month"), help_text=_("Its first day."))
    number = models.PositiveIntegerField(_("downloads"), default=0)

    class Meta:
        ordering = ["-month", "document", "language", "format", "variant"]
        verbose_name = _("number of downloads")
        verbose_name_plural = _("numbers of downloads")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "language", "format", "variant", "month"],
                name="resources_downloadcount_one_per_file_and_month",
            ),
            models.CheckConstraint(
                condition=models.Q(month__day=1), name="resources_downloadcount_month_is_its_first_day"
            ),
        ]

    def __str__(self):
        return f"{self.month:%Y-%m}: {self.number}"
