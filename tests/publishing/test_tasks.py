from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus as Status
from django_tasks_db.models import DBTaskResult

from publishing.tasks import forget_finished_tasks, publish_due, restart_abandoned_tasks

pytestmark = pytest.mark.django_db


def queued(*, queue="default", status=Status.READY, ended=None, started=None, starts=0):
    task = publish_due.using(queue_name=queue).enqueue()
    now = timezone.now()
    DBTaskResult.objects.filter(pk=task.id).update(
        status=status,
        finished_at=ended and now - ended,
        started_at=started and now - started,
        worker_ids=["worker"] * starts,
    )
    return DBTaskResult.objects.get(pk=task.id)


def is_there(result):
    return DBTaskResult.objects.filter(pk=result.pk).exists()


@pytest.mark.parametrize("queue", ["default", "documents"])
def test_finished_tasks_of_every_queue_are_forgotten_after_a_day(queue):
    old = queued(queue=queue, status=Status.SUCCESSFUL, ended=timedelta(hours=25))
    new = queued(queue=queue, status=Status.SUCCESSFUL, ended=timedelta(hours=23))
    failed = queued(queue=queue, status=Status.FAILED, ended=timedelta(days=29))
    old_failed = queued(queue=queue, status=Status.FAILED, ended=timedelta(days=31))
    waiting = queued(queue=queue)
    forget_finished_tasks.call()
    assert [is_there(result) for result in (old, new, failed, old_failed, waiting)] == [False, True, True, False, True]


def test_a_task_whose_worker_was_killed_is_queued_again(caplog):
    abandoned = queued(queue="documents", status=Status.RUNNING, started=timedelta(minutes=61), starts=1)
    running = queued(status=Status.RUNNING, started=timedelta(minutes=59), starts=1)
    restart_abandoned_tasks.call()
    abandoned.refresh_from_db()
    running.refresh_from_db()
    assert (abandoned.status, running.status) == (Status.READY, Status.RUNNING)
    assert "publish_due" in caplog.text


def test_a_task_that_never_ends_is_not_started_a_fourth_time():
    killer = queued(status=Status.RUNNING, started=timedelta(hours=2), starts=3)
    restart_abandoned_tasks.call()
    killer.refresh_from_db()
    assert killer.status == Status.FAILED
    assert killer.exception_class_path == "publishing.tasks.WorkerDied"
