"""What the public may see: the only home of that rule."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from modelsearch.queryset import SearchableQuerySetMixin


class PublishableQuerySet(SearchableQuerySetMixin, models.QuerySet):
    def public(self):
        """Published, or scheduled for a time that has come."""
        State = self.model.State
        return self.filter(Q(state=State.PUBLISHED) | Q(state=State.SCHEDULED, publish_at__lte=timezone.now()))

    def listed(self):
        """What search and sitemap name: all that is public, unless a kind of page says otherwise."""
        return self.public()

    def due(self):
        """Scheduled for a time that has come, and not yet marked as published."""
        return self.filter(state=self.model.State.SCHEDULED, publish_at__lte=timezone.now())


class PageQuerySet(SearchableQuerySetMixin, models.QuerySet):
    def public(self):
        """The fixed pages of the site are always public."""
        return self.all()

    def listed(self):
        return self.public()

    def in_menu(self):
        return self.filter(menu_position__isnull=False).order_by("menu_position")


class OutsideLinkQuerySet(models.QuerySet):
    def waiting(self):
        """Those that staff want to know about and that were not asked since, the oldest wish first."""
        return self.filter(Q(checked_at__isnull=True) | Q(checked_at__lt=F("asked_at"))).order_by("asked_at", "pk")
