"""How many letters were sent, as those who sent them have tapped it: numbers, and nothing of those who wrote."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from advocacy.querysets.writing import LetterCountQuerySet
from campaigns.models import Campaign
from parliament.models import Riding


class LetterCount(models.Model):
    """The letters of one week about one campaign from one riding, or from writers who did not say which.

    The riding's number is written out, as for calls (see CallCount): it stays when the riding's record goes.
    """

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="letter_counts", verbose_name=_("campaign")
    )
    riding = models.ForeignKey(
        Riding, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("riding")
    )
    riding_number = models.CharField(_("number of the riding"), max_length=5, blank=True)
    week = models.DateField(_("week"), help_text=_("Its Monday."))
    number = models.PositiveIntegerField(_("letters"), default=1)

    objects = LetterCountQuerySet.as_manager()

    class Meta:
        ordering = ["-week", "campaign", "riding_number"]
        verbose_name = _("number of letters")
        verbose_name_plural = _("letters counted")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "week", "riding_number"], name="advocacy_lettercount_one_of_a_week_and_riding"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="advocacy_lettercount_of_a_letter_at_least"),
            models.CheckConstraint(condition=Q(week__iso_week_day=1), name="advocacy_lettercount_week_is_its_monday"),
        ]

    def __str__(self):
        return f"{self.week:%Y-%m-%d} {self.campaign}: {self.number}"
