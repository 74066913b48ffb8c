"""The mails that wait: taken up, sent, tried again, given up. `sender` is that of petitions.postman."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from petitions.emails import MAX_MAILS
from petitions.identity import canonical_email
from petitions.models import PaperGroup, Signature, WaitingMail

# Minutes until the next try; the last is made a day and a half after the first, then the mail is given up.
WAITS = (1, 5, 30, 120, 480, 1440)
# For so long nobody else takes up a mail that is being sent. A postman that is killed has one mail under way, which
# goes out again after this, and so do those that it had taken up with it, for the first time.
LEASE = timedelta(minutes=5)

logger = logging.getLogger(__name__)


def claim_mails(*, of, limit):
    """Take up at most `limit` mails that are due, of the kind `of`: "signature" or "group".

    Effects: nobody else takes them for the time of LEASE; their attempts are counted, and each as a mail that was
    sent, which is taken back where it is not: a postman that is killed has counted one too many rather than one
    too few. Returns them, with what they say, those that waited longest first; what they say of `mails_sent` is
    how many there were before.
    """
    now = timezone.now()
    with transaction.atomic():
        due = WaitingMail.objects.due().filter(**{f"{of}__isnull": False})
        keys = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True)[:limit])
        if not keys:
            return []
        claimed = WaitingMail.objects.filter(pk__in=keys)
        claimed.update(due_at=now + LEASE, attempts=F("attempts") + 1)
        mails = list(claimed.with_recipient(of).order_by("asked_at"))
        _recipients(mails).filter(mails_sent__lt=MAX_MAILS).update(mails_sent=F("mails_sent") + 1)
    return mails


def mail_was_sent(*, mail):
    """Effects: the mail waits no more, unless it was asked for again meanwhile; then it is due.

    One statement, with its own commit: it is what the postman waits for at each mail.
    """
    _settle(mail)


def drop_mail(*, mail):
    """For a mail that nobody needs any more. Effects: it waits no more, and does not count as sent."""
    with transaction.atomic():
        _not_sent([mail])
        _settle(mail)


def mail_was_refused(*, mail, problem):
    """The mail server will never take it. Effects: it waits no more; the signature or group says so to staff."""
    logger.warning("mail %s refused for good: %s", mail.pk, problem)
    _give_up(mail, Signature.MailProblem.REFUSED)


def mail_was_put_off(*, mail, problem):
    """The mail server may take it later.

    Effects: it is due again after the wait of this attempt; after the last of WAITS it waits no more, and the
    signature or group says so to staff.
    """
    if mail.attempts > len(WAITS):
        logger.error("mail %s given up after %s tries: %s", mail.pk, mail.attempts, problem)
        _give_up(mail, Signature.MailProblem.GIVEN_UP)
        return
    wait = WAITS[mail.attempts - 1]
    logger.warning("mail %s not sent, next try in %s min: %s", mail.pk, wait, problem)
    due_at = timezone.now() + timedelta(minutes=wait)
    with transaction.atomic():
        _not_sent([mail])
        WaitingMail.objects.filter(pk=mail.pk, asked_at=mail.asked_at).update(due_at=due_at, problem=str(problem)[:80])


def put_back(*, mails):
    """Effects: mails that were taken up and not tried are due at once, as if nobody had touched them."""
    with transaction.atomic():
        _not_sent(mails)
        # One that was asked for again meanwhile may have begun anew at 0 tries.
        WaitingMail.objects.filter(pk__in=[mail.pk for mail in mails]).update(
            due_at=timezone.now(), attempts=Greatest(F("attempts") - 1, 0)
        )


def record_bounce(*, address, kind):
    """What the mail provider reports of an address: it came back, or its owner called it unwanted.

    Effects: each signature and group with the address says so to staff; who complained gets no news any more. Returns
    how many signatures there were.
    """
    values = {"mail_problem": kind}
    PaperGroup.objects.of_address(address).update(**values)
    if kind == Signature.MailProblem.COMPLAINED:
        values["wants_news"] = False
    return Signature.objects.of_address(canonical_email(address)).update(**values)


def _recipients(mails):
    """The rows that count the mails to them, all of one kind."""
    if mails[0].signature_id:
        return Signature.objects.filter(pk__in=[mail.signature_id for mail in mails])
    return PaperGroup.objects.filter(pk__in=[mail.group_id for mail in mails])


def _not_sent(mails):
    counted = [mail for mail in mails if (mail.signature or mail.group).mails_sent < MAX_MAILS]
    if counted:
        _recipients(counted).filter(mails_sent__gt=0).update(mails_sent=F("mails_sent") - 1)


def _give_up(mail, problem):
    with transaction.atomic():
        _not_sent([mail])
        _recipients([mail]).update(mail_problem=problem)
        _settle(mail)


def _settle(mail):
    if not WaitingMail.objects.filter(pk=mail.pk, asked_at=mail.asked_at).delete()[0]:
        WaitingMail.objects.filter(pk=mail.pk).update(attempts=0, due_at=timezone.now())
