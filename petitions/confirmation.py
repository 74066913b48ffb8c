"""The link in the confirmation mail: signed, without a cookie, good until a day after the petition closes."""

from datetime import timedelta

from django.core import signing
from django.utils import timezone

from petitions.models import Signature

GRACE = timedelta(days=1)
_SALT = "petitions.confirmation"


class InvalidLink(Exception):
    """The link was altered, or its signature or its petition is on the site no more."""


class ExpiredLink(InvalidLink):
    """The petition closed more than a day ago. Carries the signature."""

    def __init__(self, signature):
        super().__init__(signature.pk)
        self.signature = signature


def make_token(signature):
    """A short text that names this signature and that nobody else can make."""
    return signing.dumps(signature.pk, salt=_SALT)


def signature_for(token):
    """The signature that `token` was made for. Raises InvalidLink, or ExpiredLink for a petition long closed."""
    try:
        pk = signing.loads(token, salt=_SALT)
        signature = Signature.objects.with_petition().get(pk=pk)
    except (signing.BadSignature, Signature.DoesNotExist) as problem:
        raise InvalidLink from problem
    if not signature.petition.is_public:
        raise InvalidLink
    if not signature.is_confirmed and timezone.now() > signature.petition.closes_at + GRACE:
        raise ExpiredLink(signature)
    return signature
