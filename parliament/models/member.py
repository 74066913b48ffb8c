from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parliament import forms_of_address
from parliament.models.decision_maker import DecisionMaker
from parliament.models.gender import Gender
from parliament.models.riding import Riding
from parliament.models.sourced import Sourced
from parliament.name_keys import NameKeyField
from parliament.querysets import MemberQuerySet
from publishing.fields import LineField


class Member(Sourced):
    """A seat of the House and who holds it. A vacant seat is a record without a name; no record means "not known".

    `corrected` names what staff have put right by hand, columns and "offices": rosters leave it until staff release it.
    """

    class Languages(models.TextChoices):
        UNKNOWN = "", _("not known")
        ENGLISH = "en", _("English")
        FRENCH = "fr", _("French")
        BOTH = "both", _("English and French")

    OFFICES = "offices"
    Gender = Gender

    riding = models.OneToOneField(Riding, models.CASCADE, related_name="member", verbose_name=_("riding"))
    is_vacant = models.BooleanField(
        _("vacant"), default=False, help_text=_("Nobody holds the seat until the by-election. Leave the name empty.")
    )
    first_name = LineField(_("first name"), max_length=80, blank=True)
    last_name = LineField(_("last name"), max_length=80, blank=True)
    gender = models.CharField(
        _("form of address"),
        max_length=1,
        choices=Gender.choices,
        blank=True,
        default="",
        help_text=_("Forms of address follow it; unknown gives a neutral form."),
    )
    is_privy_councillor = models.BooleanField(
        _("privy councillor"), default=False, help_text=_("Present and former ministers: honourable for life.")
    )
    party = LineField(_("party"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    person_id = models.CharField(
        _("number at the House"),
        max_length=20,
        blank=True,
        help_text=_("The number at the end of the member’s address at ourcommons.ca; the same for life."),
    )
    languages = models.CharField(
        _("languages of service"), max_length=4, choices=Languages.choices, blank=True, default=Languages.UNKNOWN
    )
    corrected = models.JSONField(_("corrected by hand"), default=list, blank=True, editable=False)
    name_key = NameKeyField(of=("first_name", "last_name"))

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["riding__representation_order", "riding__number"]
        verbose_name = _("member of Parliament")
        verbose_name_plural = _("members of Parliament")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_vacant=False) & ~Q(last_name="")
                | Q(is_vacant=True, first_name="", last_name="", email="", gender="", is_privy_councillor=False),
                name="parliament_member_named_unless_vacant",
                violation_error_message=_(
                    "A seat has a member with a last name, or it is vacant and has neither name nor e-mail."
                ),
            ),
        ]

    def __str__(self):
        return str(_("Vacant seat")) if self.is_vacant else self.full_name

    def clean(self):
        """Says at the field what the constraint would say of the whole record."""
        if self.is_vacant and self.full_name:
            raise ValidationError({"is_vacant": _("A vacant seat has no name. Take the name out, or this mark.")})
        if not self.is_vacant and not self.last_name:
            raise ValidationError({"last_name": _("Enter the member’s last name, or mark the seat as vacant.")})

    @property
    def full_name(self):
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def role(self):
        """As forms of address know it. Ministers are addressed as ministers through their decision-maker's record."""
        return DecisionMaker.Role.PRIVY_COUNCILLOR if self.is_privy_councillor else DecisionMaker.Role.MEMBER

    def form_of_address(self, language):
        """How to address this member in `language`: a FormOfAddress."""
        return forms_of_address.form_of_address(self, language)

    def address_lines(self, language):
        """The member's postal address at the House, without the name."""
        return forms_of_address.house_of_commons(language)

    @property
    def house_lines(self):
        """As `address_lines`, in the active language."""
        return self.address_lines(get_language())
