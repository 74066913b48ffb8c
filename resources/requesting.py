"""Verbs for requests for other formats: asking, and what staff make of them."""

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from resources import emails
from resources.models import FormatRequest

SETTLED = (FormatRequest.State.ANSWERED, FormatRequest.State.DECLINED)


@transaction.atomic
def ask_for_format(*, document, language, wanted, need="", email=""):
    """Write down that somebody needs `document` in another format.

    Effects, in one transaction: the request is stored, and a mail to the organisation is queued which says that there
    is one, but not from whom. Returns the FormatRequest.
    """
    request = FormatRequest.objects.create(
        document=document, language=language, wanted=wanted, need=need, email=email.strip()
    )
    tell_of_request.enqueue(request.pk)
    return request


@task()
def tell_of_request(request_pk):
    """Mail the organisation that a reader asks for another format, if it has an address and the request is there."""
    request = FormatRequest.objects.select_related("document").filter(pk=request_pk).first()
    mail = request and emails.of_request(request)
    if mail:
        mail.send()


@transaction.atomic
def settle_request(*, request, state, note=""):
    """Bring a request into `state`, with staff's own note.

    Effects: both are stored; the clock of privacy starts with the moment in which it was first answered or declined,
    and is taken back when it is opened again.
    """
    request.state, request.note = state, "" if request.erased_at else note
    request.settled_at = (request.settled_at or timezone.now()) if state in SETTLED else None
    request.save(update_fields=["state", "note", "settled_at"])


def forget_requester(*, requests, now=None):
    """Delete what tells who asked, of all `requests` (a queryset): the address, the words and the note.

    Effects: that a format was wanted, and what became of it, stays. Returns how many there were.
    """
    return requests.update(email="", need="", note="", erased_at=now or timezone.now())
