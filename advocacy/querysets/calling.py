"""Which call sheets the public sees."""

from advocacy.querysets.of_campaign import OfCampaignQuerySet


class CallSheetQuerySet(OfCampaignQuerySet):
    def with_page_content(self):
        return self.select_related("campaign").prefetch_related("objections")
