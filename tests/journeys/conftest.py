"""People doing things, in Chromium, against the whole site with its first content."""

import os
import re
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from playwright.sync_api import expect, sync_playwright

from config import seed
from petitions.models import SigningRules
from petitions.postman import Postman
from tests.journeys.browser import ARGUMENTS, executable

# Playwright's synchronous API runs an event loop in this thread, in which Django would refuse its ORM.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
expect.set_options(timeout=10_000)

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/journeys" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        yield browser
        browser.close()


def make_groups():
    """The groups that a migration makes, and that the emptying of the database between journeys takes away."""
    migration = import_module("advocacy.migrations.0002_groups_writers_and_publishers")
    for label in migration.APPS:
        create_permissions(apps.get_app_config(label), verbosity=0)
    for name, rules in (("Writers", migration.WRITERS), ("Publishers", migration.PUBLISHERS)):
        group, _made = Group.objects.get_or_create(name=name)
        group.permissions.set(migration.permissions(apps, "default", rules))
    reviewers = import_module("advocacy.migrations.0006_group_reviewers")
    for name in reviewers.GRANTS:
        group, _made = Group.objects.get_or_create(name=name)
        group.permissions.add(*reviewers.permissions(apps, "default", name))
    stewards = import_module("advocacy.migrations.0004_group_data_stewards")
    for name in stewards.RULES:
        group, _made = Group.objects.get_or_create(name=name)
        group.permissions.add(*stewards.permissions(apps, "default", name))
    import_module("advocacy.migrations.0005_groups_paper").give_permissions(apps, "default")
    calls = import_module("advocacy.migrations.0012_groups_calls")
    for name in calls.RULES:
        Group.objects.get(name=name).permissions.add(*calls.permissions(apps, "default", name))


@pytest.fixture
def site(transactional_db, live_server, settings, tmp_path):
    """The running site, with its content and its groups of staff, at `site.url`."""
    make_groups()
    settings.SITE_URL = live_server.url
    settings.MEDIA_ROOT = tmp_path
    settings.ALLOWED_HOSTS = ["*"]
    seed.load()
    # A browser that a program drives types faster than people do.
    SigningRules.objects.create(pk=1, least_seconds=0)
    call_command("rebuild_modelsearch_index", verbosity=0)
    return live_server


@pytest.fixture
def visit(chromium, site):
    """`visit("/en/", **settings)` opens a page as a new visitor; requests to other hosts fail the journey."""
    contexts, strangers = [], []

    def open_page(path, **options):
        context = chromium.new_context(base_url=site.url, **(PHONE | options))
        own = (site.url, "data:", "blob:")
        context.on("request", lambda asked: None if asked.url.startswith(own) else strangers.append(asked.url))
        contexts.append(context)
        page = context.new_page()
        errors = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.errors = errors
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert strangers == [], "a page asked another host for something"


@pytest.fixture
def worker():
    """Does what is queued and sends what waits, as the worker and the postman beside the site would."""

    def run():
        call_command("db_worker", queue_name="*", batch=True, reload=False, startup_delay=False, verbosity=0)
        Postman().run(until_empty=True)

    return run


@pytest.fixture
def mailed_link():
    """The confirmation link in the newest mail to an address."""

    def find(address):
        message = next(m for m in reversed(mail.outbox) if m.to == [address])
        return re.search(r"https?://\S+/confirm(?:er)?/\S+", message.body)[0]

    return find
