from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Upper
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from parliament.models.riding import Riding
from parliament.models.sourced import Sourced
from parliament.postal_codes import FSA_PATTERN
from parliament.provinces import Province
from parliament.querysets import PostalAreaQuerySet
from publishing.fields import LineField


class PostalArea(Sourced):
    """The first three characters of postal codes, and the ridings that they may lie in: a proposal, no decision.

    Half of all areas lie in several ridings.
    """

    fsa = models.CharField(
        _("first three characters"),
        max_length=3,
        unique=True,
        validators=[RegexValidator(rf"^{FSA_PATTERN}\Z", _("Letter, digit, letter, such as K1A."))],
    )
    province = models.CharField(_("province or territory"), max_length=2, choices=Province.choices)
    place = LineField(_("town or place"), blank=True)
    ridings = models.ManyToManyField(
        Riding,
        blank=True,
        related_name="postal_areas",
        verbose_name=_("candidate ridings"),
        help_text=_("Every riding that a postal code beginning so may lie in. With one alone, the site takes it."),
    )

    objects = PostalAreaQuerySet.as_manager()

    class Meta:
        ordering = ["fsa"]
        verbose_name = _("postal area")
        verbose_name_plural = _("postal areas")
        constraints = [
            models.CheckConstraint(
                condition=Exact(Length("fsa"), 3) & Q(fsa=Upper(F("fsa"))),
                name="parliament_postalarea_three_capitals",
                violation_error_message=_("Letter, digit, letter, such as K1A."),
            ),
            models.CheckConstraint(
                condition=Q(province__in=Province.values), name="parliament_postalarea_in_a_province"
            ),
        ]

    def __str__(self):
        return self.fsa
