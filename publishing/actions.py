"""Verbs that change what the public sees."""

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from publishing.models import OutsideLink, Stateful
from publishing.signals import content_saved


def publish(*, item):
    """Make a record public now.

    Effects: state and first publication time are saved; `content_saved` is sent, upon which documents are
    rendered. Safe to repeat.
    """
    with transaction.atomic():
        item.state = item.State.PUBLISHED
        item.published_at = item.published_at or timezone.now()
        item.save()
        content_saved.send(sender=type(item), instance=item)


def schedule(*, item, publish_at):
    """Make a record public at `publish_at`, an aware datetime.

    Effects: state and time are saved; `content_saved` is sent. A later `publish_due` marks it as published.
    """
    with transaction.atomic():
        item.state = item.State.SCHEDULED
        item.publish_at = publish_at
        item.save()
        content_saved.send(sender=type(item), instance=item)


def return_to_draft(*, item):
    """Take a record off the site, or off the schedule, to be worked on; nothing else changes."""
    with transaction.atomic():
        item.state = item.State.DRAFT
        item.publish_at = None
        item.save()
        content_saved.send(sender=type(item), instance=item)


def archive(*, item):
    """Take a record off the site; nothing is deleted."""
    with transaction.atomic():
        item.state = item.State.ARCHIVED
        item.save()
        content_saved.send(sender=type(item), instance=item)


def publish_due():
    """Mark as published whatever was scheduled for a time that has come. Returns the records."""
    published = []
    for model in apps.get_models():
        if issubclass(model, Stateful):
            for item in model.objects.due():
                publish(item=item)
                published.append(item)
    return published


def ask_outside_links(*, urls):
    """Have the worker look whether the addresses `urls` of other sites are still there.

    Effects, in one transaction: each is written down as wanted now; the task `check_outside_links`, which the
    clock queues every minute, asks them. What is known from before stays until then. Returns their number.
    """
    now = timezone.now()
    wanted = [OutsideLink(url=url, asked_at=now) for url in sorted(set(urls))]
    with transaction.atomic():
        OutsideLink.objects.bulk_create(
            wanted, update_conflicts=True, unique_fields=["url"], update_fields=["asked_at"]
        )
    return len(wanted)


def note_answer(*, link, answer):
    """Keep what the address of an OutsideLink answered, a prepublish.outside_answers.Answer, with the moment."""
    with transaction.atomic():
        link.outcome, link.status, link.moved_to = answer.outcome, answer.status, answer.moved_to
        link.checked_at = timezone.now()
        link.save(update_fields=["outcome", "status", "moved_to", "checked_at"])
