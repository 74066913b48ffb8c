"""The tally: what is counted, and when."""

from django.db.models import Count, Q
from django.utils import timezone

from petitions.models import Petition, Signature, Tally


def count_all():
    """Write each petition's tally from a full count of its confirmed signatures. Returns {petition pk: count}."""
    totals = (
        Petition.objects.order_by("pk")
        .annotate(
            confirmed=Count("signatures", filter=Q(signatures__state=Signature.State.CONFIRMED)),
            abroad=Count(
                "signatures",
                filter=Q(
                    signatures__state=Signature.State.CONFIRMED,
                    signatures__residence=Signature.Residence.ABROAD,
                ),
            ),
        )
        .values_list("pk", "confirmed", "abroad")
    )
    counted_at = timezone.now()
    for pk, confirmed, abroad in totals:
        Tally.objects.update_or_create(
            petition_id=pk,
            defaults={"confirmed": confirmed, "outside_canada": abroad, "counted_at": counted_at},
        )
    return {pk: confirmed for pk, confirmed, _abroad in totals}
