"""Paper sheets follow what staff save: the petition's own words, and the organisation's name and address."""

from django.dispatch import receiver

from petitions import tasks
from petitions.models import PaperGroup, Petition
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
