"""Whether signatures look honest: judged by the worker, a batch at a time, before their mails go out.

Whoever is suspected is not told so. The signature gets its mail like any other; confirmed, it is held, uncounted,
until staff have looked at it (petitions.reviewing). A batch costs the same few queries whatever its size.
"""

import re
import unicodedata
from collections import defaultdict

from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parliament.models import PostalArea
from parliament.postal_codes import fsa_of
from petitions.models import BlockedDomain, Signature
from petitions.pace import signing_rules
from petitions.rates import ConnectionRates, PetitionRates


class Reason(TextChoices):
    """Why a signature waits for a look. The codes stand in its `suspicions`."""

    CONNECTION = "connection", _("many from one connection")
    PETITION = "petition", _("many under this petition at once")
    DUPLICATE = "duplicate", _("the same name from the same connection")
    TRAP = "trap", _("filled in the hidden field")
    FAST = "fast", _("filled in faster than people type")
    NAME = "name", _("a link in the name")
    DISPOSABLE = "disposable", _("disposable mailbox")
    BLOCKED = "blocked", _("blocked domain")
    # Found when staff change how addresses are compared, and not by the judge.
    ADDRESS = "address", _("the same mailbox as another signature")


# The form refuses addresses and markup, which robots learn from. This is what they try next: "casino . com",
# "win dot com", "t.me/win", and figures by which to call or to pay. "A.Smith", "A. Link" and "St. John" are names.
_ENDINGS = "com|net|org|info|biz|xyz|top|shop|site|online|club|link|app|dev|ru|cn|tk"
_LINK = re.compile(
    rf"https?\b|\bwww\b|//|\w\.\w{{2,}}/|\w\.(?:com|net|org)\b|\w\w\.(?:{_ENDINGS})\b|\w\s\.\s?(?:{_ENDINGS})\b"
    r"|\bdot\s+(?:com|net|org|ca|ru)\b|\d{5}",
    re.IGNORECASE,
)


def has_link(name):
    """Whether a name leads somewhere, in whatever width its letters are."""
    return bool(_LINK.search(unicodedata.normalize("NFKC", name).replace("。", ".")))


def judge(signatures):
    """Judge those `signatures` of a batch that have not been judged.

    Effects, in one transaction: each knows its reasons for review, when it was judged, and the riding that its
    postal code tells; what is confirmed already and looks suspicious is held, and leaves the count. What staff have
    accepted stays accepted. The objects are changed like their rows.
    """
    signatures = sorted((s for s in signatures if s.judged_at is None), key=lambda s: (s.created_at, s.pk))
    if not signatures:
        return
    now, rules = timezone.now(), signing_rules()
    connections, petitions = ConnectionRates(signatures, rules), PetitionRates(signatures, rules)
    domains = _suspicious_domains(signatures)
    ridings = _ridings(signatures)
    for signature in signatures:
        reasons = _reasons(signature, rules, connections, petitions, domains)
        signature.suspicions = [] if signature.is_cleared else [str(reason) for reason in Reason if reason in reasons]
        signature.riding = ridings.look_up(signature.postal_code).riding_number
        signature.judged_at = now
    with transaction.atomic():
        petitions.keep()
        _write(signatures, now)


def _reasons(signature, rules, connections, petitions, domains):
    found = {domains[domain] for domain in _domain_and_above(signature.email) if domain in domains}
    if not connections.are_expected(signature):
        if connections.are_exceeded(signature):
            found.add(Reason.CONNECTION)
        if petitions.count_and_exceeds(signature):
            found.add(Reason.PETITION)
    if connections.have_namesake(signature):
        found.add(Reason.DUPLICATE)
    if signature.was_trapped:
        found.add(Reason.TRAP)
    if signature.seconds_to_fill is not None and signature.seconds_to_fill < rules.least_seconds:
        found.add(Reason.FAST)
    if has_link(signature.first_name) or has_link(signature.last_name):
        found.add(Reason.NAME)
    return found


def _domain_and_above(email):
    """["mail.example.ca", "example.ca"]: who blocks a domain means those below it too."""
    labels = email.rpartition("@")[2].lower().split(".")
    return [".".join(labels[position:]) for position in range(len(labels) - 1)]


def _suspicious_domains(signatures):
    """{domain: Reason} of those that the batch's addresses belong to."""
    asked = {domain for signature in signatures for domain in _domain_and_above(signature.email)}
    kinds = {BlockedDomain.Kind.DISPOSABLE: Reason.DISPOSABLE, BlockedDomain.Kind.BLOCKED: Reason.BLOCKED}
    found = BlockedDomain.objects.filter(domain__in=asked).values_list("domain", "kind")
    return {domain: kinds[kind] for domain, kind in found}


def _ridings(signatures):
    asked = {fsa_of(signature.postal_code) for signature in signatures} - {""}
    return PostalArea.objects.filter(fsa__in=asked).by_fsa()


def _write(signatures, now):
    # Who signs anew meanwhile is judged again, by what they typed then. Clocks of two machines may differ.
    unchanged = Signature.objects.filter(created_at__lte=max(now, signatures[-1].created_at))
    alike = defaultdict(list)
    for signature in signatures:
        alike[tuple(signature.suspicions)].append(signature.pk)
    for codes, pks in alike.items():
        unchanged.filter(pk__in=pks).update(judged_at=now, suspicions=list(codes))
    unchanged.bulk_update([s for s in signatures if s.riding], ["riding"])
    suspected = [s.pk for s in signatures if s.suspicions]
    if suspected and unchanged.confirmed().filter(pk__in=suspected).update(state=Signature.State.HELD):
        for signature in signatures:
            if signature.suspicions and signature.state == Signature.State.CONFIRMED:
                signature.state = Signature.State.HELD
