"""Which call sheets the public sees."""

from campaigns.models import Campaign
from publishing.querysets import PublishableQuerySet


class CallSheetQuerySet(PublishableQuerySet):
    def public(self):
        """Those that are public themselves and whose campaign is."""
        return super().public().filter(campaign__in=Campaign.objects.public())

    def with_page_content(self):
        return self.select_related("campaign").prefetch_related("objections")
