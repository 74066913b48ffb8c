"""Files follow what staff save: a document its own, and other documents whatever they take from a record.

What may no longer be current is in doubt from that moment on (see current.py), and made again by the worker. A
document's own files are compared at once: whoever saves it is told whether they are being made.
"""

from django.core.signals import request_finished
from django.db.models import Q
from django.db.models.signals import post_delete
from django.dispatch import receiver

from campaigns.models import Chart
from parliament.models import DecisionMaker
from publishing import links
from publishing.models import Organisation
from publishing.signals import content_saved
from resources import current, downloads, tasks
from resources.models import Document

request_finished.connect(downloads.counter.flush_if_due)


@receiver(content_saved)
def keep_files_current(sender, instance, **_):
    others = Document.objects.filter(_takes_from(instance))
    if isinstance(instance, Document):
        others = others.exclude(pk=instance.pk)
        current.doubt(documents=Document.objects.filter(pk=instance.pk))
        if instance.is_public:
            current.withdraw_stale(documents=[instance])
            tasks.render_document.enqueue(instance.pk)
        elif instance.state != Document.State.ARCHIVED and instance.limited:
            tasks.measure_draft.enqueue(instance.pk)
    _doubt(others)


@receiver(post_delete, sender=Chart)
@receiver(post_delete, sender=DecisionMaker)
def doubt_what_showed_it(sender, instance, **_):
    """What else texts take from is deleted as a draft only, and was in doubt since it became one."""
    _doubt(Document.objects.filter(_takes_from(instance)))


def _doubt(documents):
    current.doubt(documents=documents)
    if documents.public().exists():
        tasks.render_documents_in_doubt.enqueue()


def _takes_from(instance):
    """Which documents may print something that `instance` says. What gathers other texts may print any of it."""
    if isinstance(instance, Organisation):
        return Q()
    return _says(instance) | Q(layout=Document.Layout.PACKAGE)


def _says(instance):
    """Which texts have its names, its numbers, or its address."""
    if isinstance(instance, DecisionMaker):
        return _have(f"{key}." for key in _keys_of(instance)) | Q(recipient=instance.pk)
    if isinstance(instance, Chart):
        return _have(f"chart.{key}" for key in _keys_of(instance))
    return _have(f'"{token}"' for token in links.tokens_of(instance))


def _keys_of(record):
    """By which texts name it, or named it before it was called otherwise."""
    return {record.key, *record.history.order_by().values_list("key", flat=True)}


def _have(pieces):
    found = Q(pk__in=[])
    for piece in pieces:
        found |= Q(body_en__contains=piece) | Q(body_fr__contains=piece)
    return found
