"""The link in the confirmation mail: signed, without a cookie, good until a day after the petition closes.

It names the signature and the number of the link. Who signs again is mailed another number, and the older ones end:
what they would confirm is no longer what their mail said.
"""

from datetime import timedelta

from django.core import signing
from django.utils import timezone

from petitions.models import Petition, Signature

GRACE = timedelta(days=1)
_SIGNER = signing.Signer(salt="petitions.confirmation")


class InvalidLink(Exception):
    """The link was altered, or its signature or its petition is on the site no more."""


class LinkOfSignature(InvalidLink):
    """The link is ours and works no more. Carries the signature."""

    def __init__(self, signature):
        super().__init__(signature.pk)
        self.signature = signature


class ExpiredLink(LinkOfSignature):
    """The petition closed more than a day ago."""


class SupersededLink(LinkOfSignature):
    """There is a newer link to this signature."""


class EndedLink(LinkOfSignature):
    """The signature was withdrawn by its owner, or invalidated by staff; or the petition was withdrawn."""


def make_token(signature):
    """A short text that names this signature and the newest of its links, and that nobody else can make."""
    return _SIGNER.sign_object([signature.pk, signature.link_serial])


def read_token(token):
    """(key of the signature, number of the link). Raises InvalidLink for what make_token has not made."""
    try:
        pk, serial = _SIGNER.unsign_object(token)
    except signing.BadSignature as problem:
        raise InvalidLink from problem
    return pk, serial


def is_in_time(petition):
    """Whether the links of `petition` can still confirm."""
    is_on = petition.is_public and petition.stage != Petition.State.WITHDRAWN
    return is_on and timezone.now() <= petition.closes_at + GRACE


def signature_for(token):
    """The signature that may be confirmed by `token`, or is confirmed already. Raises an InvalidLink."""
    pk, serial = read_token(token)
    signature = Signature.objects.for_confirming().filter(pk=pk).first()
    if signature is None:
        raise InvalidLink
    if not signature.petition.is_public:
        raise InvalidLink
    if signature.is_confirmed:
        return signature
    if signature.state != Signature.State.PENDING or signature.petition.stage == Petition.State.WITHDRAWN:
        raise EndedLink(signature)
    if timezone.now() > signature.petition.closes_at + GRACE:
        raise ExpiredLink(signature)
    if serial != signature.link_serial:
        raise SupersededLink(signature)
    return signature
