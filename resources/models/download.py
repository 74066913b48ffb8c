"""Documents on campaigns' pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign
from resources.models.document import Document


class Download(models.Model):
    """A document offered on a campaign's page."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="downloads")
    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="offered_by", verbose_name=_("document")
    )
    position = models.PositiveSmallIntegerField(_("place"), default=1)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("download")
        verbose_name_plural = _("downloads")
        constraints = [models.UniqueConstraint(fields=["campaign", "document"], name="resources_download_offered_once")]

    def __str__(self):
        return str(self.document)
