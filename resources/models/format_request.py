"""What readers ask for who can use none of a document's formats."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from resources.models.document import Document
from resources.querysets import FormatRequestQuerySet

MAX_NEED = 1000  # characters


class FormatRequest(models.Model):
    """Somebody's wish for another format of a document. What tells who it was goes on a clock of privacy."""

    class Wanted(models.TextChoices):
        LARGE_PRINT = "large_print", _("Large print")
        BRAILLE = "braille", _("Braille")
        AUDIO = "audio", _("Audio")
        SIGN_LANGUAGE = "sign_language", _("Sign language (ASL or LSQ)")
        PLAIN_LANGUAGE = "plain_language", _("Plain language")
        PAPER = "paper", _("Printed, by post")
        FILE = "file", _("Another kind of file")
        LANGUAGE = "language", _("Another language")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        NEW = "new", _("new")
        IN_HAND = "in_hand", _("in hand")
        ANSWERED = "answered", pgettext_lazy("a request", "answered")
        DECLINED = "declined", _("declined")

    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="format_requests", verbose_name=_("document")
    )
    language = models.CharField(_("language"), max_length=2, help_text=_("Of the page that it was sent from."))
    wanted = models.CharField(_("wanted"), max_length=14, choices=Wanted.choices)
    need = models.TextField(_("what for"), max_length=MAX_NEED, blank=True)
    email = models.EmailField(_("e-mail for the answer"), blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.NEW)
    note = models.TextField(_("note of staff"), blank=True)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(_("personal details deleted"), null=True, blank=True, editable=False)

    objects = FormatRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("request for another format")
        verbose_name_plural = _("requests for other formats")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["answered", "declined"], settled_at__isnull=False)
                | models.Q(state__in=["new", "in_hand"], settled_at__isnull=True),
                name="resources_formatrequest_settled_has_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(erased_at__isnull=True) | models.Q(email="", need="", note=""),
                name="resources_formatrequest_erased_tells_nobody",
            ),
        ]

    def __str__(self):
        return f"{self.get_wanted_display()}: {self.document}"
