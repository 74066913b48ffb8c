"""Colours: the WCAG contrast ratio, so that staff cannot choose one that nobody can read."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from publishing.contrast import contrast


def is_colour(value):
    return re.fullmatch(r"#[0-9a-fA-F]{6}", value) is not None


def validate_colour(value):
    if not is_colour(value):
        raise ValidationError(_("Write a colour as # and six digits or letters a to f, such as #0f3f3a."))


def contrast_with_white(colour):
    """1 (white on white) to 21 (white on black)."""
    return contrast(colour, "#ffffff")


def darken(colour, factor):
    """`colour` with each channel multiplied by `factor` (0 to 1)."""
    return "#" + "".join(f"{round(int(colour[i : i + 2], 16) * factor):02x}" for i in (1, 3, 5))
