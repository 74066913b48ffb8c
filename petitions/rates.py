"""How many sign from one connection, and under one petition, within a minute and for longer."""

from bisect import bisect_right
from collections import Counter, defaultdict
from datetime import timedelta

from django.db.models import Count, F

from petitions.models import Signature, SigningEvent, SigningPace

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class ConnectionRates:
    """What the connections of a batch have sent before, and in it. `signatures` in the order of signing."""

    def __init__(self, signatures, rules):
        self.rules = rules
        first, last = signatures[0].created_at, signatures[-1].created_at
        hashes = {signature.ip_hash for signature in signatures} - {""}
        known = Signature.objects.filter(ip_hash__in=hashes)
        # Of the last minute before the batch each moment is needed; of what was earlier, how many.
        self.recent = defaultdict(list)
        window = known.filter(created_at__gt=first - MINUTE, created_at__lte=last).order_by("created_at", "pk")
        for ip_hash, event, created_at, pk in window.values_list("ip_hash", "event", "created_at", "pk"):
            self.recent[ip_hash, event].append((created_at, pk))
        earlier = known.filter(created_at__lte=first - MINUTE)
        # What was expected at an event is not held against those who sign from there later.
        self.earlier = _counts(earlier.filter(created_at__gt=first - DAY, event=None))
        self.events = SigningEvent.objects.in_bulk({s.event_id for s in signatures if s.event_id})
        self.earlier |= _counts(earlier.filter(event__in=self.events)) if self.events else {}
        self.namesakes = _namesakes(known.filter(created_at__gt=first - DAY, created_at__lte=last), signatures)

    def are_expected(self, signature):
        """Whether it is one of those that staff expect from each connection on the page of an event."""
        event = self.events.get(signature.event_id)
        if event is None or event.petition_id != signature.petition_id:
            return False
        _in_a_minute, so_far = self._place(signature)
        return so_far <= event.expected

    def are_exceeded(self, signature):
        """Whether it is one too many from its connection, in a minute or in a day."""
        in_a_minute, in_a_day = self._place(signature)
        return in_a_minute > self.rules.address_burst or in_a_day > self.rules.address_sustained

    def _place(self, signature):
        """(how many in the minute up to it, how many in all), itself included; (0, 0) where no connection is known."""
        if not signature.ip_hash:
            return 0, 0
        key = signature.ip_hash, signature.event_id
        moments = self.recent[key]
        place = bisect_right(moments, (signature.created_at, signature.pk))
        before = bisect_right(moments, (signature.created_at - MINUTE, float("inf")))
        return place - before, self.earlier.get(key, 0) + place

    def have_namesake(self, signature):
        """Whether somebody of this name has signed the same petition from the same connection with another address."""
        for created_at, pk, address in self.namesakes[signature.ip_hash, signature.petition_id, signature.name_key]:
            if (created_at, pk) < (signature.created_at, signature.pk) and address != signature.canonical_email:
                return True
        return False


def _counts(signatures):
    """{(ip_hash, event): how many}."""
    rows = signatures.values_list("ip_hash", "event").annotate(total=Count("pk")).order_by()
    return {(ip_hash, event): total for ip_hash, event, total in rows}


def _namesakes(known, signatures):
    """{(ip_hash, petition, name_key): [(created_at, pk, canonical_email), …]} of those that a batch may repeat."""
    found = defaultdict(list)
    rows = known.filter(
        name_key__in={signature.name_key for signature in signatures} - {""},
        petition__in={signature.petition_id for signature in signatures},
    ).exclude(state=Signature.State.WITHDRAWN)
    columns = ("ip_hash", "petition", "name_key", "created_at", "pk", "canonical_email")
    for ip_hash, petition, name_key, *rest in rows.values_list(*columns):
        found[ip_hash, petition, name_key].append(tuple(rest))
    return found


class PetitionRates:
    """How many were judged of each petition and minute of signing, kept in SigningPace.

    Counting a petition's signatures of the last hour again and again would cost more, the more it is signed; this
    costs one small row for each minute.
    """

    def __init__(self, signatures, rules):
        self.rules = rules
        since = _minute_of(signatures[0].created_at) - HOUR
        kept = SigningPace.objects.filter(petition__in={s.petition_id for s in signatures}, minute__gt=since)
        self.counts = Counter({(p, minute): n for p, minute, n in kept.values_list("petition", "minute", "count")})
        self.added = Counter()

    def count_and_exceeds(self, signature):
        """Count it; whether it is one too many of its petition, in its minute or in the hour up to it."""
        petition, minute = signature.petition_id, _minute_of(signature.created_at)
        self.counts[petition, minute] += 1
        self.added[petition, minute] += 1
        if self.counts[petition, minute] > self.rules.petition_burst:
            return True
        in_an_hour = sum(self.counts[petition, minute - past * MINUTE] for past in range(60))
        return in_an_hour > self.rules.petition_sustained

    def keep(self):
        """Write down what was counted; what is older than a day is forgotten when a new minute begins."""
        for (petition, minute), count in sorted(self.added.items()):
            row = SigningPace.objects.filter(petition=petition, minute=minute)
            if not row.update(count=F("count") + count):
                SigningPace.objects.bulk_create(
                    [SigningPace(petition_id=petition, minute=minute, count=0)], ignore_conflicts=True
                )
                row.update(count=F("count") + count)
                SigningPace.objects.filter(petition=petition, minute__lt=minute - DAY).delete()


def _minute_of(moment):
    return moment.replace(second=0, microsecond=0)
