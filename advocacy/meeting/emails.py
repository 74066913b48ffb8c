"""Mails to the organisation about meetings."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from publishing.models import Organisation
from resources.emails import BETWEEN_LANGUAGES, HEADERS


def of_report(report):
    """That a group has reported its meeting, in both languages, to the general address; None where there is none.

    A mail is not deleted on a clock: what was said, and who told it, stands in the admin only.
    """
    organisation = Organisation.load()
    if not organisation.email:
        return None
    address = settings.SITE_URL + reverse("admin:advocacy_meetingreport_change", args=[report.pk])
    subjects, texts = [], []
    for language, _name in settings.LANGUAGES:
        with override(language):
            context = {"report": report, "address": address}
            subjects.append(render_to_string("emails/meeting_report.subject.txt", context).strip())
            texts.append(render_to_string("emails/meeting_report.txt", context).strip())
    body = BETWEEN_LANGUAGES.join(texts) + "\n"
    return EmailMessage(" / ".join(subjects), body, to=[organisation.email], headers=HEADERS)
