from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce


class MeetingReportQuerySet(models.QuerySet):
    def unsettled(self):
        """Those that nobody has followed up yet."""
        return self.filter(settled_at__isnull=True)

    def due(self, day):
        """Those whose day to follow up has come; the longest overdue first."""
        return self.unsettled().filter(follow_up_on__lte=day).order_by("follow_up_on", "pk")

    def undated(self):
        """Those without such a day, the oldest first."""
        return self.unsettled().filter(follow_up_on__isnull=True).order_by("reported_at", "pk")

    def telling_who(self):
        """Those that still hold a name or an address."""
        return self.filter(erased_at__isnull=True, may_contact=True)

    def of_address(self, email):
        return self.filter(email__iexact=email)

    def over_since(self, before):
        """Followed up before then; what nobody has followed up counts from when it was reported."""
        return self.annotate(over=Coalesce(F("settled_at"), F("reported_at"))).filter(over__lt=before)
