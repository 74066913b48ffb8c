"""A second factor for staff: six digits from an app (TOTP, RFC 6238), and backup codes for a lost telephone."""

from base64 import b32encode

from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

BACKUP_CODES = 8


class WrongCode(Exception):
    """The code is not the one that is valid now."""


class TooManyTries(Exception):
    """After wrong codes the next try has to wait: one second, then two, four, eight…"""


def is_set_up(user):
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def pending_device(*, user):
    """The device that `user` is about to set up; made on the first call, kept until its first code is right."""
    device, _made = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "app"})
    return device


def secret(device):
    """The device's key in groups of four letters, for those who cannot scan the picture."""
    letters = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(letters[i : i + 4] for i in range(0, len(letters), 4))


def matching_device(*, user, code):
    """The confirmed device of `user` that `code` belongs to now; a backup code is used up.

    Effects: a wrong code counts against its device. Raises WrongCode or TooManyTries.
    """
    code = code.replace(" ", "").lower()
    kind = TOTPDevice if len(code) == 6 else StaticDevice
    device = kind.objects.filter(user=user, confirmed=True).first()
    if device is None:
        raise WrongCode
    return _verify(kind, device.pk, code)


def set_up(*, user, code):
    """Confirm the pending device by its first code.

    Effects: from now on the login asks for a code; earlier backup codes are replaced. Returns (device, backup
    codes); the codes are stored and shown only this once. Raises WrongCode or TooManyTries.
    """
    device = _verify(TOTPDevice, pending_device(user=user).pk, code.replace(" ", ""))
    with transaction.atomic():
        device.confirmed = True
        device.save(update_fields=["confirmed"])
        StaticDevice.objects.filter(user=user).delete()
        backup = StaticDevice.objects.create(user=user, name="backup")
        codes = [StaticToken.random_token() for _number in range(BACKUP_CODES)]
        StaticToken.objects.bulk_create(StaticToken(device=backup, token=code) for code in codes)
    return device, codes


def remove(*, user, code):
    """Do without the second factor again. Raises WrongCode or TooManyTries."""
    matching_device(user=user, code=code)
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).delete()
        StaticDevice.objects.filter(user=user).delete()


def _verify(kind, pk, code):
    """The device of `kind`, if `code` is its own now. The row is locked, so that no code counts twice."""
    with transaction.atomic():
        device = kind.objects.select_for_update().get(pk=pk)
        may_try, _why = device.verify_is_allowed()
        is_right = may_try and device.verify_token(code)
    # Raised outside the transaction: the count of wrong codes has to stay.
    if not may_try:
        raise TooManyTries
    if not is_right:
        raise WrongCode
    return device
