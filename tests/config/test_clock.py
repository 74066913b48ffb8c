import signal

import pytest
from django.core.management import call_command
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from config.management.commands import clock
from config.schedule import SCHEDULE
from publishing.tasks import publish_due, restart_abandoned_tasks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def looked_after(monkeypatch):
    """Instead of closing connections, and with them this test's transaction: how often the clock looked."""
    looks = []
    monkeypatch.setattr(clock, "close_old_connections", lambda: looks.append("looked"))
    return looks


def test_what_recurs_are_tasks_with_a_rhythm_and_none_twice():
    assert len({task.module_path for task, _when in SCHEDULE}) == len(SCHEDULE)
    for task, when in SCHEDULE:
        assert isinstance(task, Task)
        assert len(when) == 1
        assert set(when) <= {"every", "at"}


def test_what_the_public_waits_for_comes_within_a_minute():
    rhythm = {task.name: when.get("every") for task, when in SCHEDULE}
    assert rhythm["count_signatures"] == {"seconds": 30}
    for name in ("publish_due", "close_due_petitions"):
        assert rhythm[name] == {"minutes": 1}


def test_it_queues_and_does_nothing_itself(looked_after):
    clock.queue(publish_due)
    assert DBTaskResult.objects.get().status == "READY"
    assert looked_after == ["looked"]


def test_a_task_that_waits_already_is_not_queued_again(looked_after):
    clock.queue(publish_due)
    clock.queue(publish_due)
    clock.queue(restart_abandoned_tasks)
    assert DBTaskResult.objects.count() == 2
    DBTaskResult.objects.update(status="RUNNING")
    clock.queue(publish_due)
    assert DBTaskResult.objects.filter(task_path=publish_due.module_path).count() == 2


@pytest.fixture
def started(monkeypatch):
    """The clock, started and stopped at once: its jobs."""
    jobs, handlers = [], {}

    class Scheduler:
        def __init__(self, timezone):
            self.timezone, self.running = timezone, False

        def add_job(self, function, trigger, args, **options):
            jobs.append((self.timezone, function, trigger, args, options))

        def start(self):
            self.running = True

        def shutdown(self, wait):
            self.running = wait

    monkeypatch.setattr(clock, "BlockingScheduler", Scheduler)
    monkeypatch.setattr(signal, "signal", handlers.__setitem__)
    call_command("clock")
    return jobs, handlers


def test_all_is_queued_once_when_it_starts(started):
    assert DBTaskResult.objects.count() == len(SCHEDULE)


def test_it_keeps_ottawa_time_and_makes_up_for_one_missed_run(started):
    jobs, _handlers = started
    assert len(jobs) == len(SCHEDULE)
    for zone, function, _trigger, _args, options in jobs:
        assert zone == "America/Toronto"
        assert function is clock.queue
        assert options == {"coalesce": True, "misfire_grace_time": 3600}


def test_it_can_be_stopped_in_good_order(started):
    _jobs, handlers = started
    assert set(handlers) == {signal.SIGTERM, signal.SIGINT}
