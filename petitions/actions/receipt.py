"""What a signer does with their own signature. Whoever has its link (petitions.receipts) may do so."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from petitions.actions.holding import hold
from petitions.identity import is_same_person, name_key
from petitions.judging import Reason, has_link
from petitions.models import Signature, UpdateMail, WaitingMail

# Everything personal in a signature, as it is when nothing is left of it.
EMPTY = {
    "first_name": "",
    "last_name": "",
    "name_key": "",
    "email": "",
    "canonical_email": "",
    "postal_code": "",
    "ip_hash": "",
    "seconds_to_fill": None,
    "was_trapped": False,
    "event": None,
    "show_name": False,
    "wants_news": False,
    "mail_problem": Signature.MailProblem.NONE,
}


class NotPossible(Exception):
    """The signature is no longer in a state in which this can be done: it was withdrawn, closed or emptied."""


class AnotherPerson(Exception):
    """What was meant as a correction reads like the name of somebody else."""


class NameIsTaken(Exception):
    """The other person who signed with this address has this name."""


def correct_name(*, signature, first_name, last_name):
    """Correct the name that is kept and shown.

    A slip, a former name or a missing part is corrected; one person is not replaced by another, who would be taken
    for having agreed. Effects: the name and the form in which names are compared are changed, nothing that is
    counted; but a name that leads somewhere waits for a look, as it would have when it was signed with. A copy that
    was delivered stays as it was. Raises NotPossible, AnotherPerson or NameIsTaken.
    """
    if not is_same_person((signature.first_name, signature.last_name), (first_name, last_name)):
        raise AnotherPerson(signature.pk)
    try:
        with transaction.atomic():
            _change(signature, first_name=first_name, last_name=last_name, name_key=name_key(first_name, last_name))
            if has_link(first_name) or has_link(last_name):
                hold(signature, Reason.NAME)
    except IntegrityError:
        taken = Signature.objects.signed_with(signature.canonical_email).filter(petition=signature.petition_id)
        if taken.exclude(pk=signature.pk).filter(name_key=name_key(first_name, last_name)).exists():
            raise NameIsTaken(signature.pk) from None
        raise


def change_choices(*, signature, show_name, wants_news):
    """Effects: the name is shown or hidden from now on; news are sent or not. Raises NotPossible."""
    _change(signature, show_name=show_name, wants_news=wants_news)


def withdraw(*, signature):
    """Take a signature back. Its owner may sign again.

    Effects, in one transaction: it is withdrawn, its name is not shown, no news is sent, no mail waits; the next
    window of the tally takes it out of the count. Raises NotPossible, also for one that is withdrawn already.
    """
    with transaction.atomic():
        _change(signature, state=Signature.State.WITHDRAWN, show_name=False, wants_news=False)
        _drop_mails(signature)


def erase(*, signature):
    """Delete everything personal of a signature, whatever its state. There is no way back.

    Effects, in one transaction: it is withdrawn, so that it is not counted, and emptied; its mails that wait and the
    records of those sent are deleted. Which petition, when, in which language and province stays. Safe to repeat.
    """
    with transaction.atomic():
        Signature.objects.filter(pk=signature.pk, erased_at__isnull=True).update(
            **EMPTY, state=Signature.State.WITHDRAWN, erased_at=timezone.now(), suspicions=[], is_cleared=False
        )
        _drop_mails(signature)
        UpdateMail.objects.filter(signature=signature).delete()


def _change(signature, **values):
    """Write `values` if nobody has withdrawn, closed or emptied it, or signed anew with it, since it was read."""
    unchanged = Signature.objects.standing().filter(pk=signature.pk, name_key=signature.name_key)
    if not unchanged.update(**values):
        raise NotPossible(signature.pk)


def _drop_mails(signature):
    WaitingMail.objects.filter(signature=signature).delete()
    UpdateMail.objects.filter(signature=signature, state=UpdateMail.State.WAITING).update(
        state=UpdateMail.State.SKIPPED
    )
