from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing import links
from publishing.fields import LineField, PlainTextField


class Way(models.Model):
    """One answer to "How much time do you have?"."""

    position = models.PositiveSmallIntegerField(_("place"), default=1)
    minutes_label = LineField(_("time"), max_length=40, help_text=_("“5 minutes”, “On Sunday”."))
    title = LineField(_("what to do"), max_length=80)
    text = PlainTextField(_("in a sentence"))
    target = models.CharField(
        _("leads to"),
        max_length=120,
        help_text=_("A page of this site: page:petition/…, page:section/…, page:document/… with its English address."),
    )

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("way to help")
        verbose_name_plural = _("ways to help")

    def __str__(self):
        return f"{self.minutes_label}: {self.title}"

    def clean(self):
        if not links.is_known_kind(self.target):
            raise ValidationError({"target": _("Write page:petition/…, page:section/… or page:document/….")})
