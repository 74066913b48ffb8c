"""Work of the background worker."""

import logging
from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from publishing import actions

# No task of this site takes as long, and a worker that is stopped in good order finishes the one at hand.
ABANDONED_AFTER = timedelta(hours=1)
MAX_STARTS = 3

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
