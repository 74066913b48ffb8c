from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RosterReading(models.Model):
    """One reading of the whole roster from the service that keeps it, and what became of it."""

    read_at = models.DateTimeField(_("read"), default=timezone.now)
    added = models.PositiveSmallIntegerField(_("added"), default=0)
    changed = models.PositiveSmallIntegerField(_("changed"), default=0)
    gone = models.PositiveSmallIntegerField(_("gone"), default=0)
    notes = models.TextField(_("notes"), blank=True)
    problem = models.TextField(
        _("problem"), blank=True, help_text=_("Why it was refused, or could not be read. Nothing was changed then.")
    )

    class Meta:
        ordering = ["-read_at"]
        verbose_name = _("reading of the roster")
        verbose_name_plural = _("readings of the roster")

    def __str__(self):
        return f"{timezone.localtime(self.read_at):%Y-%m-%d %H:%M}"
