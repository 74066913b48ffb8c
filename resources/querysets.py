from django.db import models
from django.db.models import Q

from publishing.querysets import PublishableQuerySet


class DocumentQuerySet(PublishableQuerySet):
    def on_shelf(self, shelf):
        return self.filter(shelf=shelf)

    def with_files(self):
        """With what a list shows of each: its files and topics, in two queries more."""
        return self.prefetch_related("renditions", "topics")

    def of(self, *, kind="", topic="", format=""):
        """Narrowed by whichever filters are set."""
        queryset = self
        if kind:
            queryset = queryset.filter(kind=kind)
        if topic:
            queryset = queryset.filter(topics__key=topic)
        if format:
            queryset = queryset.filter(**{f"has_{format}": True})
        return queryset


class RenditionQuerySet(models.QuerySet):
    def with_problems(self):
        return self.exclude(problem="")

    def downloadable(self):
        return self.exclude(Q(file="") | Q(digest=""))
