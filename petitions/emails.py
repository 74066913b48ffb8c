"""Mails to signers: text and HTML, in the signer's language, from the site's own templates."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from petitions import confirmation
from publishing.models import Organisation


class NotNow(Exception):
    """The mail server is away, or asks to be tried later. Says what happened, and never to whom."""


class Refused(Exception):
    """The mail server will never take this mail: there is no such address, or it is not wanted there."""


def send_for(signature):
    """The mail that fits the signature's state: the link to confirm, or "you have signed already".

    Raises NotNow or Refused. Neither carries the address that the mail server's own words would repeat.
    """
    mail = _compose(signature, "already_signed" if signature.is_confirmed else "confirm_signature")
    try:
        mail.send()
    except OSError as problem:  # all of smtplib's exceptions are OSErrors, like those of the network
        raise _judge(problem) from None


def _judge(problem):
    """NotNow or Refused for what smtplib raised.

    Only an answer of 5xx to this recipient or this message is final (RFC 5321, 4.2.1). A refused sender,
    login or connection is a fault of the site's own settings: the mail waits until staff have set it right.
    """
    code = getattr(problem, "smtp_code", 0)
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        code = max((code for code, _words in problem.recipients.values()), default=0)
    is_about_this_mail = isinstance(problem, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)
    kind = Refused if is_about_this_mail and 500 <= code < 600 else NotNow
    return kind(f"{type(problem).__name__} {code or ''}".strip())


def _compose(signature, template):
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
        return mail
