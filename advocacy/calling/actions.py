"""Verbs of calls: counting one."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from advocacy.counting.weeks import week_of
from advocacy.models import CallCount


@transaction.atomic
def count_call(*, campaign, riding, office, office_label, outcome, answer, day=None):
    """Count one call about `campaign` on `day` (today, Ottawa time).

    `riding` and `office` may be None, `office_label` "". Effects: the row of all calls of that week which went alike is
    made or raised by one, and knows the present records of its riding and office. Safe at any number of calls at once.
    """
    row, is_new = CallCount.objects.get_or_create(
        campaign=campaign,
        riding_number=riding.number if riding else "",
        office_label=office_label,
        week=week_of(day or timezone.localdate()),
        outcome=outcome,
        answer=answer,
        defaults={"riding": riding, "office": office, "number": 1},
    )
    if not is_new:
        CallCount.objects.filter(pk=row.pk).update(number=F("number") + 1, riding=riding, office=office)
