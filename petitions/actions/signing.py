"""Signing and confirming. A mail waits from the same transaction on, so that both exist or neither."""

from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from parliament.provinces import province_of_postal_code
from petitions import confirmation, statements
from petitions.actions.texts import keep_text
from petitions.emails import MAX_MAILS
from petitions.identity import canonical_email, name_key
from petitions.models import Signature, WaitingMail
from petitions.visitors import NO_EVIDENCE

# Links of one signature that was signed again and again; the column holds 32,767.
MAX_LINKS = 30_000
# Each is lost to somebody who signs with the same address in the same moment, and a household has two seats.
TRIES = 5
# What signing anew writes beside what was typed.
_OF_SIGNING_ANEW = (
    "state", "confirmed_at", "created_at", "mails_sent", "mail_problem", "link_serial", "judged_at", "suspicions",
)  # fmt: skip


class PetitionClosed(Exception):
    """The petition cannot be signed at this moment."""


class _Overtaken(Exception):
    """What was read is no longer so: somebody else confirmed or signed in between."""


class _Seat(NamedTuple):
    """What decides who may sign with an address: a signature that was made with it before."""

    pk: int
    seat: int
    name_key: str
    state: str
    postal_code: str
    mails_sent: int
    link_serial: int

    @property
    def is_open(self):
        """Whether it may be signed anew: it counts nowhere, and a mail can still tell its owner what it says now."""
        if self.state == Signature.State.WITHDRAWN:
            return True
        has_mails_left = self.mails_sent < MAX_MAILS and self.link_serial < MAX_LINKS
        return self.state == Signature.State.PENDING and has_mails_left


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
    """Sign `petition`. The `evidence` (petitions.visitors) is kept with the signature, to be judged by.

    Effects, in one transaction, by who has signed with this address before:

    - nobody, or one other person at the same postal code: a pending signature is stored;
    - the same person, unconfirmed or withdrawn: it is pending with what was typed now, and older links end;
    - one other person elsewhere, unconfirmed: a slip is corrected, the signature holds what was typed now;
    - otherwise nothing is stored.

    A mail waits in each case (petitions.postman sends five for a signature at most), and what it says differs. The
    caller cannot tell the cases apart, nor can a clock: each is one SELECT and two writes. Raises PetitionClosed.
    """
    if not petition.is_open:
        raise PetitionClosed(petition.pk)
    canonical = canonical_email(email)
    details = {
        "language": language,
        "first_name": first_name,
        "last_name": last_name,
        "name_key": name_key(first_name, last_name),
        "email": email,
        "residence": residence,
        "postal_code": postal_code,
        "province": province_of_postal_code(postal_code),
        # Found by the worker; that of an earlier postal code does not stay.
        "riding": "",
        "riding_tries": 0,
        "show_name": show_name,
        "wants_news": wants_news,
        "version_id": petition.version_id or keep_text(petition=petition).pk,
    } | evidence.as_fields()
    for tries_left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                _sign_once(petition, canonical, details, is_again=tries_left < TRIES - 1)
            return
        except (IntegrityError, _Overtaken):  # a race; or, when it comes again and again, another of the table's rules
            if not tries_left:
                raise


def _sign_once(petition, canonical, details, *, is_again):
    # Who was overtaken once waits for the others: many who change one row by turns would never get there.
    rows = statements.read_seats(petition_pk=petition.pk, canonical_email=canonical, for_update=is_again)
    seats = [_Seat(*row) for row in rows]
    same = next((seat for seat in seats if seat.name_key == details["name_key"]), None)
    others = [seat for seat in seats if seat is not same]
    lives_there = all(other.postal_code == details["postal_code"] for other in others)
    if same and not same.is_open:
        _leave(same, details, WaitingMail.Kind.BY_STATE)
    elif same and lives_there:
        _sign_anew(same, details)
    elif len(seats) < 2 and lives_there:
        seat = 2 if seats and seats[0].seat == 1 else 1
        signature = Signature(petition=petition, canonical_email=canonical, seat=seat, link_serial=1, **details)
        signature.save(force_insert=True)
        _ask_for_mail(signature.pk, WaitingMail.Kind.BY_STATE)
    elif len(seats) == 1 and seats[0].state == Signature.State.PENDING and seats[0].is_open:
        _sign_anew(seats[0], details | {"is_cleared": False})
    else:
        _leave(seats[0], details, WaitingMail.Kind.IN_USE)


