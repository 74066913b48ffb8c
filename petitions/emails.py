"""Mails to signers: text and HTML, in the signer's language, from the site's own templates."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from petitions import confirmation
from petitions.models import Signature
from publishing.models import Organisation


def send_for(signature):
    """The mail that fits the signature's state: the link to confirm, or "you have signed already".

    Raises what the mail backend raises; the caller's queue decides whether to try again.
    """
    is_pending = signature.state == Signature.State.PENDING
    _send(signature, "confirm_signature" if is_pending else "already_signed")


def _send(signature, template):
    with override(signature.language):
        petition = signature.petition
        context = {
            "signature": signature,
            "petition": petition,
            "petition_url": settings.SITE_URL + petition.get_absolute_url(),
            "confirm_url": settings.SITE_URL
            + reverse("petition-confirm", args=[petition.slug, confirmation.make_token(signature)]),
            "privacy_url": settings.SITE_URL + reverse("privacy"),
            "organisation": Organisation.load(),
            "language": signature.language,
        }
        subject = " ".join(render_to_string(f"emails/{template}.subject.txt", context).split())
        mail = EmailMultiAlternatives(
            subject, render_to_string(f"emails/{template}.txt", context), to=[signature.email]
        )
        mail.attach_alternative(render_to_string(f"emails/{template}.html", context), "text/html")
        # Not a mailing list: keeps holiday replies from answering (RFC 3834).
        mail.extra_headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
        mail.send()
