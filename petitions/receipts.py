"""The private link to one's own signature that every mail carries: signed, without a cookie, and without an end."""

from django.core import signing

from petitions.models import Signature

_SIGNER = signing.Signer(salt="petitions.receipts")


class InvalidLink(Exception):
    """The link was altered, or its signature was deleted or emptied."""


class EmptiedLink(InvalidLink):
    """Nothing personal is left in the signature. Carries it."""

    def __init__(self, signature):
        super().__init__(signature.pk)
        self.signature = signature


def make_token(signature):
    """A short text that names this signature, and that nobody else can make."""
    return _SIGNER.sign_object(signature.pk)


def signature_for(token):
    """The signature that `token` was made for, with its petition. Raises an InvalidLink."""
    try:
        signature = Signature.objects.with_petition().get(pk=_SIGNER.unsign_object(token))
    except (signing.BadSignature, Signature.DoesNotExist) as problem:
        raise InvalidLink from problem
    if signature.erased_at:
        raise EmptiedLink(signature)
    return signature
