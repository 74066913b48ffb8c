from django.db import models

from publishing.querysets import PublishableQuerySet


class NewsPostQuerySet(PublishableQuerySet):
    def about(self, campaign):
        return self.filter(campaign=campaign)


class LatestPostQuerySet(models.QuerySet):
    def withdrawn(self, *, kept, since):
        """Posted after `since` and not among the guids `kept`: deleted at their source. Hidden ones do not count."""
        return self.filter(is_hidden=False, posted_at__gte=since).exclude(guid__in=kept)

    def shown(self):
        return self.filter(is_hidden=False).order_by("-posted_at")
