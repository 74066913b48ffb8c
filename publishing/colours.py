"""Colours: the WCAG contrast ratio, so that staff cannot choose one that nobody can read."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def is_colour(value):
    return re.fullmatch(r"#[0-9a-fA-F]{6}", value) is not None


def validate_colour(value):
    if not is_colour(value):
        raise ValidationError(_("Write a colour as # and six digits or letters a to f, such as #0f3f3a."))


def luminance(colour):
    """Relative luminance of "#rrggbb", 0 to 1 (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_with_white(colour):
    """1 (white on white) to 21 (white on black)."""
    return 1.05 / (luminance(colour) + 0.05)


def darken(colour, factor):
    """`colour` with each channel multiplied by `factor` (0 to 1)."""
    return "#" + "".join(f"{round(int(colour[i : i + 2], 16) * factor):02x}" for i in (1, 3, 5))
