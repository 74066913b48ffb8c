"""The count of a petition that the public sees, written by one task only."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from petitions.models.petition import Petition
from petitions.querysets import TallyPartQuerySet, TallyQuerySet


class Tally(models.Model):
    """One row for each petition: what its pages show. Nothing else writes it but petitions.actions.counting and
    reconciling, and the trigger of deleted signatures.

    `counted_at` is when the count last changed, so that what is made of it stays the same bytes until then.
    """

    petition = models.OneToOneField(Petition, on_delete=models.CASCADE, related_name="tally")
    confirmed = models.PositiveIntegerField(default=0, help_text="Signatures confirmed on the site.")
    outside_canada = models.PositiveIntegerField(default=0, help_text="Of those, signatures of no known province.")
    paper = models.PositiveIntegerField(default=0, help_text="Signatures on paper, from batches entered twice.")
    paper_provinces = models.JSONField(default=dict, help_text='Of those on paper: {"ON": 12, "": 1}.')
    counted_at = models.DateTimeField(default=timezone.now)
    checked_at = models.DateTimeField(null=True, blank=True, help_text="The last full count.")
    drift = models.IntegerField(default=0, help_text="By how much the last full count had to correct `confirmed`.")
    misplaced = models.PositiveIntegerField(
        default=0, help_text="How many signatures the last full count found in a wrong part."
    )

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")

    def __str__(self):
        return f"{self.petition}: {self.total}"

    @property
    def total(self):
        return self.confirmed + self.paper


class TallyPart(models.Model):
    """How many confirmed signatures of one petition share province, riding, language and week.

    A part that has come down to nothing stays. Which rows it holds is told by their `counted_in`.
    """

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="tally_parts", db_index=False)
    province = models.CharField(
        max_length=2, blank=True, help_text="Two letters; '' for outside Canada and for what tells none."
    )
    riding = models.CharField(max_length=5, blank=True, help_text="The riding's number; '' where it is not known.")
    language = models.CharField(max_length=2)
    week = models.DateField(help_text="The Monday of the week of confirmation, in Ottawa.")
    confirmed = models.PositiveIntegerField(default=0)

    objects = TallyPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("part of a tally")
        verbose_name_plural = _("parts of tallies")
        constraints = [
            models.UniqueConstraint(
                fields=["petition", "province", "riding", "language", "week"], name="petitions_tallypart_one_per_group"
            )
        ]

    def __str__(self):
        return f"{self.petition_id} {self.province} {self.riding} {self.language} {self.week}: {self.confirmed}"
