"""Of what is typed for a letter nothing stays: in no table, session, cookie, cache, log or report of an error."""

import logging

import pytest
from django.apps import apps
from django.core import mail
from django.core.cache import cache
from django.db import connection

from advocacy.writing import views
from publishing.error_reports import Formatter
from tests.advocacy.writing.test_pages import FORM

pytestmark = pytest.mark.django_db
WORDS = ("Qwertzoglou", "Xylophonville", "Zanzibarstreet", "K9Z 9Z9", "Quuxwords")


@pytest.fixture
def everything_logged():
    lines = []

    class Keep(logging.Handler):
        def emit(self, record):
            lines.append(self.format(record))

    keep = Keep(level=logging.DEBUG)
    keep.setFormatter(Formatter("%(name)s %(message)s"))
    root, level = logging.getLogger(), logging.getLogger().level
    django_logger, django_level = logging.getLogger("django"), logging.getLogger("django").level
    for logger in (root, django_logger):
        logger.addHandler(keep)
        logger.setLevel(logging.DEBUG)
    yield lines
    for logger, before in ((root, level), (django_logger, django_level)):
        logger.removeHandler(keep)
        logger.setLevel(before)


@pytest.fixture
def personal(typed):
    return typed(
        opening="Quuxwords are mine alone, and nobody else will ever write them.",
        name="Amina Qwertzoglou",
        place="Xylophonville",
        address="1 Zanzibarstreet\nK9Z 9Z9",
    )


def everything_stored():
    """Every value of every table, as text."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models():
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')  # noqa: S608 (names of our own tables)
            found += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(found)


def test_no_table_no_cache_no_cookie_no_address_and_no_log_holds_a_word(
    visitor, letter, riding, personal, everything_logged
):
    answers = [
        visitor.post(FORM, personal),
        visitor.post(FORM, personal | {"points": []}),
        visitor.post(FORM, personal | {"back": "1"}),
        visitor.post(FORM + "letter.pdf", personal),
        visitor.post(FORM + "letter.docx", personal),
        visitor.post(FORM + "count/", personal),
    ]
    assert [answer.status_code for answer in answers] == [200, 422, 200, 200, 200, 303]
    kept = repr(cache._cache) if hasattr(cache, "_cache") else ""
    for word in WORDS:
        assert word in answers[0].text, "the visitor sees it"
        assert word not in everything_stored()
        assert word not in kept
        assert word not in "\n".join(everything_logged)
        assert all(word not in str(answer.headers) for answer in answers)
    assert not any(answer.cookies for answer in answers)


def test_a_report_of_an_error_says_where_and_not_what(
    visitor, letter, riding, personal, everything_logged, monkeypatch, settings
):
    settings.ADMINS = [("Ada", "ada@example.org")]
    visitor.raise_request_exception = False
    monkeypatch.setattr(views, "compose", lambda *args: 1 / 0)
    assert visitor.post(FORM, personal).status_code == 500
    (report,) = mail.outbox
    assert "ZeroDivisionError" in report.body
    for word in WORDS:
        assert word not in report.subject + report.body + "\n".join(everything_logged)
