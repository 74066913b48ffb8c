from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from parliament.models.sourced import Sourced
from parliament.name_keys import NameKeyField, name_key
from parliament.provinces import Province
from parliament.querysets import ORDER_IN_FORCE, RidingQuerySet
from publishing.fields import LineField


class Riding(Sourced):
    """A federal electoral district. Numbers are given anew by each representation order; names tell ridings apart."""

    number = models.CharField(
        _("number"),
        max_length=5,
        validators=[RegexValidator(r"^[0-9]{5}\Z", _("Five digits, such as 35075."))],
        help_text=_("Elections Canada’s five digits. The same number may mean another riding in another order."),
    )
    representation_order = models.PositiveSmallIntegerField(_("representation order"), default=ORDER_IN_FORCE)
    name = LineField(_("name"), max_length=120)
    province = models.CharField(_("province or territory"), max_length=2, choices=Province.choices)
    name_key_en = NameKeyField(of=("name_en",))
    name_key_fr = NameKeyField(of=("name_fr",))

    objects = RidingQuerySet.as_manager()

    class Meta:
        ordering = ["representation_order", "number"]
        verbose_name = _("riding")
        verbose_name_plural = _("ridings")
        constraints = [
            models.UniqueConstraint(
                fields=["representation_order", "number"],
                name="parliament_riding_number_once_an_order",
                violation_error_message=_("Another riding of this order has this number."),
            ),
            models.UniqueConstraint(
                fields=["representation_order", "name_key_en"], name="parliament_riding_english_name_once_an_order"
            ),
            models.UniqueConstraint(
                fields=["representation_order", "name_key_fr"], name="parliament_riding_french_name_once_an_order"
            ),
            models.CheckConstraint(
                condition=Exact(Length("number"), 5), name="parliament_riding_number_has_five_digits"
            ),
            models.CheckConstraint(condition=Q(province__in=Province.values), name="parliament_riding_in_a_province"),
            models.CheckConstraint(
                condition=~Q(name_key_en="") & ~Q(name_key_fr=""), name="parliament_riding_has_both_names"
            ),
        ]

    def __str__(self):
        return self.name or ""

    def clean(self):
        """Says at the name that the order has a riding so called: the constraint stands on a field that no form has."""
        others = Riding.objects.exclude(pk=self.pk).filter(representation_order=self.representation_order)
        errors = {
            f"name_{language}": _("Another riding of this order has this name.")
            for language in ("en", "fr")
            if others.filter(**{f"name_key_{language}": name_key(getattr(self, f"name_{language}"))}).exists()
        }
        if errors:
            raise ValidationError(errors)
