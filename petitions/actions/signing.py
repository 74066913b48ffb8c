"""Signing and confirming. A mail is queued in the same transaction, so that both exist or neither."""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from parliament.provinces import province_of_postal_code
from petitions import confirmation
from petitions.actions.stages import keep_text
from petitions.identity import canonical_email, name_key
from petitions.mailing import send_signature_mail
from petitions.models import Signature
from petitions.visitors import NO_EVIDENCE

MAX_MAILS = 5


class PetitionClosed(Exception):
    """The petition cannot be signed at this moment."""


def sign(
    *,
    petition,
    language,
    first_name,
    last_name,
    email,
    residence,
    postal_code,
    show_name,
    wants_news,
    evidence=NO_EVIDENCE,
):
    """Sign `petition`. The `evidence` is kept with the signature, to be judged before its mail goes out.

    Effects, in one transaction: a pending signature is stored and its confirmation mail queued. When the
    address has signed before, nothing of the signature changes and a mail tells its owner so (at most five
    mails in all); the caller cannot tell the cases apart. Raises PetitionClosed.
    """
    if not petition.is_open:
        raise PetitionClosed(petition.pk)
    fields = {
        "language": language,
        "first_name": first_name,
        "last_name": last_name,
        "email": email,
        "residence": residence,
        "postal_code": postal_code,
        "show_name": show_name,
        "wants_news": wants_news,
        "version_id": petition.version_id or keep_text(petition=petition).pk,
        "name_key": name_key(first_name, last_name),
        "province": province_of_postal_code(postal_code),
    } | evidence.as_fields()
    with transaction.atomic():
        signature = _insert_or_find(petition, canonical_email(email), fields)
        _queue_mail(signature)


def _insert_or_find(petition, canonical, fields):
    """The new signature, or the one that this address has made already; the database decides which."""
    try:
        with transaction.atomic():
            return Signature.objects.create(petition=petition, canonical_email=canonical, **fields)
    except IntegrityError:
        earlier = petition.signatures.filter(canonical_email=canonical).first()
        if earlier is None:  # another of the table's rules was broken
            raise
        return earlier


def _queue_mail(signature):
    if Signature.objects.filter(pk=signature.pk, mails_sent__lt=MAX_MAILS).update(mails_sent=F("mails_sent") + 1):
        send_signature_mail.enqueue(signature.pk)


def confirm(*, token):
    """Confirm the signature that `token` was mailed to.

    Effects: the one row is marked as confirmed, once; repeating it changes nothing. No counter is touched.
    Returns the signature. Raises confirmation.InvalidLink.
    """
    signature = confirmation.signature_for(token)
    confirmation_of = {"state": Signature.State.CONFIRMED, "confirmed_at": timezone.now()}
    if Signature.objects.pending().filter(pk=signature.pk).update(**confirmation_of):
        signature.state, signature.confirmed_at = confirmation_of.values()
    elif not signature.is_confirmed:  # somebody else pressed the button since it was read
        signature.refresh_from_db()
    return signature
