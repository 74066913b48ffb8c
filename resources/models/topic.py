"""What documents are about."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.fields import LineField


class Topic(models.Model):
    """What a document is about; the filters of the shelves."""

    key = models.SlugField(_("key"), unique=True)
    name = LineField(_("name"), max_length=60)

    class Meta:
        ordering = ["key"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self):
        return self.name or self.key
