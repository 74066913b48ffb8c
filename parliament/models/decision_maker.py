"""Those whom letters, petitions and pages address: one record each, which everything takes its words from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parliament import forms_of_address
from parliament.models.gender import Gender
from parliament.querysets import DecisionMakerQuerySet
from publishing.fields import LineField, PlainTextField


class DecisionMaker(models.Model):
    """An office and who holds it now. When the holder changes, this record is edited, not replaced."""

    class Role(models.TextChoices):
        MINISTER = "minister", _("minister")
        PRIME_MINISTER = "prime_minister", _("prime minister")
        MEMBER = "mp", _("member of Parliament")
        PRIVY_COUNCILLOR = "mp_privy_councillor", _("member of Parliament and privy councillor")

    Gender = Gender

    key = models.SlugField(
        _("key"),
        unique=True,
        help_text=_("The name in placeholders: with “minister”, texts say {{minister.full_name}}."),
    )
    role = models.CharField(_("office"), max_length=20, choices=Role.choices)
    first_name = LineField(_("first name"), max_length=80)
    last_name = LineField(_("last name"), max_length=80)
    gender = models.CharField(
        _("form of address"),
        max_length=1,
        choices=Gender.choices,
        blank=True,
        default="",
        help_text=_("Forms of address follow it; unknown gives a neutral form."),
    )
    portfolio = LineField(
        _("portfolio"),
        max_length=160,
        blank=True,
        help_text=_("Such as “Immigration, Refugees and Citizenship”; in French with its articles."),
    )
    riding = LineField(_("riding"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    address = PlainTextField(_("postal address"), help_text=_("One line each, without the name."))
    in_office_since = models.DateField(_("in office since"), null=True, blank=True)
    as_of = models.DateField(_("checked on"), help_text=_("The day on which these details were last checked."))
    source_name = LineField(_("source"), blank=True)
    source_url = models.URLField(_("address of the source"), blank=True, max_length=300)

    objects = DecisionMakerQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        verbose_name = _("decision-maker")
        verbose_name_plural = _("decision-makers")

    def __str__(self):
        return self.full_name

    @property
    def full_name(self):
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def address_lines(self):
        return [line.strip() for line in self.address.splitlines() if line.strip()]

    def form_of_address(self, language):
        """How to address this person in `language`: a FormOfAddress."""
        return forms_of_address.form_of_address(self, language)
