"""Who reported a meeting is forgotten on a clock, and at once for somebody who asks for it."""

from django.utils.translation import gettext_lazy as _

from advocacy.meeting.reporting import forget_reporter
from advocacy.models import MeetingReport
from petitions import forgetting
from petitions.forgetting import addressed
from petitions.forgetting.steps import Rows

NAME, LABEL = "meeting_reports", _("who reported a meeting with a member of Parliament")


def _reported_long_ago(moment):
    return MeetingReport.objects.telling_who().over_since(moment.ago("report_days"))


def _forget(rows, moment):
    forget_reporter(reports=rows, now=moment.now)


def register():
    """Called once, when the site starts."""
    forgetting.register(Rows(NAME, LABEL, _reported_long_ago, _forget))
    addressed.register(
        addressed.Kind(NAME, LABEL, MeetingReport.objects.of_address, lambda rows: forget_reporter(reports=rows))
    )
