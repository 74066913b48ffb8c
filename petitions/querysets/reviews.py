"""What a decision touched, and which events go on."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class ReviewDecisionQuerySet(models.QuerySet):
    def under_way(self):
        """Those that the worker carries out, or undoes."""
        return self.exclude(under_way="")


class ReviewedSignatureQuerySet(models.QuerySet):
    def unchanged_since(self, decision):
        """Those of a decision that are still as it left them, or that their owners have only confirmed since."""
        State = self.model._meta.get_field("signature").related_model.State
        of_decision = self.filter(decision=decision)
        if decision.verdict == decision.Verdict.INVALIDATE:
            return of_decision.filter(signature__state=State.INVALIDATED)
        return of_decision.filter(
            Q(state_before=State.HELD, signature__state=State.CONFIRMED)
            | Q(state_before=State.PENDING, signature__state__in=(State.PENDING, State.CONFIRMED)),
            signature__is_cleared=True,
        )


class SigningEventQuerySet(models.QuerySet):
    def going_on(self):
        """Those whose time it is."""
        now = timezone.now()
        return self.filter(starts_at__lte=now, ends_at__gte=now)
