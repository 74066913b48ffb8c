"""Updates to signers: tested, begun, stopped, resumed; the postman sends them."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from petitions import update_mails
from petitions.actions.mails import LEASE, WAITS
from petitions.mail_server import MailServer
from petitions.models import Signature, SignerUpdate, UpdateMail
from publishing.models import Organisation

# So many signers are given their mail in one transaction.
BATCH = 1000


class NotTested(Exception):
    """Nobody has looked at a test of this update as it stands."""


class NoPostalAddress(Exception):
    """The organisation's postal address is missing; the law asks for it in every such mail (CASL, s. 6(2))."""


class WrongState(Exception):
    """The update is not in the state that this verb starts from."""


def send_test(*, update, address):
    """Send the update to `address`, a colleague's, in both languages, as signers would get it.

    Effects: two mails are sent now; the update is marked as tested. Raises mail_server.Away, NotNow or Refused.
    """
    server = MailServer()
    try:
        for language, _name in settings.LANGUAGES:
            server.send(update_mails.compose_test(update, address, language))
    finally:
        server.close()
    SignerUpdate.objects.filter(pk=update.pk).update(tested_at=timezone.now())
    update.refresh_from_db(fields=["tested_at"])


def words_changed(*, update):
    """What was tested is not what would be sent: the test no longer holds. Effect: `tested_at` is emptied."""
    SignerUpdate.objects.filter(pk=update.pk, state=SignerUpdate.State.DRAFT).update(tested_at=None)
    update.refresh_from_db(fields=["tested_at"])


def start_sending(*, update, by):
    """Begin to send. Effects: the state is `sending`, with time and author; the postman does the rest.

    Raises WrongState, NotTested or NoPostalAddress.
    """
    if not Organisation.load().postal_lines:
        raise NoPostalAddress
    if update.tested_at is None:
        raise NotTested
    now = timezone.now()
    begun = {"state": SignerUpdate.State.SENDING, "started_at": now, "started_by": by}
    # Words that a colleague changes at this moment have not been tested: then it is no longer as it was read.
    _move(update, SignerUpdate.State.DRAFT, only_if={"tested_at": update.tested_at}, **begun)


def stop_sending(*, update):
    """Stop. Effects: the state is `stopped`; a mail at hand still leaves, no other. Raises WrongState."""
    _move(update, SignerUpdate.State.SENDING, state=SignerUpdate.State.STOPPED)


def resume_sending(*, update):
    """Go on where it was stopped. Nobody gets a second mail. Raises WrongState."""
    _move(update, SignerUpdate.State.STOPPED, state=SignerUpdate.State.SENDING)


def _move(update, state_before, *, only_if=None, **values):
    as_read = SignerUpdate.objects.filter(pk=update.pk, state=state_before, **(only_if or {}))
    if not as_read.update(**values):
        raise WrongState(update.pk)
    update.refresh_from_db()


def address_next(*, update, limit=BATCH):
    """Give the next signers who agreed a mail that waits. Returns how many.

    Effects, in one transaction: the mails are stored and the update remembers how far it came, so that a
    postman that is killed neither leaves anyone out nor writes to anyone twice.
    """
    with transaction.atomic():
        locked = SignerUpdate.objects.select_for_update().get(pk=update.pk)
        keys = list(Signature.objects.agreed_to_updates(locked).order_by("pk").values_list("pk", flat=True)[:limit])
        if keys:
            mails = [UpdateMail(update=locked, signature_id=key) for key in keys]
            UpdateMail.objects.bulk_create(mails, ignore_conflicts=True)
            SignerUpdate.objects.filter(pk=locked.pk).update(addressed_to=keys[-1])
    return len(keys)


def finish(*, update):
    """Mark an update as sent when nobody is left to write to. Returns whether it is."""
    if update.mails.filter(state=UpdateMail.State.WAITING).exists():
        return False
    sent = {"state": SignerUpdate.State.SENT, "finished_at": timezone.now()}
    return bool(SignerUpdate.objects.being_sent().filter(pk=update.pk).update(**sent))


def claim_update_mails(*, limit):
    """Take up at most `limit` mails of updates that are due, as `mails.claim_mails` does with those of signers.

    Effects: nobody else takes them for the time of LEASE, and their attempts are counted. Where none is left, the
    next signers are given theirs first, and an update that has come to its end is marked as sent.
    """
    mails = _claim(limit)
    while not mails:
        updates = list(SignerUpdate.objects.being_sent())
        if not any(address_next(update=update) for update in updates):
            for update in updates:
                finish(update=update)
            break
        mails = _claim(limit)
    return mails


def _claim(limit):
    with transaction.atomic():
        due = UpdateMail.objects.due().select_for_update(skip_locked=True, of=("self",))
        keys = list(due.values_list("pk", flat=True)[:limit])
        claimed = UpdateMail.objects.filter(pk__in=keys)
        claimed.update(due_at=timezone.now() + LEASE, attempts=F("attempts") + 1)
        return list(claimed.with_letter())


def update_mail_was_sent(*, mail):
    """Effect: the mail is marked as sent, once and for all."""
    UpdateMail.objects.filter(pk=mail.pk).update(state=UpdateMail.State.SENT, sent_at=timezone.now(), problem="")


def drop_update_mail(*, mail):
    """Effects: the mail is marked as no longer wanted; that of an update that was stopped meanwhile waits on."""
    if SignerUpdate.objects.being_sent().filter(pk=mail.update_id).exists():
        UpdateMail.objects.filter(pk=mail.pk).update(state=UpdateMail.State.SKIPPED)
    else:
        put_back_update_mails(mails=[mail])


def update_mail_was_refused(*, mail, problem):
    """Effects: the mail is given up for good; the signature says so to staff."""
    _give_up(mail, UpdateMail.State.REFUSED, Signature.MailProblem.REFUSED, problem)


def update_mail_was_put_off(*, mail, problem):
    """Effects: it is due again after the wait of this attempt; after the last of WAITS it is given up."""
    if mail.attempts > len(WAITS):
        _give_up(mail, UpdateMail.State.GIVEN_UP, Signature.MailProblem.GIVEN_UP, problem)
        return
    due_at = timezone.now() + timedelta(minutes=WAITS[mail.attempts - 1])
    UpdateMail.objects.filter(pk=mail.pk).update(due_at=due_at, problem=str(problem)[:80])


def put_back_update_mails(*, mails):
    """Effects: mails that were taken up and not tried are due at once, as if nobody had touched them."""
    UpdateMail.objects.filter(pk__in=[mail.pk for mail in mails]).update(
        due_at=timezone.now(), attempts=F("attempts") - 1
    )


def _give_up(mail, state, signature_problem, problem):
    with transaction.atomic():
        UpdateMail.objects.filter(pk=mail.pk).update(state=state, problem=str(problem)[:80])
        Signature.objects.filter(pk=mail.signature_id).update(mail_problem=signature_problem)


def unsubscribe(*, signature):
    """End updates for one signer. Effects: the consent is taken back; mails that wait for them are skipped."""
    with transaction.atomic():
        Signature.objects.filter(pk=signature.pk).update(wants_news=False)
        UpdateMail.objects.filter(signature=signature, state=UpdateMail.State.WAITING).update(
            state=UpdateMail.State.SKIPPED
        )
