"""Work of the background worker."""

import logging

from django.core.management import call_command
from django_tasks import task

from publishing import actions

logger = logging.getLogger(__name__)


@task()
def publish_due():
    for item in actions.publish_due():
        logger.info("published on schedule: %s %s", item._meta.label, item.pk)


@task()
def forget_finished_tasks():
    """Finished tasks are kept for a day; the clock alone makes thousands of them."""
    call_command("prune_db_task_results", min_age_days=1, failed_min_age_days=30, verbosity=0)
