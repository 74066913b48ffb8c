"""Files follow what staff save: a document its own, and all documents whatever they take names and colours from."""

from django.dispatch import receiver

from campaigns.models import Chart
from parliament.models import DecisionMaker
from publishing.models import Organisation
from publishing.signals import content_saved
from resources import tasks
from resources.models import Document


@receiver(content_saved, sender=Document)
def queue_rendering(instance, **_):
    if instance.is_public:
        tasks.render_document.enqueue(instance.pk)


@receiver(content_saved, sender=Organisation)
@receiver(content_saved, sender=DecisionMaker)
@receiver(content_saved, sender=Chart)
def queue_all_rendering(**_):
    """Files that are current by their hash are left as they are."""
    tasks.render_stale_documents.enqueue()
