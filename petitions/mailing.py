"""Sending mails to signers in the background, again and again while the mail server is away.

Task arguments are keys and numbers only: nothing personal is kept in the queue, in its errors or in logs.
"""

import logging
from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from petitions import emails
from petitions.models import Signature

# Minutes until the next try; the last is made a day and a half after the first, then the mail is given up.
WAITS = (1, 5, 30, 120, 480, 1440)

logger = logging.getLogger(__name__)


# Ahead of what recurs: somebody waits for it.
@task(queue_name="mail", priority=10)
def send_signature_mail(signature_pk, attempt=1):
    """Mail a signer the link to confirm, or word that they have signed already.

    A mail server that is away, or says "later", is tried again after each of WAITS. A refusal for good, and
    the last try, end the task as failed, which staff see in the admin; the signature stays.
    """
    signature = Signature.objects.with_petition().filter(pk=signature_pk).first()
    if signature is None or (attempt > 1 and signature.is_confirmed):
        return
    try:
        emails.send_for(signature)
    except emails.NotNow as problem:
        if attempt > len(WAITS):
            logger.error("mail for signature %s given up after %s tries: %s", signature_pk, attempt, problem)
            raise
        _try_again(signature_pk, attempt, problem)


def _try_again(signature_pk, attempt, problem):
    wait = WAITS[attempt - 1]
    logger.warning("mail for signature %s not sent, next try in %s min: %s", signature_pk, wait, problem)
    run_after = timezone.now() + timedelta(minutes=wait)
    send_signature_mail.using(run_after=run_after).enqueue(signature_pk, attempt=attempt + 1)
