"""The numbers that a pack tells: taken once, when it is begun, so that every part of it says the same."""

from django.db.models import Count, F, Max, Min, Q, Sum
from django.utils import timezone

from petitions.models import PaperEntry, Signature

State = Signature.State


def facts_of(delivery):
    """Plain data about all signatures of the petition until `delivery.counted_until`, and its riding's if it has one.

    {"confirmed", "abroad", "repeated", "unconfirmed", "held", "invalidated", "withdrawn", "paper", "riding": numbers,
    "first_day", "last_day": ISO days or "", "languages": {code: number}, "versions": [[number, signatures], …],
    "groups": [[province, riding, number], …]}
    """
    until = delivery.counted_until
    signatures = Signature.objects.filter(petition=delivery.petition, created_at__lte=until)
    confirmed = Signature.objects.deliverable(petition=delivery.petition, until=until)
    numbers = signatures.aggregate(
        **{
            name: Count("pk", filter=Q(state=state))
            for name, state in {
                "unconfirmed": State.PENDING,
                "held": State.HELD,
                "invalidated": State.INVALIDATED,
                "withdrawn": State.WITHDRAWN,
            }.items()
        }
    )
    totals = confirmed.aggregate(
        confirmed=Count("pk"),
        abroad=Count("pk", filter=Q(residence=Signature.Residence.ABROAD)),
        # Whoever signs again, or asks for the link again, gets another mail and no second signature: the mails are
        # what is known of it.
        repeated=Sum(F("mails_sent") - 1, filter=Q(mails_sent__gt=1), default=0),
        first=Min("confirmed_at"),
        last=Max("confirmed_at"),
    )
    first, last = totals.pop("first"), totals.pop("last")
    return {
        **numbers,
        **totals,
        "paper": PaperEntry.objects.delivered(petition=delivery.petition, until=until),
        "riding": confirmed.filter(riding=delivery.riding).count() if delivery.riding else 0,
        "first_day": _day(first),
        "last_day": _day(last),
        "languages": dict(_counted(confirmed, "language")),
        "versions": [list(row) for row in _counted(confirmed, "version__number")],
        "groups": [list(row) for row in _counted(confirmed, "province", "riding")],
    }


def _counted(signatures, *names):
    return signatures.order_by(*names).values_list(*names).annotate(number=Count("pk"))


def _day(moment):
    return timezone.localdate(moment).isoformat() if moment else ""
