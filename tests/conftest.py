"""What every test shares."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from petitions.postman import Postman

# Run by one worker, in their order: the browser's journeys, and tests that share what was made once for a module.
TOGETHER = ("tests/journeys/", "tests/config/test_every_page.py", "tests/config/test_seed.py")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Instead of xdist's `loadgroup`, which sets a name on tests that pytest 9.2 no longer reads.

    The order stays as pytest-django made it: tests that empty the database come last.
    """
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return next((place for place in TOGETHER if nodeid.startswith(place)), nodeid)

    config.option.loadscopereorder = False
    return Together(config, log)


@pytest.fixture(autouse=True)
def _english_and_an_empty_cache():
    """A request to /fr/ leaves French active in this thread, and a page may leave something in the cache."""
    cache.clear()
    with translation.override("en"):
        yield


@pytest.fixture
def signed_in(db):
    """`signed_in("Writers")` is a client signed in as somebody of that group; `signed_in()` as a superuser."""

    def sign_in(group=None):
        user = User.objects.create_user(f"{group or 'superuser'}".lower(), is_staff=True, is_superuser=group is None)
        if group:
            user.groups.add(Group.objects.get(name=group))
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        client.user = user
        return client

    return sign_in


@pytest.fixture
def writer(signed_in):
    return signed_in("Writers")


@pytest.fixture
def publisher(signed_in):
    return signed_in("Publishers")


@pytest.fixture
def superuser(signed_in):
    return signed_in()


@pytest.fixture
def queries_of():
    """`queries_of(client, path)`: how many queries a page takes that was asked for before."""

    def count(client, path):
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path)
        assert answer.status_code == 200
        return len(queries)

    return count


@pytest.fixture
def work(db):
    """`work()` sends the mails that are due, as the postman beside the site would; `work("default")` does what
    waits in a queue, as the worker would, whose own command closes connections, and with them a test's transaction.
    """

    def run(queue=None):
        if queue is None:
            return Postman().run(until_empty=True)
        worker = Worker(
            queue_names=[queue],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id="test",
            excluded_queue_names=[],
        )
        while result := DBTaskResult.objects.ready().filter(queue_name=queue).first():
            result.claim(worker.worker_id)
            worker.run_task(result)
        return None

    return run
