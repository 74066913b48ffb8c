"""Which letters the public may write, and what was counted of them."""

from django.db import models

from campaigns.models import Campaign
from publishing.querysets import PublishableQuerySet


class LetterQuerySet(PublishableQuerySet):
    def public(self):
        """Those that are public themselves and whose campaign is."""
        return super().public().filter(campaign__in=Campaign.objects.public())

    def with_page_content(self):
        return self.select_related("campaign", "decision_maker").prefetch_related("points")


class LetterCountQuerySet(models.QuerySet):
    def total(self):
        """How many letters in all of these rows."""
        return self.aggregate(total=models.Sum("number"))["total"] or 0
