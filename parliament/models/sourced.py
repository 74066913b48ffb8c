from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.fields import LineField


class Sourced(models.Model):
    """Public facts that somebody else keeps: where they come from, and on which day they were right."""

    as_of = models.DateField(_("as of"), help_text=_("The day on which these details were last checked."))
    source_name = LineField(_("source"), blank=True)
    source_url = models.URLField(_("address of the source"), blank=True, max_length=300)

    class Meta:
        abstract = True
