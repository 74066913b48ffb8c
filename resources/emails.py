"""Mails to the organisation about its library."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from publishing.models import Organisation

# Not a mailing list: keeps holiday replies from answering (RFC 3834).
HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
BETWEEN_LANGUAGES = "\n\n* * *\n\n"


def of_request(request):
    """That somebody asks for another format, in both languages, to the general address; None where there is none.

    A mail is not deleted on a clock: who asked, and why, stands in the admin only.
    """
    organisation = Organisation.load()
    if not organisation.email:
        return None
    address = settings.SITE_URL + reverse("admin:resources_formatrequest_change", args=[request.pk])
    subjects, texts = [], []
    for language, _name in settings.LANGUAGES:
        with override(language):
            context = {"request": request, "address": address}
            subjects.append(render_to_string("emails/format_request.subject.txt", context).strip())
            texts.append(render_to_string("emails/format_request.txt", context).strip())
    body = BETWEEN_LANGUAGES.join(texts) + "\n"
    return EmailMessage(" / ".join(subjects), body, to=[organisation.email], headers=HEADERS)
