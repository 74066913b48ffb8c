from django.db import models
from django.db.models import Q
from django.utils import timezone
from modelsearch.queryset import SearchableQuerySetMixin


class PetitionQuerySet(SearchableQuerySetMixin, models.QuerySet):
    def public(self):
        """Those whose opening time has come, and those that have ended; no draft, and nothing withdrawn."""
        return self.filter(Q(state__in=self.model.ENDED_STATES) | self._opened())

    def open(self):
        """Those that can be signed at this moment."""
        return self.filter(self._opened(), closes_at__gt=timezone.now())

    def _opened(self):
        return Q(state__in=self.model.TIMED_STATES, opens_at__lte=timezone.now())

    def with_page_content(self):
        """With what a page or card shows: tally, addressee and partners."""
        return self.select_related("tally", "recipient", "campaign").prefetch_related("partners")

    def past_closing(self):
        """Still marked as open, or as scheduled, although their time is over."""
        return self.filter(state__in=self.model.TIMED_STATES, closes_at__lte=timezone.now())

    def due(self):
        """Scheduled for a time that has come and not gone, and not yet marked as open."""
        now = timezone.now()
        return self.filter(state=self.model.State.SCHEDULED, opens_at__lte=now, closes_at__gt=now)


class SignatureQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(state=self.model.State.CONFIRMED)

    def pending(self):
        return self.filter(state=self.model.State.PENDING)

    def with_petition(self):
        """With what a mail to the signer says."""
        return self.select_related("petition__recipient", "petition__tally")

    def named_in_public(self):
        """Those who asked that their name be shown, newest first."""
        return self.confirmed().filter(show_name=True).order_by("-confirmed_at")

    def never_confirmed_since(self, moment):
        """Signed before `moment` and still pending: to be deleted."""
        return self.pending().filter(created_at__lt=moment)


class PetitionEntryQuerySet(models.QuerySet):
    def in_order(self):
        """As the public timeline shows them, the earliest first."""
        return self.order_by("happened_on", "made_at", "pk")


class TallyPartQuerySet(models.QuerySet):
    def totals_by(self, *names):
        """Confirmed signatures summed over all but `names`: dicts of these and `total`."""
        return self.values(*names).annotate(total=models.Sum("confirmed")).order_by(*names)


class SigningEventQuerySet(models.QuerySet):
    def going_on(self):
        """Those whose time it is."""
        now = timezone.now()
        return self.filter(starts_at__lte=now, ends_at__gte=now)


class WaitingMailQuerySet(models.QuerySet):
    def due(self):
        return self.filter(due_at__lte=timezone.now()).order_by("due_at")


class SignerUpdateQuerySet(models.QuerySet):
    def being_sent(self):
        return self.filter(state=self.model.State.SENDING)


class UpdateMailQuerySet(models.QuerySet):
    def due(self):
        """Waiting, their time come, and their update not stopped."""
        return self.filter(
            state=self.model.State.WAITING, due_at__lte=timezone.now(), update__state="sending"
        ).order_by("due_at")


class PaperGroupQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(confirmed_at__isnull=False)


class PaperBatchQuerySet(models.QuerySet):
    def counted(self):
        return self.filter(state=self.model.State.COUNTED)


class DeliveryQuerySet(models.QuerySet):
    def public(self):
        """Packs that are ready and were handed over: their page says that they are genuine."""
        return self.filter(state=self.model.State.READY, handed_over_on__isnull=False)

    def unfinished(self):
        return self.filter(state__in=(self.model.State.WAITING, self.model.State.MAKING))
