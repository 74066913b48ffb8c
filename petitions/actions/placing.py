"""Where signers live: the riding that a postal code lies in, once somebody has told."""

from django.db import transaction
from django.db.models import F

from petitions.models import Signature


@transaction.atomic
def place_signatures(*, pks, postal_code, riding):
    """Write the number of the `riding` into those of `pks` that still have this postal code and no riding.

    Effects: the rows know their riding, and the next window moves them in the tally. With "" for the riding, they
    remember that it was looked for in vain. Returns the number of rows.
    """
    waiting = Signature.objects.filter(pk__in=pks, postal_code=postal_code, awaits_riding=True)
    if riding:
        return waiting.update(riding=riding)
    return waiting.update(riding_tries=F("riding_tries") + 1)
