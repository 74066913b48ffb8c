from django.db import models
from django.utils.translation import gettext_lazy as _


class Gender(models.TextChoices):
    """What forms of address follow."""

    WOMAN = "f", _("woman")
    MAN = "m", _("man")
    UNKNOWN = "", _("not known or neutral")
