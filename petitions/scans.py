"""Scans of signed sheets: which files are taken. A file is what its content says, whatever its name."""

import secrets

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

# nginx lets 20 MB through to the admin; see deploy/nginx.
MAX_BYTES = 15_000_000
CONTENT_TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
_PICTURES = {"JPEG": "jpg", "PNG": "png"}
# Where readers look for the head and the end of a PDF, in bytes.
_HEAD, _END = 8, 2048


def kind_of(file):
    """ "pdf", "jpg" or "png" by what is in the open file; None for anything else."""
    file.seek(0)
    if file.read(_HEAD).startswith(b"%PDF-"):
        file.seek(max(0, file.size - _END))
        kind = "pdf" if b"%%EOF" in file.read() else None
    else:
        kind = _kind_of_picture(file)
    file.seek(0)
    return kind


def _kind_of_picture(file):
    file.seek(0)
    try:
        with Image.open(file, formats=list(_PICTURES)) as picture:
            kind = _PICTURES[picture.format]
            picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError):
        return None
    return kind


def clean_scan(file):
    """The upload under a name of our own, which tells nothing. Raises ValidationError."""
    if file.size > MAX_BYTES:
        raise ValidationError(_("The file is larger than 15 MB. Scan in black and white, or split the batch."))
    kind = kind_of(file)
    if kind is None:
        raise ValidationError(_("Choose a PDF, a JPEG or a PNG file. This one is none of them, or is damaged."))
    file.name = f"{secrets.token_hex(16)}.{kind}"
    return file
