"""What is deleted when its time is over, and what somebody asks us to delete who has lost their mails."""

import logging

from django.utils import timezone

from petitions.actions.receipt import erase
from petitions.forgetting import addressed, all_steps, steps
from petitions.identity import canonical_email
from petitions.models import ForgettingReport, PaperGroup, PrivacyClocks, Signature
from resources.models import FormatRequest
from resources.requesting import forget_requester

logger = logging.getLogger(__name__)


def forget(*, is_dry=False, by=None, now=None):
    """Forget everything whose time is over by PrivacyClocks; `is_dry`: only count it.

    Effects, in batches of one transaction each, so that a run that is broken off is gone on with by the next: what
    petitions.forgetting lists is emptied or deleted, files too. No count of any petition changes. A ForgettingReport
    says how many there were of each, numbers only, and grows while the run goes on. Returns the report.
    """
    moment = steps.at(PrivacyClocks.load(), now)
    report = ForgettingReport.objects.create(was_dry=is_dry, made_by=by)
    for step in all_steps():
        report.counts[step.name] = step.count(moment) if is_dry else step.forget(moment)
        report.save(update_fields=["counts"])
    report.finished_at = timezone.now()
    report.save(update_fields=["finished_at"])
    if not is_dry:
        logger.info("forgotten: %s", {name: number for name, number in report.counts.items() if number})
    return report


def keep_clocks():
    """The one record of PrivacyClocks. Effects: it is stored with its defaults, where there was none."""
    return PrivacyClocks.objects.get_or_create(pk=1)[0]


def find_by_address(address):
    """(signatures, groups, requests for other formats) that were made with an e-mail address, in whatever spelling."""
    signatures = Signature.objects.of_person(address.strip(), canonical_email(address))
    requests = FormatRequest.objects.of_address(address.strip())
    return signatures, PaperGroup.objects.of_address(address.strip()), requests


def find_more_by_address(address):
    """[(label, number)] of what apps above this one keep under the address (petitions.forgetting.addressed)."""
    found = [(kind.label, kind.find(address.strip()).count()) for kind in addressed.kinds()]
    return [(label, number) for label, number in found if number]


def erase_by_address(*, address, by):
    """Erase whatever was signed with an address, the contact of its groups, what tells who asked for a format, and
    what other apps keep under it, because its owner asks for it.

    Effects: each signature is erased as its owner would; all else loses its contact. A ForgettingReport says how many
    there were, on whose request it does not say. Returns the report.
    """
    signatures, groups, requests = find_by_address(address)
    counts = {"signatures": 0, "groups": 0}
    for signature in signatures:
        erase(signature=signature)
        counts["signatures"] += 1
    counts["groups"] = groups.update(contact_name="", email="", mail_problem="", erased_at=timezone.now())
    counts["requests"] = forget_requester(requests=requests)
    for kind in addressed.kinds():
        counts[kind.name] = kind.forget(kind.find(address.strip()))
    return ForgettingReport.objects.create(
        occasion=ForgettingReport.Occasion.REQUEST, made_by=by, counts=counts, finished_at=timezone.now()
    )
