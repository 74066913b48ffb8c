"""What a finished letter leaves behind: one more, if whoever wrote it says so."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from advocacy.counting.weeks import week_of
from advocacy.models import LetterCount


@transaction.atomic
def count_letter(*, campaign, riding):
    """Add one to the letters of this week about `campaign` from `riding`, a Riding or None.

    Effects: a row of LetterCount is made or grows by one; many may do so at once. Nothing else is kept.
    """
    row, is_new = LetterCount.objects.get_or_create(
        campaign=campaign,
        riding_number=riding.number if riding else "",
        week=week_of(timezone.localdate()),
        defaults={"riding": riding, "number": 1},
    )
    if not is_new:
        LetterCount.objects.filter(pk=row.pk).update(number=F("number") + 1, riding=riding)
