from campaigns.models import Campaign
from publishing.querysets import PublishableQuerySet


class OfCampaignQuerySet(PublishableQuerySet):
    def public(self):
        """Those that are public themselves and whose campaign is."""
        return super().public().filter(campaign__in=Campaign.objects.public())
