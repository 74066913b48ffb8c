"""Signatures: what was never confirmed is deleted; of the rest first the traces, then the address, then the name."""

from django.utils.translation import gettext_lazy as _

from petitions.forgetting.steps import Rows, deleted, emptied
from petitions.models import ReviewedSignature, Signature

# What tells who somebody is. State, province, riding, language and time stay, so that every count stays right.
NO_TRACES = {"ip_hash": "", "seconds_to_fill": None, "was_trapped": False, "event": None}
NO_ADDRESS = {"email": "", "canonical_email": "", "wants_news": False}
NO_NAME = {"first_name": "", "last_name": "", "name_key": "", "postal_code": "", "show_name": False}
NOTHING = NO_TRACES | NO_ADDRESS | NO_NAME | {"mail_problem": Signature.MailProblem.NONE}


def _never_confirmed(moment):
    return Signature.objects.never_confirmed_since(moment.ago("pending_days"))


def _with_traces(moment):
    return Signature.objects.with_traces().filter(created_at__lt=moment.ago("ip_days"))


def _with_address(moment):
    return Signature.objects.with_address().filter(petition__in=moment.petitions_over("address_days"))


def _with_name(moment):
    return Signature.objects.filter(erased_at__isnull=True, petition__in=moment.petitions_over("name_days"))


def _empty(rows, moment):
    rows.update(**NOTHING, erased_at=moment.now)


def _reviewed_long_ago(moment):
    return ReviewedSignature.objects.filter(decision__made_at__lt=moment.ago("name_days"))


STEPS = (
    Rows("pending", _("signatures that were never confirmed: deleted"), _never_confirmed, deleted),
    Rows("traces", _("hashes of connections, and how the form was filled in"), _with_traces, emptied(**NO_TRACES)),
    Rows("addresses", _("e-mail addresses of signers"), _with_address, emptied(**NO_ADDRESS)),
    Rows("names", _("names and postal codes of signers"), _with_name, _empty),
    Rows("reviews", _("which signatures a decision of a review was about"), _reviewed_long_ago, deleted),
)
