from django.db import models

from publishing.querysets import PublishableQuerySet


class NewsPostQuerySet(PublishableQuerySet):
    def about(self, campaign):
        return self.filter(campaign=campaign)


class LatestPostQuerySet(models.QuerySet):
    def shown(self):
        return self.filter(is_hidden=False).order_by("-posted_at")
