"""Groups, batches and entries."""

from django.db import models
from django.utils import timezone


class PaperGroupQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(confirmed_at__isnull=False)

    def unconfirmed(self):
        return self.filter(confirmed_at__isnull=True)

    def of_address(self, email):
        return self.filter(email__iexact=email)

    def named(self, name):
        return self.filter(name__iexact=name)

    def reachable(self):
        """Those whose private link still opens, with their petition."""
        return self.filter(erased_at__isnull=True).select_related("petition__tally", "petition__recipient")

    def with_received(self):
        """With `received`: valid signatures in batches of theirs that count; None without any."""
        counted = models.Q(batches__state="counted", batches__entries__place=1)
        return self.annotate(received=models.Sum("batches__entries__valid", filter=counted))

    def collecting(self):
        """Those whose sheets are to be had: confirmed, not emptied, their petition open."""
        now = timezone.now()
        return self.confirmed().filter(
            erased_at__isnull=True,
            petition__state__in=self.model._meta.get_field("petition").related_model.TIMED_STATES,
            petition__opens_at__lte=now,
            petition__closes_at__gt=now,
        )


class PaperBatchQuerySet(models.QuerySet):
    def counted(self):
        return self.filter(state=self.model.State.COUNTED)

    def with_numbers(self):
        """With `valid` and `sheet_count` of the first entry; the two agree in a batch that is counted."""
        first = models.Q(entries__place=1)
        return self.annotate(
            valid=models.Sum("entries__valid", filter=first), sheet_count=models.Sum("entries__sheets", filter=first)
        )


class PaperEntryQuerySet(models.QuerySet):
    def counted(self):
        """(petition pk, valid signatures, {province: signatures}) of each batch that counts; its entries agree."""
        first = self.filter(place=1, batch__state="counted").order_by()
        return first.values_list("batch__petition_id", "valid", "provinces")

    def delivered(self, *, petition, until):
        """How many valid signatures the batches come to that were counted by `until`."""
        counted = self.filter(place=1, batch__state="counted", batch__petition=petition, batch__counted_at__lte=until)
        return counted.aggregate(total=models.Sum("valid", default=0))["total"]
