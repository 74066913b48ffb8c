from datetime import datetime, time, timedelta

from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast, Coalesce, TruncWeek
from django.utils import timezone
from modelsearch.queryset import SearchableQuerySetMixin


def week_of_confirmation():
    """The Monday, in Ottawa, of the week in which a signature was confirmed. The tally counts by it."""
    return TruncWeek("confirmed_at", output_field=models.DateField(), tzinfo=timezone.get_default_timezone())


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


def _begin_of(day):
    return timezone.make_aware(datetime.combine(day, time.min))


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

    def of_address(self, canonical):
        """Those signed with one mailbox, under whatever petition. All are named, as the index begins with them."""
        petitions = self.model._meta.get_field("petition").related_model.objects.values_list("pk", flat=True)
        return self.filter(petition__in=list(petitions), canonical_email=canonical)

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


class TallyQuerySet(models.QuerySet):
    def held_for(self, petition_id):
        """The petition's tally, locked until the transaction ends; None while somebody else holds it.

        SQLite has one writer at a time and needs no lock for it.
        """
        return self.filter(petition_id=petition_id).select_for_update(skip_locked=True, of=("self",)).first()

    def corrected(self):
        """Those that the last full count had to correct."""
        return self.exclude(drift=0, misplaced=0)


class TallyPartQuerySet(models.QuerySet):
    def of_groups(self, petition_id, pks, weeks):
        """The parts of a petition with these keys, and all of these weeks."""
        return self.filter(Q(pk__in=list(pks)) | Q(week__in=weeks), petition_id=petition_id)

    def write(self, parts):
        """Store the numbers of `parts`, which may be there already or not."""
        group = ["petition", "province", "riding", "language", "week"]
        numbers = [
            self.model(
                petition_id=part.petition_id,
                province=part.province,
                riding=part.riding,
                language=part.language,
                week=part.week,
                confirmed=part.confirmed,
            )
            for part in parts
        ]
        self.bulk_create(numbers, update_conflicts=True, unique_fields=group, update_fields=["confirmed"])

    def totals_by(self, *names):
        """Confirmed signatures summed over all but `names`: dicts of these and `total`, without empty ones."""
        totals = self.values(*names).annotate(total=models.Sum("confirmed"))
        return totals.filter(total__gt=0).order_by(*names)


class SigningEventQuerySet(models.QuerySet):
    def going_on(self):
        """Those whose time it is."""
        now = timezone.now()
        return self.filter(starts_at__lte=now, ends_at__gte=now)


class WaitingMailQuerySet(models.QuerySet):
    def due(self):
        return self.filter(due_at__lte=timezone.now()).order_by("due_at")

    def with_recipient(self, relation):
        """With whom they go to (`relation`: "signature" or "group") and the petition, each petition loaded once."""
        return self.select_related(relation).prefetch_related(f"{relation}__petition")


class SignerUpdateQuerySet(models.QuerySet):
    def being_sent(self):
        return self.filter(state=self.model.State.SENDING)


class UpdateMailQuerySet(models.QuerySet):
    def due(self):
        """Waiting, their time come, and their update not stopped."""
        return self.filter(
            state=self.model.State.WAITING, due_at__lte=timezone.now(), update__state="sending"
        ).order_by("due_at")

    def with_letter(self):
        """With what is written and to whom; an update, its petition and its signers are loaded once each."""
        return self.prefetch_related("update__petition", "signature").order_by("pk")

    def still_wanted(self):
        """Those whose update goes on, and whose signer still counts and still wants news."""
        return self.filter(update__state="sending", signature__state="confirmed", signature__wants_news=True).exclude(
            signature__email=""
        )


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
