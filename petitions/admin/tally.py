"""What staff are told about the count: on the list of what is to do, and nowhere else while it is right."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from petitions.models import Petition, Signature, Tally
from publishing import checklist

# A window comes every 30 seconds, and a flood of 100,000 confirmations is counted in one or two minutes.
LATE = timedelta(minutes=10)


@checklist.register
def counts_that_were_corrected():
    """The nightly count found something else than the tally said. The correction is made; the cause is not known."""
    for tally in Tally.objects.corrected().select_related("petition"):
        words = _(
            "The nightly count corrected “%(petition)s” by %(drift)+d (%(misplaced)d in a wrong group). "
            "Tell whoever runs the site."
        )
        yield (
            words % {"petition": tally.petition, "drift": tally.drift, "misplaced": tally.misplaced},
            tally.petition,
        )


@checklist.register
def counts_that_stand_still():
    waiting = Signature.objects.waiting_for_count_since(timezone.now() - LATE)
    for petition in Petition.objects.filter(pk__in=waiting.values("petition")):
        words = _("“%(petition)s” has signatures that were not counted for ten minutes. Is the worker running?")
        yield words % {"petition": petition}, petition
