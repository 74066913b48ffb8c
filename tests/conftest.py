"""What every test shares."""

import os
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from pytest_django.plugin import blocking_manager_key

from petitions.postman import Postman
from tests import databases

# Run by one worker, in their order: tests that share what was made once for a module.
TOGETHER = (
    "tests/config/test_every_page.py",
    "tests/config/test_seed.py",
    "tests/deploy/test_systemd.py",
    "tests/resources/test_epub.py",
    "tests/resources/test_imposing.py",
    "tests/resources/test_pdf.py",
    "tests/resources/test_seeded_documents.py",
    "tests/resources/test_seeded_pages.py",
    "tests/resources/test_word.py",
)


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


# Set by `make test` for its second database: what touches none has run on the first.
ONLY_WITH_DATABASE = os.environ.get("TESTS_THAT_USE_A_DATABASE") == "only"
FIXTURES_OF_A_DATABASE = {"db", "transactional_db", "django_db_setup", "live_server"}


def uses_database(item):
    if item.get_closest_marker("typeset"):
        return False
    return item.get_closest_marker("django_db") is not None or bool(FIXTURES_OF_A_DATABASE & {*item.fixturenames})


def pytest_collection_modifyitems(config, items):
    if ONLY_WITH_DATABASE:
        config.hook.pytest_deselected(items=[item for item in items if not uses_database(item)])
        items[:] = [item for item in items if uses_database(item)]


def pytest_report_header():
    database = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    which = "only the tests that use a database" if ONLY_WITH_DATABASE else "all tests"
    return f"database: {database}; {which}"


@pytest.fixture(scope="session")
def django_db_keepdb(request, django_db_modify_db_settings, django_test_environment, django_db_blocker):
    """Whether the database is there already, migrated: see tests.databases."""
    if request.config.getvalue("create_db"):
        return False
    with django_db_blocker.unblock():
        return databases.prepare(getattr(request.config, "workerinput", {}).get("testrunuid", ""))


def pytest_configure(config):
    if hasattr(config.option, "testrunuid") and not hasattr(config, "workerinput"):
        config.option.testrunuid = config.option.testrunuid or uuid4().hex


def pytest_unconfigure(config):
    """In the process that started the workers, after the last of them has ended."""
    if getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput"):
        with config.stash[blocking_manager_key].unblock():
            databases.drop_template(config.option.testrunuid)


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
