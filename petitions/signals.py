"""Paper sheets follow what staff save; signatures learn what the mail provider reports of their address."""

from anymail.signals import EventType, RejectReason, tracking
from django.dispatch import receiver

from petitions import actions, tasks
from petitions.models import PaperGroup, Petition, Signature
from publishing.models import Organisation
from publishing.signals import content_saved


@receiver(content_saved, sender=Petition)
@receiver(content_saved, sender=Organisation)
def queue_sheets(**_):
    """Sheets that are current by their hash are left as they are."""
    tasks.make_petition_sheets.enqueue()


@receiver(content_saved, sender=PaperGroup)
def queue_group_sheets(instance, **_):
    tasks.make_group_sheets.enqueue(instance.pk)


@receiver(tracking)
def record_bounce(event, **_):
    """A report at /hooks/mail/: a mail came back, or somebody calls it unwanted. What else is reported is not kept."""
    if not event.recipient:
        return
    if event.event_type == EventType.COMPLAINED or event.reject_reason == RejectReason.SPAM:
        actions.record_bounce(address=event.recipient, kind=Signature.MailProblem.COMPLAINED)
    elif event.event_type in (EventType.BOUNCED, EventType.REJECTED):
        actions.record_bounce(address=event.recipient, kind=Signature.MailProblem.BOUNCED)
