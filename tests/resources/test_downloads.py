"""What is counted as a download, and how it gets into the database."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.core.signals import request_finished
from django.db import DatabaseError

from resources import downloads
from resources.downloads import DownloadCounter, File, record
from resources.models import DownloadCount
from tests.factories.publishing import OrganisationFactory
from tests.factories.resources import DocumentFactory
from tests.page_forms import words_of

pytestmark = pytest.mark.django_db
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
MONTH = datetime.date(2026, 11, 1)


@pytest.fixture
def document(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    OrganisationFactory()
    document = DocumentFactory(slug_en="a-guide")
    rendition = document.renditions.create(language="en", format="pdf", digest="ab" * 32, size=4, pages=1)
    rendition.file.save("x.pdf", ContentFile(b"%PDF"))
    downloads.counter.take()
    return document


def number():
    downloads.counter.flush()
    return sum(DownloadCount.objects.values_list("number", flat=True))


def ask(client, method="get", **headers):
    return getattr(client, method)("/en/resources/a-guide.pdf", headers={"user-agent": BROWSER, **headers})


class TestADownload:
    def test_is_counted_by_file_and_month(self, client, document):
        for _time in range(3):
            assert ask(client).status_code == 200
        assert number() == 3
        row = DownloadCount.objects.get()
        assert (row.document, row.language, row.format, row.variant, row.month.day) == (document, "en", "pdf", "", 1)
        ask(client)
        assert number() == 4
        assert DownloadCount.objects.count() == 1

    @pytest.mark.parametrize(
        ("method", "headers"),
        [
            ("head", {}),
            ("get", {"range": "bytes=0-1"}),
            ("get", {"range": "bytes=9-"}),
            ("get", {"if-none-match": f'"{"ab" * 32}"'}),
            ("get", {"sec-purpose": "prefetch"}),
            ("get", {"user-agent": ""}),
            ("get", {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"}),
            ("get", {"user-agent": "curl/8.5.0"}),
        ],
    )
    def test_is_no_part_no_look_and_no_program(self, client, document, method, headers):
        ask(client, method, **headers)
        assert number() == 0

    @pytest.mark.parametrize(
        "browser",
        [
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Version/18.1 Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 "
            "Safari/537.36 Edg/142.0.0.0",
            "Mozilla/5.0 (Linux; Android 14; CUBOT P80) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Mobile",
        ],
    )
    def test_is_taken_by_browsers_of_people(self, client, document, browser):
        ask(client, **{"user-agent": browser})
        assert number() == 1

    def test_writes_nothing_while_it_is_answered(self, client, document, django_assert_num_queries):
        ask(client)
        with django_assert_num_queries(2):  # the document, its file
            ask(client)
        assert not DownloadCount.objects.exists()


class TestTheCounter:
    def test_writes_after_an_answer_once_some_seconds_have_passed(self, document, monkeypatch):
        downloads.counter.add(File(document.pk, "en", "pdf", ""))
        downloads.counter.flush_if_due()
        assert not DownloadCount.objects.exists()
        monkeypatch.setattr(downloads.counter, "_flushed_at", downloads.monotonic() - downloads.FLUSH_AFTER - 1)
        assert downloads.counter.flush_if_due in [reference() for _key, reference, *_ in request_finished.receivers]
        downloads.counter.flush_if_due()
        assert DownloadCount.objects.get().number == 1

    def test_keeps_what_could_not_be_written(self, document, monkeypatch):
        counter = DownloadCounter()
        counter.add(File(document.pk, "en", "pdf", ""))
        with monkeypatch.context() as broken:

            def fail(**_):
                raise DatabaseError

            broken.setattr(downloads, "record", fail)
            counter.flush()
        assert not DownloadCount.objects.exists()
        counter.flush()
        assert DownloadCount.objects.get().number == 1

    def test_drops_what_was_downloaded_of_a_document_that_is_gone(self, document):
        gone = File(document.pk + 1000, "en", "pdf", "")
        record(numbers={gone: 4, File(document.pk, "fr", "docx", ""): 2}, month=MONTH)
        assert DownloadCount.objects.get().number == 2


def test_the_number_is_shown_where_staff_wish(client, document):
    document.download_counts.create(language="en", format="pdf", month=MONTH, number=1234)
    assert "1,234" not in words_of(client.get(document.get_absolute_url()))
    document.shows_downloads = True
    document.save()
    assert "Downloads1,234" in words_of(client.get(document.get_absolute_url()))
