"""Signed links to what is not public yet, for staff and for those whom they ask to read it."""

from django.core import signing

MAX_AGE = 7 * 24 * 3600  # seconds
PARAMETER = "preview"


def _signer():
    return signing.TimestampSigner(salt="publishing.preview")


def preview_path(item):
    """The path of `item`'s page with a token that shows it for a week, whatever its state."""
    return f"{item.get_absolute_url()}?{PARAMETER}={_signer().sign(f'{item._meta.label}:{item.pk}')}"


def previewed_pk(request, model):
    """The primary key that the request's preview token allows for `model`; None without a valid token."""
    token = request.GET.get(PARAMETER, "")
    try:
        label, _colon, pk = _signer().unsign(token, max_age=MAX_AGE).rpartition(":")
    except signing.BadSignature:
        return None
    return int(pk) if label == model._meta.label and pk.isdigit() else None
