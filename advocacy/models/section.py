from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelsearch import index

from parliament.models import DecisionMaker
from petitions.models import Petition
from publishing.fields import LineField, PlainTextField, RichTextField
from publishing.models import Publishable
from resources.models import Document


class Section(index.Indexed, Publishable):
    """One of the ten steps. Its long text is its document's, so that page and PDF never differ."""

    class Tool(models.TextChoices):
        NONE = "none", _("none: words only")
        CALL = "call", _("call a member of Parliament")
        MEET = "meet", _("meet a member of Parliament")
        WRITE = "write", _("write to the recipient")
        BRIEF = "brief", _("hand over a brief")
        SIGN = "sign", _("sign the petition")

    number = models.PositiveSmallIntegerField(_("step"), unique=True)
    title = LineField(_("title"))
    teaser = PlainTextField(_("teaser"), help_text=_("For the list of steps, 12 to 20 words."))
    introduction = RichTextField(_("introduction"))
    document = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sections",
        verbose_name=_("document"),
        help_text=_("A guide’s text stands on the section’s page; a letter or a brief is offered for download."),
    )
    tool = models.CharField(_("tool"), max_length=5, choices=Tool.choices, default=Tool.NONE)
    tool_title = LineField(_("“Do it now”: heading"), blank=True)
    tool_text = RichTextField(_("“Do it now”: text"))
    recipient = models.ForeignKey(
        DecisionMaker,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sections",
        verbose_name=_("recipient"),
        help_text=_("Whom the visitor’s own mail program writes to."),
    )
    petition = models.ForeignKey(
        Petition,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="sections",
        verbose_name=_("petition"),
    )

    search_fields = [
        index.SearchField("title_en", boost=3),
        index.SearchField("title_fr", boost=3),
        index.SearchField("teaser_en"),
        index.SearchField("teaser_fr"),
        index.SearchField("introduction_en"),
        index.SearchField("introduction_fr"),
        index.FilterField("state"),
        index.FilterField("publish_at"),
    ]

    class Meta(Publishable.Meta):
        ordering = ["number"]
        verbose_name = _("section")
        verbose_name_plural = _("toolkit sections")

    def __str__(self):
        return f"{self.number}. {self.title}"

    def get_absolute_url(self):
        return reverse("section", args=[self.slug])

    @property
    def shows_guide(self):
        """Whether the document's text is read on this page (a guide) or only downloaded (letter, brief)."""
        guide = self.document is not None and self.document.layout == Document.Layout.GUIDE
        return guide and self.document.is_public
