from django.db import models
from django.db.models import Q
from django.utils import timezone
from modelsearch.queryset import SearchableQuerySetMixin


class PetitionQuerySet(SearchableQuerySetMixin, models.QuerySet):
    def public(self):
        """Open, closed, delivered or answered, or scheduled for a time that has come."""
        return self.filter(
            Q(state__in=self.model.PUBLIC_STATES) | Q(state=self.model.State.SCHEDULED, opens_at__lte=timezone.now())
        )

    def open(self):
        """Those that can be signed at this moment."""
        State, now = self.model.State, timezone.now()
        return self.filter(state__in=[State.OPEN, State.SCHEDULED], opens_at__lte=now, closes_at__gt=now)

    def with_page_content(self):
        """With what a page or card shows: tally, addressee and partners."""
        return self.select_related("tally", "recipient", "campaign").prefetch_related("partners")


class SignatureQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(state=self.model.State.CONFIRMED)

    def pending(self):
        return self.filter(state=self.model.State.PENDING)

    def named_in_public(self):
        """Those who asked that their name be shown, newest first."""
        return self.confirmed().filter(show_name=True).order_by("-confirmed_at")

    def never_confirmed_since(self, moment):
        """Signed before `moment` and still pending: to be deleted."""
        return self.pending().filter(created_at__lt=moment)
