"""The link that ends updates: in each of them, for people and for mail programs, without a cookie or a login."""

from django.core import signing

from petitions.models import Signature

_SALT = "petitions.unsubscribe"


class InvalidLink(Exception):
    """The link was altered, or its signature is on the site no more."""


def make_token(signature):
    """A short text that names this signature and that nobody else can make."""
    return signing.Signer(salt=_SALT).sign(signature.pk)


def signature_for(token):
    """The signature that `token` was made for. Raises InvalidLink."""
    try:
        pk = int(signing.Signer(salt=_SALT).unsign(token))
        return Signature.objects.select_related("petition").get(pk=pk)
    except (signing.BadSignature, ValueError, Signature.DoesNotExist) as problem:
        raise InvalidLink from problem
