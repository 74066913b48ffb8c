"""Files follow what staff save: a document its own, and other documents whatever they take from a record.

What is no longer current is taken off the site at once and made again by the worker, so that no stale file
is ever served. Until then readers are shown the document's page.
"""

from django.core.signals import request_finished
from django.db.models import Q
from django.dispatch import receiver

from campaigns.models import Chart
from parliament.models import DecisionMaker
from publishing.models import Organisation, Publishable
from publishing.signals import content_saved
from resources import collections, downloads, tasks
from resources.models import Document

WORDS_AND_NUMBERS = (Organisation, DecisionMaker, Chart)

request_finished.connect(downloads.counter.flush_if_due)


@receiver(content_saved)
def keep_files_current(sender, instance, **_):
    from resources import actions  # the typesetter's side is loaded when something is saved, not at start-up

    others = Document.objects.public().filter(_takes_from(instance))
    if isinstance(instance, Document):
        others = others.exclude(pk=instance.pk)
        if instance.is_public:
            actions.withdraw_stale(documents=[instance])
            tasks.render_document.enqueue(instance.pk)
    withdrawn = actions.withdraw_stale(documents=others.prefetch_related("renditions").select_related("recipient"))
    if withdrawn or isinstance(instance, WORDS_AND_NUMBERS) or collections.is_source(type(instance)):
        tasks.render_stale_documents.enqueue()


def _takes_from(instance):
    """Which documents may print something that `instance` says. What gathers other texts may print any of it."""
    if isinstance(instance, Organisation):
        return Q()
    return _says(instance) | Q(layout=Document.Layout.PACKAGE)


def _says(instance):
    """Which texts have its names, its numbers, or its address."""
    if isinstance(instance, DecisionMaker):
        return _names(f"{instance.key}.") | Q(recipient=instance)
    if isinstance(instance, Chart):
        return _names(f"chart.{instance.key}")
    if isinstance(instance, Publishable) and getattr(instance, "slug_en", ""):
        return _names(f'/{instance.slug_en}"')
    return Q(pk__in=[])


def _names(text):
    return Q(body_en__contains=text) | Q(body_fr__contains=text)
