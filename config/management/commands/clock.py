"""The clock beside the workers: queues what recurs and does nothing itself. Two clocks do no harm."""

import signal

from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django_tasks_db.models import DBTaskResult

from config.schedule import SCHEDULE


def queue(task):
    """Put `task` into the queue, unless it waits there already: workers that were away find one of each.

    A connection that the database has closed meanwhile is replaced first.
    """
    close_old_connections()
    if not DBTaskResult.objects.ready().filter(task_path=task.module_path).exists():
        task.enqueue()


class Command(BaseCommand):
    help = "Queues the recurring tasks of config/schedule.py for the workers, until it is stopped."

    def handle(self, *args, **options):
        scheduler = BlockingScheduler(timezone=settings.TIME_ZONE)
        for task, when in SCHEDULE:
            trigger = IntervalTrigger(**when["every"]) if "every" in when else CronTrigger(**when["at"])
            # A clock that was held up queues the missed run once, however many were missed.
            scheduler.add_job(queue, trigger, args=[task], coalesce=True, misfire_grace_time=3600)
            queue(task)
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: scheduler.shutdown(wait=False))
        scheduler.start()
