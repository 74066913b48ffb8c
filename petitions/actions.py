"""Verbs of signing. Each is one transaction; a mail is queued in it, so that both exist or neither."""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from parliament.provinces import province_of_postal_code
from petitions import confirmation, sheets
from petitions.identity import canonical_email, name_key
from petitions.mailing import send_signature_mail
from petitions.models import Petition, Sheet, Signature, Tally, TextVersion, sheet_path
from publishing.signals import content_saved

logger = logging.getLogger(__name__)

MAX_MAILS = 5


class PetitionClosed(Exception):
    """The petition cannot be signed at this moment."""


def sign(*, petition, language, first_name, last_name, email, residence, postal_code, show_name, wants_news):
    """Sign `petition`.

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
    }
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


def count_all():
    """Write each petition's tally from a full count of its confirmed signatures. Returns {petition pk: count}."""
    totals = (
        Petition.objects.order_by("pk")
        .annotate(
            confirmed=Count("signatures", filter=Q(signatures__state=Signature.State.CONFIRMED)),
            abroad=Count(
                "signatures",
                filter=Q(
                    signatures__state=Signature.State.CONFIRMED,
                    signatures__residence=Signature.Residence.ABROAD,
                ),
            ),
        )
        .values_list("pk", "confirmed", "abroad")
    )
    counted_at = timezone.now()
    for pk, confirmed, abroad in totals:
        Tally.objects.update_or_create(
            petition_id=pk,
            defaults={"confirmed": confirmed, "outside_canada": abroad, "counted_at": counted_at},
        )
    return {pk: confirmed for pk, confirmed, _abroad in totals}


def keep_text(*, petition):
    """Give a petition that has none the first version of its text: its words as they stand.

    Effects: the version is stored, and the petition names it. Returns the version that is signed now.
    """
    if petition.version_id:
        return petition.version
    words = {
        f"{name}_{code}": getattr(petition, f"{name}_{code}") or ""
        for name in Petition.TEXT_FIELDS
        for code, _name in settings.LANGUAGES
    }
    with transaction.atomic():
        petition.version, _made = TextVersion.objects.get_or_create(petition=petition, number=1, defaults=words)
        petition.save(update_fields=["version"])
    return petition.version


def change_state(*, petition, state):
    """Bring a petition into another state, as staff decide: open, closed, delivered, answered, withdrawn.

    Effects: the state is saved; `content_saved` is sent. No signature is touched.
    """
    with transaction.atomic():
        petition.state = state
        petition.save()
        content_saved.send(sender=Petition, instance=petition)


def make_sheets(*, petition):
    """Make the paper sheets of `petition` in both languages, unless those that exist are current.

    Effects: each file is stored under the hash of what is printed on it, and the sheet names it. Raises
    resources.rendering.problems.RenderingProblem; sheets that exist stay then. Returns the sheets.
    """
    return [_make_sheet(petition, language) for language, _name in settings.LANGUAGES]


def _make_sheet(petition, language):
    edition = sheets.sheet_edition(petition, language)
    digest = sheets.digest_of(edition, "pdf")
    sheet = Sheet.objects.filter(petition=petition, language=language).first()
    if sheet and sheet.digest == digest and default_storage.exists(sheet.file.name):
        return sheet
    content, pages = sheets.set_sheet(edition)
    sheet = sheet or Sheet(petition=petition, language=language)
    sheet.digest, sheet.pages, sheet.size = digest, pages, len(content)
    name = sheet_path(sheet, "")
    sheet.file.name = name if default_storage.exists(name) else default_storage.save(name, ContentFile(content))
    sheet.save()
    return sheet


def close_due():
    """Close what is past its closing time, and mark as open what was scheduled for a time that has come."""
    with transaction.atomic():
        for petition in Petition.objects.past_closing():
            _set_state(petition, Petition.State.CLOSED)
        for petition in Petition.objects.due():
            _set_state(petition, Petition.State.OPEN)


def _set_state(petition, state):
    petition.state = state
    # Nothing else is written: staff may be saving the words of this petition at the same moment.
    petition.save(update_fields=["state", "changed_at"])


def forget_unconfirmed():
    """Delete signatures that nobody confirmed within the days promised on the privacy page. Returns how many."""
    before = timezone.now() - timedelta(days=settings.PENDING_SIGNATURE_DAYS)
    deleted, _by_model = Signature.objects.never_confirmed_since(before).delete()
    logger.info("deleted %s signatures that were never confirmed", deleted)
    return deleted
