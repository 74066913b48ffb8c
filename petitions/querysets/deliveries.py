"""Packs and their files."""

from django.db import models


class DeliveryFileQuerySet(models.QuerySet):
    def in_order(self, kinds):
        """By their kinds in the order of `kinds`, then by number."""
        place = models.Case(*(models.When(kind=kind, then=number) for number, kind in enumerate(kinds)))
        return self.select_related("delivery").order_by(place, "number")

    def missing(self, kinds):
        """Those that are not made yet, in order."""
        return list(self.in_order(kinds).filter(file=""))


class DeliveryQuerySet(models.QuerySet):
    def public(self):
        """Packs that are ready and were handed over: their page says that they are genuine."""
        return self.filter(state=self.model.State.READY, handed_over_on__isnull=False)

    def of_signature(self, signature):
        """Packs handed over that were made from this signature among others; none of one that never counted."""
        if signature.confirmed_at is None or signature.state == signature.State.HELD:
            return self.none()
        return self.public().filter(
            petition=signature.petition_id,
            riding__in=("", signature.riding),
            counted_until__gte=signature.confirmed_at,
        )

    def unfinished(self):
        return self.filter(state__in=(self.model.State.WAITING, self.model.State.MAKING))

    def with_addressees(self):
        """With what a list of packs shows."""
        return self.select_related("petition", "recipient", "made_by")
