"""What follows when staff say differently how a provider reads its addresses."""

from django.db import IntegrityError, transaction

from petitions.actions.holding import hold
from petitions.identity import canonical_email, read_address_rules
from petitions.judging import Reason
from petitions.models import Signature

BATCH = 500


def compare_anew(*, domain):
    """Write for each signature of this domain by what its address is compared now.

    Effects, a transaction for each: its canonical address is written, and the seat that it has with it. Where that
    mailbox has signed already under another address, nothing is lost or decided: the signature stays as it was, and
    waits for a look (Reason.ADDRESS). Returns (how many were changed, how many wait).
    """
    rules, changed, held = read_address_rules(), 0, 0
    for signature in Signature.objects.at_domain(domain).iterator(chunk_size=BATCH):
        canonical = canonical_email(signature.email, rules)
        if canonical == signature.canonical_email:
            continue
        if _move(signature, canonical):
            changed += 1
        else:
            held += 1
            hold(signature, Reason.ADDRESS)
    return changed, held


def _move(signature, canonical):
    try:
        with transaction.atomic():
            others = list(Signature.objects.signed_with(canonical).filter(petition=signature.petition_id))
            is_taken = len(others) > 1 or any(
                other.name_key == signature.name_key or other.postal_code != signature.postal_code for other in others
            )
            if is_taken:
                return False
            seat = 3 - others[0].seat if others else 1
            unchanged = Signature.objects.filter(pk=signature.pk, canonical_email=signature.canonical_email)
            unchanged.update(canonical_email=canonical, seat=seat)
            return True
    except IntegrityError:  # somebody has signed with that mailbox in between
        return False
