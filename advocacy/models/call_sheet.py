"""What somebody needs who calls their MP about a campaign: the words, and answers to what they may hear."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from advocacy.models.of_campaign import OfCampaign
from advocacy.querysets.calling import CallSheetQuerySet
from campaigns.models import Campaign
from publishing.fields import LineField, PlainTextField, RichTextField


class CallSheet(OfCampaign):
    """One for each campaign, under whose address it stands; public when its campaign is public too."""

    page_name = "call"

    campaign = models.OneToOneField(
        Campaign, on_delete=models.CASCADE, related_name="call_sheet", verbose_name=_("campaign")
    )
    lead = PlainTextField(
        _("what the caller asks for"), help_text=_("In one or two sentences, such as “Ask your MP to …”.")
    )
    short_script = RichTextField(
        _("short script"),
        help_text=_(
            "Less than a minute. {{caller.name}}, {{caller.town}}, {{member.full_name}} and {{riding.name}} are filled "
            "in where they are known and are gaps elsewhere; other gaps stand in [brackets]."
        ),
    )
    long_script = RichTextField(
        _("longer script"), help_text=_("About three minutes. Each figure with its source, as a ((note)).")
    )
    voicemail_script = RichTextField(
        _("voicemail script"), help_text=_("Half a minute, slowly; the caller’s number twice.")
    )

    objects = CallSheetQuerySet.as_manager()

    class Meta(OfCampaign.Meta):
        verbose_name = _("call sheet")
        verbose_name_plural = _("call sheets")


class Objection(models.Model):
    """Something that the caller may hear, and what can be said to it."""

    sheet = models.ForeignKey(
        CallSheet, on_delete=models.CASCADE, related_name="objections", verbose_name=_("call sheet")
    )
    position = models.PositiveSmallIntegerField(_("place"), default=1)
    objection = LineField(_("what you may hear"))
    answer = PlainTextField(_("what you can say"), help_text=_("As it is spoken: two or three sentences."))
    figure = LineField(
        _("figure in the answer"),
        max_length=80,
        blank=True,
        help_text=_("As printed, such as “about 40 cents per Canadian”. It needs a date and a source."),
    )
    as_of = LineField(
        _("date"), max_length=60, blank=True, help_text=_("The year or day that the figure or the fact belongs to.")
    )
    source_name = LineField(_("source"), blank=True, help_text=_("As it should be printed under the answer."))
    source_url = models.URLField(_("address of the source"), blank=True, max_length=300)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("objection")
        verbose_name_plural = _("objections and answers")

    def __str__(self):
        return self.objection or ""
