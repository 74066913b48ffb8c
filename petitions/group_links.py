"""The private link of a group with paper sheets: signed, without a cookie, good as long as the record is there."""

from django.core import signing

from petitions.models import PaperGroup

_SALT = "petitions.groups"


class InvalidGroupLink(Exception):
    """The link was altered, or the group's record is emptied or deleted."""


def make_token(group):
    """A short text that names this group and that nobody else can make."""
    return signing.Signer(salt=_SALT).sign_object(group.pk)


def group_for(token):
    """The group that `token` was made for, with its petition. Raises InvalidGroupLink."""
    try:
        pk = signing.Signer(salt=_SALT).unsign_object(token)
        group = PaperGroup.objects.reachable().get(pk=pk)
    except (signing.BadSignature, PaperGroup.DoesNotExist) as problem:
        raise InvalidGroupLink from problem
    if not group.petition.is_public:
        raise InvalidGroupLink
    return group
