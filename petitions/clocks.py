"""When what is kept is forgotten: the days that staff have set (PrivacyClocks), counted from what has happened."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import get_language, ngettext, override

from petitions.models import Petition, PetitionEntry, PrivacyClocks, Signature

# Which entries of the timeline end a petition, by the state that it is in: the last of them counts, so that a second
# delivery starts the clocks anew. An answer without a delivery ends it too.
_ENDS = {
    Petition.State.DELIVERED: (PetitionEntry.Kind.DELIVERED,),
    Petition.State.ANSWERED: (PetitionEntry.Kind.DELIVERED, PetitionEntry.Kind.ANSWERED),
    Petition.State.WITHDRAWN: (PetitionEntry.Kind.WITHDRAWN,),
}


def end_of(petition, clocks):
    """The moment from which the names and addresses of its signers are on their clocks; None while it goes on.

    That is the last delivery, or the withdrawal. The later of its day and of when staff wrote it down counts: a slip
    in a date deletes nothing. A petition that is closed and never delivered ends `undelivered_days` later.
    """
    if petition.state in _ENDS:
        ends = _moments(petition, _ENDS[petition.state])
        if ends:
            return max(ends)
    elif petition.state != Petition.State.CLOSED:
        return None
    return petition.closes_at + timedelta(days=clocks.undelivered_days)


def _moments(petition, kinds):
    entries = [entry for entry in petition.entries.all() if entry.kind in kinds]
    # The answer ends only what was never delivered.
    kind = next((kind for kind in kinds if any(entry.kind == kind for entry in entries)), None)
    return [max(entry.made_at, _end_of_day(entry.happened_on)) for entry in entries if entry.kind == kind]


def _end_of_day(day):
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def due_dates(signature, clocks=None):
    """{clock: moment} for what is kept of one signature; None where it depends on the end of a petition that goes on.

    The keys are the names of PrivacyClocks without "_days".
    """
    clocks = clocks or PrivacyClocks.load()
    signed = signature.created_at
    if signature.state == Signature.State.PENDING:
        deleted = signed + timedelta(days=clocks.pending_days)
        return {"pending": deleted, "ip": min(deleted, signed + timedelta(days=clocks.ip_days))}
    end = end_of(signature.petition, clocks)
    return {
        "ip": signed + timedelta(days=clocks.ip_days),
        "address": end and end + timedelta(days=clocks.address_days),
        "name": end and end + timedelta(days=clocks.name_days),
    }


def in_words(days, language=None):
    """ "30 days", "1 year", « 30 jours »: with a no-break space, so that number and unit stay together."""
    with override(language or get_language()):
        if days % 365 == 0 and days:
            words = ngettext("%(count)d year", "%(count)d years", days // 365) % {"count": days // 365}
        else:
            words = ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    return words.replace(" ", "\u00a0")


def texts(language):
    """{{privacy.pending_days}} and the like, as text: what the privacy page says is what the clocks do."""
    clocks = PrivacyClocks.load()
    return {f"privacy.{name}": in_words(getattr(clocks, name), language) for name in PrivacyClocks.names()}
