"""Work of the background worker."""

import logging
import time
from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from publishing import actions
from publishing.models import OutsideLink

# No task of this site takes as long, and a worker that is stopped in good order finishes the one at hand.
ABANDONED_AFTER = timedelta(hours=1)
MAX_STARTS = 3

# A run holds the worker for at most MOST_LINKS × the time that one address may take; the clock starts the next.
MOST_LINKS = 12
PAUSE = 1  # seconds between two questions to the same server

logger = logging.getLogger(__name__)


class WorkerDied(Exception):
    """A task was begun as often as MAX_STARTS and never ended: it may be what kills the worker."""


@task()
def publish_due():
    for item in actions.publish_due():
        logger.info("published on schedule: %s %s", item._meta.label, item.pk)


@task()
def forget_finished_tasks():
    """Finished tasks are kept for a day; the clock alone makes thousands of them."""
    call_command("prune_db_task_results", queue_name="*", min_age_days=1, failed_min_age_days=30, verbosity=0)


@task()
def restart_abandoned_tasks():
    """Queue again what a worker had begun when it was killed: the queue alone would leave it as running for ever."""
    for result in DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - ABANDONED_AFTER):
        if len(result.worker_ids) >= MAX_STARTS:
            result.set_failed(WorkerDied())
        else:
            result.status = TaskResultStatus.READY
            result.save(update_fields=["status"])
        logger.warning("task %s was abandoned by its worker: now %s", result.task_path, result.status)


@task(queue_name="documents")
def check_outside_links():
    """Ask the addresses on other sites that staff want to know about, one after the other."""
    from publishing.prepublish import outside_answers

    last = None
    for link in OutsideLink.objects.waiting()[:MOST_LINKS]:
        host = outside_answers.host_of(link.url)
        if host == last:
            time.sleep(PAUSE)
        last = host
        actions.note_answer(link=link, answer=outside_answers.ask(link.url))