def _sign_anew(seat, details):
    is_overtaken = not Signature.objects.filter(
        pk=seat.pk, state=seat.state, name_key=seat.name_key, mails_sent=seat.mails_sent
    ).update(
        **details,
        state=Signature.State.PENDING,
        confirmed_at=None,
        created_at=timezone.now(),
        # Who has withdrawn and signs again begins anew.
        mails_sent=0 if seat.state == Signature.State.WITHDRAWN else seat.mails_sent,
        mail_problem=Signature.MailProblem.NONE,
        link_serial=F("link_serial") + 1,
        judged_at=None,
        suspicions=[],
    )
    if is_overtaken:
        raise _Overtaken
    _ask_for_mail(seat.pk, WaitingMail.Kind.BY_STATE)


def _leave(seat, details, kind):
    """Change nothing, in the time that a change takes: a quicker answer would tell a stranger who has signed.

    It is the statement of signing anew, but each column gets what it holds already.
    """
    Signature.objects.filter(pk=seat.pk).update(**{column: F(column) for column in (*details, *_OF_SIGNING_ANEW)})
    _ask_for_mail(seat.pk, kind)


def _ask_for_mail(signature_pk, kind):
    # A link that waits to be sent is what its owner needs; that somebody else tried as well is worth less.
    keeps_kind = kind == WaitingMail.Kind.IN_USE
    statements.ask_for_mail(signature_pk=signature_pk, kind=kind, now=timezone.now(), keeps_kind=keeps_kind)


def confirm(*, token):
    """Confirm the signature that `token` was mailed to.

    Effects: the one row is marked as confirmed, once, or as held when it looks suspicious and staff have not
    accepted it; repeating it changes nothing. No counter is touched. Returns the signature. Raises what
    confirmation.signature_for raises.
    """
    signature = confirmation.signature_for(token)
    if signature.is_confirmed:
        return signature
    now = timezone.now()
    is_confirmed = statements.confirm_pending(
        pk=signature.pk, link_serial=signature.link_serial, petition_pk=signature.petition_id, now=now
    )
    if not is_confirmed:  # somebody else pressed the button, or signed again, since it was read
        return confirmation.signature_for(token)
    is_honest = signature.is_cleared or not signature.suspicions
    signature.state = Signature.State.CONFIRMED if is_honest else Signature.State.HELD
    signature.confirmed_at = now
    return signature


def confirm_at_once(*, petition, token):
    """Confirm the signature of `petition` that `token` was mailed to, by one statement, if nothing stands against it.

    Effects: as those of `confirm`. Returns whether it is confirmed by this; if not, nothing was changed, and `confirm`
    tells why. Raises confirmation.InvalidLink for what is no link of ours.
    """
    pk, serial = confirmation.read_token(token)
    if not confirmation.is_in_time(petition):
        return False
    return statements.confirm_pending(pk=pk, link_serial=serial, petition_pk=petition.pk, now=timezone.now())


def send_link_again(*, token):
    """Mail the newest link to the signer who has opened an older one.

    Effects: a mail waits, if the signature is not confirmed. Returns the signature. Raises confirmation.InvalidLink,
    which confirmation.SupersededLink is not taken for.
    """
    try:
        return confirmation.signature_for(token)
    except confirmation.SupersededLink as link:
        _ask_for_mail(link.signature.pk, WaitingMail.Kind.BY_STATE)
        return link.signature
