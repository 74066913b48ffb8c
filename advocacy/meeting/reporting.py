"""Verbs for reports of meetings: reporting, and what staff make of them."""

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_tasks import task

from advocacy.meeting import emails
from advocacy.models import MeetingReport


@transaction.atomic
def report_meeting(*, campaign, riding, member, language, **told):
    """Write down what a group tells of its meeting.

    Effects, in one transaction: the report is stored, and a mail to the organisation is queued which says that there
    is one, but not what it says or from whom. The same words sent again change nothing. Returns the MeetingReport.
    """
    report, is_new = MeetingReport.objects.get_or_create(
        fingerprint=_fingerprint(campaign, riding, told),
        defaults={
            "campaign": campaign,
            "riding": riding,
            "member_name": member.full_name if member else "",
            "language": language,
            **told,
        },
    )
    if is_new:
        tell_of_report.enqueue(report.pk)
    return report


def _fingerprint(campaign, riding, told):
    words = "\x1f".join(str(each) for each in (campaign.pk, riding.number, *(told[name] for name in sorted(told))))
    return salted_hmac("advocacy.meeting.reporting", words, algorithm="sha256").hexdigest()


@task()
def tell_of_report(report_pk):
    """Mail the organisation that somebody has reported a meeting, if it has an address and the report is there."""
    report = MeetingReport.objects.select_related("campaign", "riding").filter(pk=report_pk).first()
    mail = report and emails.of_report(report)
    if mail:
        mail.send()


@transaction.atomic
def settle_report(*, report, state, note, follow_up_on):
    """Bring a report into `state`, with staff's own note and the day of the next step.

    Effects: all three are stored; the clock of privacy starts with the moment in which it was first followed up, and
    is taken back when it is opened again.
    """
    report.state, report.note, report.follow_up_on = state, note, follow_up_on
    is_settled = state == MeetingReport.State.FOLLOWED_UP
    report.settled_at = (report.settled_at or timezone.now()) if is_settled else None
    report.save(update_fields=["state", "note", "follow_up_on", "settled_at"])


def forget_reporter(*, reports, now=None):
    """Delete what tells who reported, of all `reports` (a queryset): the name and the address.

    Effects: what was said and promised stays. Returns how many there were.
    """
    return reports.update(name="", email="", may_contact=False, fingerprint="", erased_at=now or timezone.now())
