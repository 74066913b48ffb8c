"""The way of a petition from draft to answer, and the versions of its text."""

from django.conf import settings
from django.db import transaction

from petitions.models import Petition, TextVersion
from publishing.signals import content_saved


def keep_text(*, petition):
    """Give a petition that has none the first version of its text: its words as they stand.

    Effects: the version is stored, and the petition names it. Returns the version that is signed now.
    """
    if petition.version_id:
        return petition.version
    words = {
        f"{name}_{code}": getattr(petition, f"{name}_{code}") or ""
        for name in Petition.TEXT_FIELDS
        for code, _name in settings.LANGUAGES
    }
    with transaction.atomic():
        petition.version, _made = TextVersion.objects.get_or_create(petition=petition, number=1, defaults=words)
        petition.save(update_fields=["version"])
    return petition.version


def change_state(*, petition, state):
    """Bring a petition into another state, as staff decide: open, closed, delivered, answered, withdrawn.

    Effects: the state is saved; `content_saved` is sent. No signature is touched.
    """
    with transaction.atomic():
        petition.state = state
        petition.save()
        content_saved.send(sender=Petition, instance=petition)


def close_due():
    """Close what is past its closing time, and mark as open what was scheduled for a time that has come."""
    with transaction.atomic():
        for petition in Petition.objects.past_closing():
            _set_state(petition, Petition.State.CLOSED)
        for petition in Petition.objects.due():
            _set_state(petition, Petition.State.OPEN)


def _set_state(petition, state):
    petition.state = state
    # Nothing else is written: staff may be saving the words of this petition at the same moment.
    petition.save(update_fields=["state", "changed_at"])
