"""Which signatures count, wait, are due or are chosen."""

from datetime import datetime, time, timedelta

from django.db import models
from django.db.models import Func, Q
from django.db.models.functions import Cast
from django.utils import timezone

from petitions.querysets.tallies import week_of_confirmation


def _begin_of(day):
    return timezone.make_aware(datetime.combine(day, time.min))


class _HasAddress(Func):
    """Whether an address is kept. SQLite knows the indexes of addresses by these very words, and by no others."""

    template = "NOT (%(expressions)s = '')"
    output_field = models.BooleanField()


class SignatureQuerySet(models.QuerySet):
    # Beside the provinces, where a choice of them is taken.
    ABROAD = "abroad"

    def confirmed(self):
        return self.filter(state=self.model.State.CONFIRMED)

    def pending(self):
        return self.filter(state=self.model.State.PENDING)

    def standing(self):
        """Those that are neither withdrawn nor invalidated nor emptied: their owner may change them."""
        State = self.model.State
        return self.filter(state__in=(State.PENDING, State.CONFIRMED, State.HELD), erased_at__isnull=True)

    def with_petition(self):
        """With what a mail to the signer says."""
        return self.select_related("petition__recipient", "petition__tally")

    def for_confirming(self):
        return self.select_related("petition")

    def at_domain(self, domain):
        """Those whose address is one of this mail provider's."""
        return self.exclude(canonical_email="").filter(email__iendswith=f"@{domain}").order_by("pk")

    def signed_with(self, canonical):
        """Those signed with one mailbox; of one petition when the caller says so, or the index does not help."""
        return self.filter(_HasAddress("canonical_email"), canonical_email=canonical)

    def of_address(self, canonical):
        """Those signed with one mailbox, under whatever petition. All are named, as the index begins with them."""
        petitions = self.model._meta.get_field("petition").related_model.objects.values_list("pk", flat=True)
        return self.signed_with(canonical).filter(petition__in=list(petitions))

    def named_in_public(self):
        """Those who asked that their name be shown, newest first."""
        return self.confirmed().filter(show_name=True).order_by("-confirmed_at")

    def deliverable(self, *, petition, until, riding=""):
        """Those that a pack counts: confirmed by `until`; with `riding`, those of this one alone."""
        found = self.confirmed().filter(petition=petition, confirmed_at__lte=until)
        return found.filter(riding=riding) if riding else found

    def with_a_name(self):
        """Without those that were emptied."""
        return self.filter(erased_at__isnull=True)

    def between(self, first, last):
        """Those whose keys are `first` to `last`, in the order of signing."""
        return self.filter(pk__gte=first, pk__lte=last).order_by("pk")

    def ridings_of(self, petition):
        """The numbers of the ridings that somebody who signed `petition` lives in, in order."""
        found = self.confirmed().filter(petition=petition).exclude(riding="")
        return found.order_by("riding").values_list("riding", flat=True).distinct()

    def chosen(self, *, petition, states=(), provinces=(), first_day=None, last_day=None):
        """Of one petition, those in these states, from these provinces (ABROAD among them), signed on these days.

        Nothing given means all of them. Days are those of Ottawa.
        """
        found = self.filter(petition=petition)
        if states:
            found = found.filter(state__in=states)
        if provinces:
            inside = [province for province in provinces if province != self.ABROAD]
            found = found.filter(
                Q(province__in=inside, residence="canada") | Q(residence="abroad")
                if self.ABROAD in provinces
                else Q(province__in=inside, residence="canada")
            )
        if first_day:
            found = found.filter(created_at__gte=_begin_of(first_day))
        if last_day:
            found = found.filter(created_at__lt=_begin_of(last_day + timedelta(days=1)))
        return found

    def in_pages(self, *fields, size=2000):
        """Lists of at most `size` tuples of `fields`, by key, up to the last that there is at the beginning.

        Each page is a query of its own that begins behind the last key. A cursor over all of it would hold a
        transaction open as long as somebody takes to download, on SQLite even the right to write.
        """
        last = self.aggregate(last=models.Max("pk"))["last"]
        rows = self.order_by("pk").filter(pk__lte=last or 0).values_list("pk", *fields)
        page = rows[:size]
        while page := list(page):
            yield [row[1:] for row in page]
            page = rows.filter(pk__gt=page[-1][0])[:size] if len(page) == size else ()

    def agreed_to_updates(self, update):
        """Those whom `update` is for and who have been given no mail of it yet: counted before it began, with
        their consent and an address that takes mail."""
        return (
            self.confirmed()
            .filter(petition=update.petition_id, wants_news=True, mail_problem="", pk__gt=update.addressed_to)
            .exclude(email="")
            .filter(confirmed_at__lte=update.started_at or timezone.now())
        )

    def never_confirmed_since(self, moment):
        """Signed before `moment` and still pending: to be deleted."""
        return self.pending().filter(created_at__lt=moment)

    def awaiting_riding(self, waits, most):
        """(pk, postal code) of up to `most` confirmed signatures whose riding is to be looked for, the oldest first.

        `waits`: how long after its confirmation a signature is due that was looked for 0, 1, 2… times in vain.
        """
        found, now = [], timezone.now()
        for tries, wait in enumerate(waits):
            due = self.filter(awaits_riding=True, riding_tries=tries, confirmed_at__lte=now - wait)
            found += due.order_by("confirmed_at").values_list("pk", "postal_code")[: most - len(found)]
        return found

    def petitions_due_for_count(self):
        """The keys of petitions with signatures that the tally does not hold as they are; from an index of these."""
        due = self.filter(is_due_for_count=True)
        return due.order_by("petition_id").values_list("petition_id", flat=True).distinct()

    def due_for_count(self, petition_id):
        """Those of one petition, locked. Those that somebody is changing are left to the next window.

        Rows of pk, state, counted_in_id and the group: province, riding, language, week.
        """
        due = self.filter(is_due_for_count=True, petition_id=petition_id).order_by("pk")
        return (
            due.select_for_update(skip_locked=True, of=("self",))
            .annotate(week=week_of_confirmation())
            .values_list("pk", "state", "counted_in_id", "province", "riding", "language", "week", named=True)
        )

    def waiting_for_count_since(self, moment):
        """Confirmed before `moment` and not counted yet."""
        return self.filter(is_due_for_count=True, state=self.model.State.CONFIRMED, confirmed_at__lt=moment)

    def counted_groups(self):
        """All that are counted: how many of each part and group, and the first and last time of confirmation.

        The times instead of the weeks: SQLite would call Python for each row's week.
        """
        counted = self.filter(counted_in__isnull=False).order_by()
        return counted.values(
            "petition_id", "counted_in_id", "province", "riding", "language", "is_due_for_count"
        ).annotate(rows=models.Count("pk"), first=models.Min("confirmed_at"), last=models.Max("confirmed_at"))

    def counted_astray(self, part):
        """Counted in `part` although they belong to another group, and not known to have moved."""
        counted = self.filter(counted_in=part.pk, is_due_for_count=False).annotate(week=week_of_confirmation())
        own = Q(province=part.province, riding=part.riding, language=part.language, week=part.week)
        return counted.exclude(own)

    def counted_nowhere(self, petition_id):
        """Counted in a part that is not there."""
        part = models.Exists(
            self.model._meta.get_field("counted_in").related_model.objects.filter(pk=models.OuterRef("counted_in"))
        )
        return self.filter(~part, petition_id=petition_id, counted_in__isnull=False)

    # What reviewers choose by

    def held(self):
        """Confirmed by their owners, uncounted until staff have looked at them."""
        return self.filter(state=self.model.State.HELD)

    def suspected(self):
        """Not confirmed, suspicious, and not accepted: held as soon as their owners confirm."""
        return self.pending().filter(is_cleared=False).exclude(suspicions=[])

    def with_reason(self, code):
        """Those that wait for this reason among others. As text, for SQLite looks into no JSON list."""
        listed = Cast("suspicions", models.TextField())
        return self.alias(listed_reasons=listed).filter(listed_reasons__contains=f'"{code}"')

    def of_domain(self, domain):
        """Those whose address is of this domain, or of one below it."""
        return self.filter(Q(email__iendswith=f"@{domain}") | Q(email__iendswith=f".{domain}"))

    def of_connection(self, pk):
        """Those from the connection of the signature `pk`; none where that is not known, or no longer."""
        ip_hash = self.model.objects.filter(pk=pk).values_list("ip_hash", flat=True).first()
        return self.filter(ip_hash=ip_hash) if ip_hash else self.none()

    def as_of(self, moment):
        """Without those that were signed, judged or confirmed after `moment`: what somebody has seen grows no more."""
        found = self.filter(created_at__lte=moment)
        for name in ("judged_at", "confirmed_at"):
            found = found.filter(Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__lte": moment}))
        return found

    def with_traces(self):
        """Those that still say from where and how the form was filled in."""
        return self.filter(
            ~Q(ip_hash="") | Q(seconds_to_fill__isnull=False) | Q(was_trapped=True) | Q(event__isnull=False)
        )

    def with_address(self):
        return self.exclude(email="", canonical_email="")

    def of_person(self, address, canonical):
        """Those made with an address, as it was typed or as addresses are compared."""
        return self.with_address().filter(Q(canonical_email=canonical) | Q(email__iexact=address))
