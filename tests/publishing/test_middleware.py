import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.utils.cache import patch_cache_control

from publishing.middleware import CompressTextMiddleware, PublicCacheMiddleware
from tests.factories.publishing import OrganisationFactory, PageFactory

WORDS = "Welcome the stranger. " * 50
request_for = RequestFactory()


def answered(path="/en/", *, method="get", **response):
    def view(request):
        made = HttpResponse(WORDS, **response)
        if "cookie" in path:
            made.set_cookie("a", "b")
        if "own" in path:
            patch_cache_control(made, private=True, max_age=5)
        return made

    return PublicCacheMiddleware(view)(getattr(request_for, method)(path))


class TestWhoMayKeepAPage:
    @pytest.mark.parametrize("method", ["get", "head"])
    @pytest.mark.parametrize("status", [200, 304])
    def test_a_page_may_be_kept_by_everyone_for_the_same_time(self, method, status):
        kept = answered(method=method, status=status)["Cache-Control"]
        assert set(kept.split(", ")) == {"public", "max-age=60", "stale-while-revalidate=300", "stale-if-error=86400"}

    @pytest.mark.parametrize("status", [301, 302, 303, 400, 403, 404, 405, 409, 410, 413, 422, 500, 503])
    def test_what_is_no_page_is_kept_by_nobody(self, status):
        assert answered(status=status)["Cache-Control"] == "no-store"

    @pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
    def test_the_answer_to_a_post_is_kept_by_nobody(self, method):
        assert answered(method=method)["Cache-Control"] == "no-store"

    def test_a_page_with_a_cookie_is_kept_by_nobody(self):
        assert answered("/en/cookie/")["Cache-Control"] == "no-store"

    def test_what_a_view_says_itself_stands(self):
        assert answered("/en/own/")["Cache-Control"] == "private, max-age=5"

    @pytest.mark.parametrize("path", ["/admin/", "/admin/petitions/", "/dev/mail/"])
    def test_staff_pages_are_left_to_the_admin(self, path):
        assert not answered(path).has_header("Cache-Control")

    @pytest.mark.parametrize(
        ("status", "varies_on"),
        [(200, "Accept-Encoding"), (304, "Accept-Encoding"), (302, "Accept-Language, Accept-Encoding")],
    )
    def test_only_redirects_depend_on_the_browsers_languages(self, status, varies_on):
        assert answered(status=status, headers={"Vary": "Accept-Language, Accept-Encoding"})["Vary"] == varies_on
        assert not answered(headers={"Vary": "Accept-Language"}).has_header("Vary")

    def test_how_long_is_a_setting(self, settings):
        settings.PUBLIC_CACHE_SECONDS = 7
        assert "max-age=7" in answered()["Cache-Control"]


class TestCompression:
    def compressed(self, **response):
        view = lambda request: HttpResponse(WORDS, **response)  # noqa: E731
        return CompressTextMiddleware(view)(request_for.get("/", headers={"accept-encoding": "gzip"}))

    @pytest.mark.parametrize(
        "kind",
        ["text/html; charset=utf-8", "application/json", "application/atom+xml", "application/xml", "text/plain"],
    )
    def test_text_is_compressed(self, kind):
        answer = self.compressed(content_type=kind)
        assert answer["Content-Encoding"] == "gzip"
        assert answer["Vary"] == "Accept-Encoding"
        assert gzip.decompress(answer.content).decode() == WORDS

    @pytest.mark.parametrize("kind", ["application/pdf", "image/avif", "text/css", "application/octet-stream", ""])
    def test_what_is_compressed_already_is_not(self, kind):
        answer = self.compressed(content_type=kind)
        assert not answer.has_header("Content-Encoding")
        assert not answer.has_header("Vary")

    def test_a_part_of_a_file_is_not(self):
        answer = self.compressed(content_type="text/plain", status=206, headers={"Content-Range": "bytes 0-9/900"})
        assert not answer.has_header("Content-Encoding")

    def test_a_browser_that_does_not_ask_for_it_gets_it_plain(self):
        view = lambda request: HttpResponse(WORDS)  # noqa: E731
        answer = CompressTextMiddleware(view)(request_for.get("/"))
        assert answer.content.decode() == WORDS
        assert answer["Vary"] == "Accept-Encoding"

    def test_a_stream_of_a_pdf_passes_untouched(self):
        view = lambda request: StreamingHttpResponse([b"%PDF"], content_type="application/pdf")  # noqa: E731
        answer = CompressTextMiddleware(view)(request_for.get("/", headers={"accept-encoding": "gzip"}))
        assert b"".join(answer.streaming_content) == b"%PDF"


@pytest.mark.django_db
class TestOnThePagesThemselves:
    @pytest.fixture(autouse=True)
    def page(self):
        OrganisationFactory()
        PageFactory(key="privacy", body_en=f"<p>{WORDS}</p>", body_fr=f"<p>{WORDS}</p>")

    def test_a_page_is_compressed_renewed_cheaply_and_kept_as_before(self, client):
        first = client.get("/en/privacy/", headers={"accept-encoding": "gzip"})
        assert first["Content-Encoding"] == "gzip"
        assert len(first.content) < len(gzip.decompress(first.content)) / 2
        again = client.get("/en/privacy/", headers={"accept-encoding": "gzip", "if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again["Cache-Control"] == first["Cache-Control"]
        assert again["ETag"].removeprefix("W/") == first["ETag"].removeprefix("W/")

    def test_a_page_that_changed_is_sent_whole(self, client):
        tag = client.get("/en/privacy/")["ETag"]
        PageFactory(key="privacy").delete()
        PageFactory(key="privacy", title_en="Another title")
        again = client.get("/en/privacy/", headers={"if-none-match": tag})
        assert again.status_code == 200
        assert "Another title" in again.text

    def test_the_bytes_inside_are_the_same_each_time(self, client):
        pages = [client.get("/fr/vie-privee/", headers={"accept-encoding": "gzip"}) for _time in range(2)]
        assert gzip.decompress(pages[0].content) == gzip.decompress(pages[1].content)

    def test_the_admin_is_kept_by_nobody(self, client):
        answer = client.get("/admin/login/")
        assert answer.status_code == 200
        assert "public" not in answer["Cache-Control"]
        assert "private" in answer["Cache-Control"]


def test_a_public_page_knows_no_session_and_no_user(admin_client):
    seen = admin_client.get("/en/").wsgi_request
    assert not hasattr(seen, "session")
    assert not hasattr(seen, "user")
    assert not hasattr(seen, "_messages")


def test_a_staff_page_knows_whose_it_is(admin_client, admin_user):
    seen = admin_client.get("/admin/").wsgi_request
    assert seen.user == admin_user
    assert seen.session.session_key
