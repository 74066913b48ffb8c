"""Which call sheets the public sees, and what was counted of calls."""

from django.db import models
from django.db.models import Sum

from campaigns.models import Campaign
from publishing.querysets import PublishableQuerySet


class CallSheetQuerySet(PublishableQuerySet):
    def public(self):
        """Those that are public themselves and whose campaign is."""
        return super().public().filter(campaign__in=Campaign.objects.public())

    def with_page_content(self):
        return self.select_related("campaign").prefetch_related("objections")


class CallCountQuerySet(models.QuerySet):
    def totals_by(self, *columns):
        """[(*values of `columns`, number)]: the sums of what the rows have in common, in one query."""
        return self.order_by().values_list(*columns).annotate(total=Sum("number"))
