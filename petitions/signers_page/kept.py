"""What is kept about one signer, whole: for the page that tells it and for the file to download."""

from django.conf import settings
from django.utils import timezone

from parliament.models import Riding
from parliament.provinces import province_name
from petitions.clocks import due_dates
from petitions.models import Delivery, Petition, PrivacyClocks, Signature

# Columns of a signature that the file leaves out, and why. Every other one is in it; a test compares.
LEFT_OUT = {
    "id": "the number of a row tells nothing about a person",
    "petition": "told as its title and address",
    "version": "told as the whole text",
    "event": "told as its place",
    "name_key": "made from the name",
    "seat": "says only who of a household signed first",
    "link_serial": "the number of the newest confirmation link",
    "was_trapped": "how made-up signatures are recognised would be told to those who make them up",
    "judged_at": "as above",
    "suspicions": "as above; who is told that a signature is closed may ask why",
    "is_cleared": "as above",
    "is_due_for_count": "bookkeeping of the tally",
    "counted_in": "bookkeeping of the tally",
    "has_moved": "bookkeeping of the tally",
    "riding_tries": "bookkeeping of the search for the riding",
    "awaits_riding": "bookkeeping of the search for the riding",
}


def state_of(signature):
    """The state as its owner is told: a signature that waits for a look is confirmed like any other."""
    State = Signature.State
    return State.CONFIRMED if signature.state == State.HELD else State(signature.state)


def deliveries_of(signature):
    """[{to, on, detail, held}]: who was handed a pack that this signature is in, and what of it they read."""
    packs = Delivery.objects.of_signature(signature).select_related("recipient").order_by("handed_over_on")
    ridings = dict.fromkeys(pack.riding for pack in packs if pack.riding)
    for riding in Riding.objects.filter(number__in=ridings).order_by("representation_order"):
        ridings[riding.number] = str(riding)
    held = {
        Delivery.Detail.COUNTS: [],
        Delivery.Detail.TOWNS: ["name", "town"],
        Delivery.Detail.POSTAL_CODES: ["name", "postal_code"],
    }
    return [
        {
            "to": str(pack.recipient or ""),
            "riding": ridings.get(pack.riding) or pack.riding,
            "on": pack.handed_over_on,
            "detail": pack.get_detail_display(),
            "held": held[pack.detail],
        }
        for pack in packs
    ]


def everything(signature, language):
    """All that is kept about the signer, as JSON can hold it. Times are in UTC, dates as the clocks run."""
    petition, dates = signature.petition, due_dates(signature, PrivacyClocks.load())
    return {
        "about": {
            "made_at": timezone.now(),
            "site": settings.SITE_URL,
            "petition": petition.title,
            "address": settings.SITE_URL + petition.get_absolute_url(),
        },
        "signature": {
            "state": state_of(signature),
            "first_name": signature.first_name,
            "last_name": signature.last_name,
            "email": signature.email,
            "email_as_compared": signature.canonical_email,
            "residence": signature.residence,
            "postal_code": signature.postal_code,
            "province": signature.province,
            "province_name": str(province_name(signature.province)),
            "riding": signature.riding,
            "language": signature.language,
            "signed_at": signature.created_at,
            "confirmed_at": signature.confirmed_at,
            "erased_at": signature.erased_at,
        },
        "consents": {"show_name": signature.show_name, "wants_news": signature.wants_news},
        "text_signed": _text(signature.version, signature.language),
        "collected_against_abuse": {
            "keyed_hash_of_connection": signature.ip_hash,
            "seconds_to_fill_in_the_form": signature.seconds_to_fill,
            "event": str(signature.event or ""),
        },
        "mails": _mails(signature),
        "delivered": deliveries_of(signature),
        "forgotten": {
            "whole_signature": dates.get("pending"),
            "collected_against_abuse": dates["ip"],
            "email": dates.get("address"),
            "name_and_postal_code": dates.get("name"),
            "none_means": _none_means(dates),
        },
    }


def _text(version, language):
    words = {name: getattr(version, f"{name}_{language}") for name in Petition.TEXT_FIELDS}
    return {"version": version.number, "since": version.made_at, "language": language, **words}


def _mails(signature):
    updates = signature.update_mails.select_related("update").order_by("pk")
    waiting = getattr(signature, "waiting_mail", None)
    return {
        "about_the_signature": signature.mails_sent,
        "waits_since": waiting and waiting.asked_at,
        "problem": signature.mail_problem,
        "updates": [{"subject": mail.update.subject, "state": mail.state, "sent_at": mail.sent_at} for mail in updates],
    }


def _none_means(dates):
    if "pending" in dates or dates["address"]:
        return ""
    return "the petition goes on; the days are counted from its delivery or withdrawal"
