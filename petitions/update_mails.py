"""What an update says to one signer: their language, and the two links that are theirs."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from petitions import receipts, unsubscribing
from publishing.models import Organisation
from resources.rendering.mail import mail_html, mail_text


class Letter:
    """One update in one language, set once for all who get it."""

    def __init__(self, update, language, organisation=None):
        self.update, self.language = update, language
        with override(language):
            self.petition = update.petition
            self.context = {
                "update": update,
                "petition": self.petition,
                "petition_url": settings.SITE_URL + self.petition.get_absolute_url(),
                "privacy_url": settings.SITE_URL + reverse("privacy"),
                "organisation": organisation or Organisation.load(),
                "language": language,
                "body_html": mail_html(update.body, language),
                "body_text": mail_text(update.body, language),
            }
            self.subject = " ".join((update.subject or "").split())

    def to(self, signature):
        """The mail to `signature`, not yet sent."""
        with override(self.language):
            end = settings.SITE_URL + self._path("petition-unsubscribe", unsubscribing.make_token(signature))
            own = settings.SITE_URL + self._path("petition-receipt", receipts.make_token(signature))
            mail = self._mail(signature.email, {"unsubscribe_url": end, "receipt_url": own})
        # RFC 8058: the mail program's own button posts to this address; no page in between.
        mail.extra_headers |= {"List-Unsubscribe": f"<{end}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
        return mail

    def to_colleague(self, address):
        """The same for a colleague who looks at it first; the personal links are left out."""
        with override(self.language):
            return self._mail(address, {"is_test": True})

    def preview_html(self):
        """The HTML of the mail as a colleague gets it."""
        with override(self.language):
            return render_to_string("emails/signer_update.html", self.context | {"is_test": True})

    def _path(self, name, token):
        return reverse(name, args=[self.petition.slug, token])

    def _mail(self, address, links):
        context = self.context | links
        mail = EmailMultiAlternatives(self.subject, render_to_string("emails/signer_update.txt", context), to=[address])
        mail.attach_alternative(render_to_string("emails/signer_update.html", context), "text/html")
        # Holiday replies stay out (RFC 3834), and filters see a list for what it is.
        mail.extra_headers = {"Auto-Submitted": "auto-generated", "Precedence": "bulk"}
        return mail


def compose_test(update, address, language):
    """The test mail of `update` in `language` for a colleague."""
    return Letter(update, language).to_colleague(address)
