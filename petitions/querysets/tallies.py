"""The parts of a tally, and who holds it."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import TruncWeek
from django.utils import timezone


def week_of_confirmation():
    """The Monday, in Ottawa, of the week in which a signature was confirmed. The tally counts by it."""
    return TruncWeek("confirmed_at", output_field=models.DateField(), tzinfo=timezone.get_default_timezone())


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
