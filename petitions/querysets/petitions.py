"""Which petitions, texts and entries the public sees."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from modelsearch.queryset import SearchableQuerySetMixin


class PetitionQuerySet(SearchableQuerySetMixin, models.QuerySet):
    def public(self):
        """Those whose page can be seen: all that are listed, and what was withdrawn while it was on the site."""
        entries = self.model._meta.get_field("entries").related_model.objects.filter(petition=models.OuterRef("pk"))
        withdrawn = Q(models.Exists(entries.withdrawals()), state=self.model.State.WITHDRAWN)
        return self.filter(self._listed() | withdrawn)

    def listed(self):
        """Those that search and sitemap name: opened, or ended with a result. No draft, and nothing withdrawn."""
        return self.filter(self._listed())

    def _listed(self):
        return Q(state__in=self.model.ENDED_STATES) | self._opened()

    def open(self):
        """Those that can be signed at this moment."""
        return self.filter(self._opened(), closes_at__gt=timezone.now())

    def _opened(self):
        return Q(state__in=self.model.TIMED_STATES, opens_at__lte=timezone.now())

    def with_slug(self, slug):
        """Those with this address in either language, an English one first."""
        found = self.filter(Q(slug_en=slug) | Q(slug_fr=slug))
        return found.order_by(models.Case(models.When(slug_en=slug, then=0), default=1), "pk")

    def locked(self, pk):
        """The one with this key, which nobody else changes until the transaction ends. Signing goes on meanwhile."""
        return self.select_for_update(no_key=True).get(pk=pk)

    def with_page_content(self):
        """With what a page or card shows: tally, addressee, partners, and the number of its text."""
        found = self.select_related("tally", "recipient", "campaign").prefetch_related("partners")
        return found.with_text_number()

    def with_text_number(self):
        """With `text_number`: which version of the text is signed now. The first, until there is one."""
        return self.annotate(text_number=Coalesce("version__number", 1))

    def meant_for_the_house(self):
        """Those with a sheet for the House of Commons that are in preparation, or to be signed."""
        wanted = (self.model.State.DRAFT, *self.model.TIMED_STATES)
        return self.filter(state__in=wanted).exclude(house_addressee="").select_related("recipient")

    def with_sheets(self):
        """Those whose paper sheets are made: public ones, and those for the House that an MP's office sees first."""
        in_preparation = Q(state__in=(self.model.State.DRAFT, *self.model.TIMED_STATES)) & ~Q(house_addressee="")
        return self.filter(Q(state__in=self.model.ENDED_STATES) | self._opened() | in_preparation)

    def with_mails_given_up_since(self, moment):
        """Those with signers that no mail has reached, each with their number: `given_up`."""
        lost = Q(signatures__mail_problem="given_up", signatures__created_at__gte=moment)
        return self.annotate(given_up=models.Count("signatures", filter=lost)).filter(given_up__gt=0)

    def with_mails_waiting_since(self, moment):
        return self.filter(signatures__waiting_mail__asked_at__lt=moment).distinct()

    def past_closing(self):
        """Still marked as open, or as scheduled, although their time is over."""
        return self.filter(state__in=self.model.TIMED_STATES, closes_at__lte=timezone.now())

    def due(self):
        """Scheduled for a time that has come and not gone, and not yet marked as open."""
        now = timezone.now()
        return self.filter(state=self.model.State.SCHEDULED, opens_at__lte=now, closes_at__gt=now)


class TextVersionQuerySet(models.QuerySet):
    def earlier_than(self, number):
        """Those that the version of this number has followed: they were signed, and stay to be read."""
        return self.filter(number__lt=number)


class PetitionEntryQuerySet(models.QuerySet):
    def in_order(self):
        """As the public timeline shows them, the earliest first, each with the version of the text it is about."""
        return self.select_related("version").order_by("happened_on", "made_at", "pk")

    def withdrawals(self):
        """Only what was on the site is withdrawn, and then there is an entry that says why."""
        return self.filter(kind=self.model.Kind.WITHDRAWN)
