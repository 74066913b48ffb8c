"""Which letters the public may write, and what was counted of them."""

from django.db import models

from advocacy.querysets.of_campaign import OfCampaignQuerySet


class LetterQuerySet(OfCampaignQuerySet):
    def with_page_content(self):
        return self.select_related("campaign", "decision_maker").prefetch_related("points")


class LetterCountQuerySet(models.QuerySet):
    def total(self):
        """How many letters in all of these rows."""
        return self.aggregate(total=models.Sum("number"))["total"] or 0
