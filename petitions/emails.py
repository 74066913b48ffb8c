"""Mails to signers: text and HTML, in the signer's language, from the site's own templates."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import get_template
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import override

from petitions import confirmation, receipts
from petitions.clocks import in_words
from petitions.form_letters import FormLetter, blank
from petitions.models import PrivacyClocks, Signature, WaitingMail
from petitions.update_mails import Letter
from publishing.models import Organisation

# In all mails to one signature; the database holds it too.
MAX_MAILS = 5
# Not a mailing list: keeps holiday replies from answering (RFC 3834).
HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


class Desk:
    """Writes the mails of one batch; what they share is looked up once."""

    def __init__(self):
        self._shared = {}
        self._forms = {}

    @cached_property
    def organisation(self):
        return Organisation.load()

    @cached_property
    def clocks(self):
        return PrivacyClocks.load()

    def to_signer(self, mail):
        """The mail that fits what has become of the signature; None where there is nothing to tell any more."""
        template = template_for(mail)
        return template and self.compose(template, mail.signature)

    def of_update(self, mail):
        """News for one signer. What all who read one language get alike is set once."""
        key = "update", mail.update_id, mail.signature.language
        if key not in self._shared:
            self._shared[key] = Letter(mail.update, mail.signature.language, self.organisation)
        return self._shared[key].to(mail.signature)

    def compose(self, template, signature):
        """The message of this name to `signature`."""
        values = {name: getattr(signature, name) for name in ("first_name", "last_name", "postal_code")}
        values["receipt_token"] = receipts.make_token(signature)
        values["confirm_token"] = confirmation.make_token(signature)
        return self._form(template, signature).to(signature.email, values)

    def write(self, template, context, *, to):
        """The message that the three templates of this name make of a `context` of its own."""
        subject, text, html = self._render(template, context)
        message = EmailMultiAlternatives(subject, text, to=[to], headers=HEADERS)
        message.attach_alternative(html, "text/html")
        return message

    def _render(self, template, context):
        subject, text, html = (
            get_template(f"emails/{template}.{kind}").render(context) for kind in ("subject.txt", "txt", "html")
        )
        return " ".join(subject.split()), text, html

    def _form(self, template, signature):
        """What this mail says to all whose petition, language and choices are these."""
        choices = bool(signature.postal_code), signature.show_name, signature.wants_news
        key = template, signature.petition_id, signature.language, *choices
        if key not in self._forms:
            self._forms[key] = self._write_form(template, signature.petition, signature.language, choices)
        return self._forms[key]

    def _write_form(self, template, petition, language, choices):
        lives_in_canada, show_name, wants_news = choices
        anybody = {
            "first_name": blank("first_name"),
            "last_name": blank("last_name"),
            "postal_code": blank("postal_code") if lives_in_canada else "",
            "show_name": show_name,
            "wants_news": wants_news,
        }
        with override(language):
            context = self.shared_by(petition, language) | {
                "signature": anybody,
                "receipt_url": _with_token("petition-receipt", petition, "receipt_token"),
                "confirm_url": _with_token("petition-confirm", petition, "confirm_token"),
            }
            return FormLetter(*self._render(template, context), HEADERS)

    def shared_by(self, petition, language):
        """What every mail about one petition in one language says."""
        key = "petition", petition.pk, language
        if key not in self._shared:
            self._shared[key] = {
                "petition": petition,
                "petition_url": settings.SITE_URL + petition.get_absolute_url(),
                "privacy_url": _absolute("privacy"),
                "organisation": self.organisation,
                "language": language,
                "pending_days": in_words(self.clocks.pending_days),
            }
        return self._shared[key]


def template_for(mail):
    """The name of the templates for a mail that waits, or None."""
    signature = mail.signature
    State = Signature.State
    if not signature.email or signature.mails_sent >= MAX_MAILS or signature.state == State.WITHDRAWN:
        return None
    if mail.kind == WaitingMail.Kind.IN_USE:
        return "address_in_use"
    if signature.state == State.INVALIDATED:
        return "address_closed"
    if signature.is_confirmed:
        # Asked for before it was confirmed, by another mail: there is nothing new to say.
        return None if signature.confirmed_at >= mail.asked_at else "already_signed"
    return "confirm_signature"


def _with_token(name, petition, token):
    """The address of a page of this petition, with a blank for its token."""
    return _absolute(name, petition.slug, "TOKEN").replace("TOKEN", blank(token))


def _absolute(name, *args):
    return settings.SITE_URL + reverse(name, args=args)
