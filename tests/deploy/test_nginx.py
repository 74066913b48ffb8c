"""deploy/nginx/take-action.conf in a real nginx, before a site that answers as it is told."""

import gzip
import ssl
import time

import pytest
from django.urls import URLPattern, get_resolver
from django.utils.translation import override

from tests.deploy.nginx import HOST, Nginx
from tests.deploy.upstream import FORGOTTEN, PUBLIC, SHORT_LIVED, TOO_OLD

pytestmark = pytest.mark.slow


def test_the_configuration_is_accepted_without_a_warning(upstream, tmp_path):
    accepted, words = Nginx(tmp_path, upstream.port).check()
    assert accepted, words
    # nginx 1.25 and later speak of the one line that 1.22 needs.
    assert [line for line in words.splitlines() if "[warn]" in line and "http2" not in line] == []


def test_http_leads_to_the_same_page_over_https(nginx):
    answer = nginx.ask_plain("/fr/petitions/?q=1")
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/fr/petitions/?q=1")


def test_the_certificate_authority_finds_its_file_over_http(nginx):
    place = nginx.folder / ".well-known" / "acme-challenge"
    place.mkdir(parents=True)
    (place / "token").write_text("proof")
    assert nginx.ask_plain("/.well-known/acme-challenge/token").body == b"proof"


def test_browsers_speak_http_2(nginx):
    with nginx.tls(protocols=("h2", "http/1.1")) as connection:
        assert connection.selected_alpn_protocol() == "h2"
        assert connection.version() == "TLSv1.3"


def test_another_host_gets_no_answer(nginx):
    with pytest.raises(ssl.SSLError, match="unrecognized name|UNRECOGNIZED_NAME"):
        nginx.tls(server_name="evil.example.org")
    with pytest.raises(ConnectionError):
        nginx.ask_plain("/", host="evil.example.org")


def test_the_site_learns_host_scheme_and_visitor_from_nginx_alone(nginx, upstream):
    nginx.ask("/en/", x_forwarded_for="203.0.113.9", x_forwarded_proto="gopher")
    _method, _path, headers = upstream.requests[0]
    assert headers["Host"] == HOST
    assert headers.get_all("X-Forwarded-For") == ["127.0.0.1"]
    assert headers.get_all("X-Forwarded-Proto") == ["https"]


def test_no_answer_names_a_version(nginx, upstream):
    upstream.headers["Server"] = "granian 2.8"
    for answer in (nginx.ask("/en/"), nginx.ask("/static/none.css"), nginx.ask_plain("/")):
        assert answer.headers["Server"] == "nginx"
        assert b"nginx/" not in answer.body


class TestFilesFromDisk:
    def test_a_hashed_static_file_is_kept_for_ever_and_comes_compressed(self, nginx, upstream):
        (nginx.static / "copy.0123456789ab.js").write_bytes(b"plain")
        (nginx.static / "copy.0123456789ab.js.gz").write_bytes(gzip.compress(b"small"))
        answer = nginx.ask("/static/copy.0123456789ab.js", accept_encoding="gzip")
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Content-Type"] == "application/javascript; charset=utf-8"
        assert gzip.decompress(answer.body) == b"small"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert nginx.ask("/static/copy.0123456789ab.js").body == b"plain"
        assert upstream.requests == []

    def test_a_static_file_without_a_hash_is_kept_for_an_hour(self, nginx):
        (nginx.static / "logo.svg").write_text("<svg/>")
        assert nginx.ask("/static/logo.svg").headers["Cache-Control"] == "public, max-age=3600"

    def test_an_upload_cannot_run_as_a_page(self, nginx):
        (nginx.media / "photo.svg").write_text("<svg/>")
        answer = nginx.ask("/media/photo.svg")
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"

    @pytest.mark.parametrize("path", ["/static/../privkey.pem", "/static/%2e%2e/privkey.pem", "/media../privkey.pem"])
    def test_nothing_beside_those_two_folders_is_served(self, nginx, path):
        assert b"PRIVATE KEY" not in nginx.ask(path).body


class TestCache:
    def test_a_public_page_is_fetched_once(self, nginx, upstream):
        first, second = nginx.ask("/en/"), nginx.ask("/en/")
        assert [first.headers["X-Cache"], second.headers["X-Cache"]] == ["MISS", "HIT"]
        assert first.body == second.body == b"answer 1"
        assert len(upstream.requests) == 1
        assert second.headers["Cache-Control"] == PUBLIC

    def test_each_encoding_has_its_own_copy(self, nginx, upstream):
        upstream.headers["Vary"] = "Accept-Encoding"
        upstream.headers["Content-Encoding"] = "gzip"
        upstream.body = gzip.compress(b"small")
        assert nginx.ask("/en/", accept_encoding="gzip").headers["Content-Encoding"] == "gzip"
        del upstream.headers["Content-Encoding"]
        upstream.body = b"plain"
        assert nginx.ask("/en/").body == b"plain"
        again = nginx.ask("/en/", accept_encoding="gzip")
        assert (again.headers["X-Cache"], gzip.decompress(again.body)) == ("HIT", b"small")

    @pytest.mark.parametrize(
        ("path", "headers", "status"),
        [
            ("/en/?preview=token", {"Cache-Control": "no-store, private"}, 200),
            ("/en/gone/", {"Cache-Control": "no-store"}, 404),
            ("/en/", {"Cache-Control": PUBLIC, "Set-Cookie": "a=b"}, 200),
            ("/en/", {}, 200),
            ("/admin/", {"Cache-Control": PUBLIC}, 200),
        ],
    )
    def test_what_is_not_for_everyone_is_fetched_each_time(self, nginx, upstream, path, headers, status):
        upstream.headers, upstream.status = headers, status
        nginx.ask(path)
        assert nginx.ask(path).body == b"answer 2"

    def test_an_old_page_is_shown_while_a_new_one_is_fetched(self, nginx, upstream):
        upstream.headers["Cache-Control"] = "public, max-age=1, stale-while-revalidate=5"
        nginx.ask("/en/")
        time.sleep(2.1)
        upstream.delay = 1.5
        asked = time.monotonic()
        stale = nginx.ask("/en/")
        assert (stale.headers["X-Cache"], stale.body) == ("STALE", b"answer 1")
        assert time.monotonic() - asked < 1.5
        time.sleep(1.7)
        assert nginx.ask("/en/").body == b"answer 2"

    def test_a_page_too_old_for_that_is_fetched_and_stands_in_only_for_failures(self, nginx, upstream):
        """What staff have taken off the site is gone; what merely fails is shown as it was."""
        upstream.headers["Cache-Control"] = SHORT_LIVED
        statuses = {f"/en/{status}/": status for status in (200, 403, 404, 410, 500, 503)}
        kept = {path: nginx.ask(path).body for path in statuses}
        time.sleep(TOO_OLD)
        upstream.status_at = statuses
        answers = {path: nginx.ask(path) for path in statuses}
        assert {status: answers[path].status for path, status in statuses.items()} == {
            200: 200, 403: 403, 404: 404, 410: 410, 500: 200, 503: 200,
        }  # fmt: skip
        assert [path for path in statuses if answers[path].body == kept[path]] == ["/en/500/", "/en/503/"]

    def test_a_site_that_is_down_is_not_seen_for_as_long_as_a_page_allows(self, nginx, upstream):
        upstream.headers["Cache-Control"] = SHORT_LIVED
        nginx.ask("/en/")
        upstream.stop()
        time.sleep(TOO_OLD)
        assert nginx.ask("/en/").body == b"answer 1"
        time.sleep(FORGOTTEN - TOO_OLD)
        assert nginx.ask("/en/").status == 502

    def test_a_kept_document_is_served_in_parts_and_confirmed_by_its_tag(self, nginx, upstream):
        upstream.headers |= {"ETag": '"digest"', "Accept-Ranges": "bytes", "Content-Type": "application/pdf"}
        upstream.body = b"%PDF-1.7 0123456789"
        path = "/en/resources/a-half-welcome.pdf"
        nginx.ask(path)
        part = nginx.ask(path, range="bytes=0-3")
        assert (part.status, part.body, part.headers["Content-Range"]) == (206, b"%PDF", "bytes 0-3/19")
        assert part.headers["ETag"] == '"digest"'
        assert nginx.ask(path, if_none_match='"digest"').status == 304
        assert len(upstream.requests) == 1


class TestLimits:
    def test_a_form_larger_than_any_of_the_sites_is_refused_in_both_languages(self, nginx, upstream):
        answer = nginx.ask("/en/petitions/loans/sign/", "POST", b"x" * 2_100_000)
        assert answer.status == 413
        assert "too large" in answer.body.decode()
        assert "trop volumineux" in answer.body.decode()
        assert answer.headers["Cache-Control"] == "no-store"
        assert upstream.requests == []

    def test_staff_may_upload_a_picture_but_no_film(self, nginx, upstream):
        assert nginx.ask("/admin/campaigns/", "POST", b"x" * 15_000_000).status == 200
        assert nginx.ask("/admin/campaigns/", "POST", b"x" * 21_000_000).status == 413
        assert len(upstream.requests) == 1

    def test_an_office_signs_at_once_and_a_robot_must_wait(self, nginx):
        statuses = []
        while 429 not in statuses and len(statuses) < 500:
            answer = nginx.ask("/en/petitions/loans/sign/", "POST", b"a=b")
            statuses.append(answer.status)
        assert statuses[:40] == [200] * 40
        assert statuses[-1] == 429
        assert "send it again" in answer.body.decode()
        assert "envoyez-le de nouveau" in answer.body.decode()
        assert nginx.ask("/en/petitions/loans/").status == 200, "reading is not counted"

    @pytest.mark.parametrize(
        "path", ["/en/petitions/loans/at/k7mw4p/sign/", "/fr/petitions/prets/sur-place/k7mw4p/signer/"]
    )
    def test_a_congregation_signs_on_the_page_of_its_event(self, nginx, path):
        statuses = []
        while 429 not in statuses and len(statuses) < 2000:
            statuses.append(nginx.ask(path, "POST", b"a=b").status)
        assert statuses[:300] == [200] * 300
        assert statuses[-1] == 429, "a robot meets a wall there too"
        assert nginx.ask("/en/petitions/loans/sign/", "POST", b"a=b").status == 200, "each has a count of its own"

    def test_what_only_looks_like_an_event_is_counted_like_other_posts(self, nginx):
        paths = ["/en/petitions/loans/sign/at/x/", "/en/petitions/at/sign/", "/at/petitions/x/at/"]
        statuses = [nginx.ask(paths[n % 3], "POST", b"a=b").status for n in range(120)]
        assert 429 in statuses

    def test_a_refusal_of_the_site_is_passed_on_as_it_is(self, nginx, upstream):
        upstream.status, upstream.headers = 429, {"Retry-After": "40", "Cache-Control": "no-store"}
        answer = nginx.ask("/en/petitions/loans/sign/", "POST", b"a=b")
        assert (answer.status, answer.headers["Retry-After"], answer.body) == (429, "40", b"answer 1")

    def test_a_page_that_was_never_fetched_says_that_the_site_is_down(self, nginx, upstream):
        upstream.stop()
        answer = nginx.ask("/en/")
        assert answer.status == 502
        assert "Back in a moment" in answer.body.decode()
        assert nginx.ask("/plain/plain.css").headers["Content-Type"] == "text/css; charset=utf-8"


def paths_with_a_token():
    """Every address of the site that carries a token, in both languages, with the token "1:2b:3c"."""
    found = []
    for language in ("en", "fr"):
        with override(language):
            for group in get_resolver().url_patterns:
                for pattern in getattr(group, "url_patterns", [group]):
                    found += _with_tokens(pattern, f"/{language}/")
    return found


def _with_tokens(pattern, prefix):
    if not isinstance(pattern, URLPattern):
        return [path for inner in pattern.url_patterns for path in _with_tokens(inner, prefix)]
    if "token" not in pattern.pattern.converters:
        return []
    route = str(pattern.pattern)
    for name in pattern.pattern.converters:
        route = route.replace(f"<str:{name}>", "1:2b:3c").replace(f"<slug:{name}>", "a-slug")
    return [prefix + route]


class TestLog:
    def test_a_visit_is_written_down_without_the_visitor(self, nginx):
        nginx.ask("/en/find-your-mp/?postal_code=K1A0B1", user_agent="Browser/1", referer="https://other.example/")
        log = nginx.logs()
        assert 'GET "/en/find-your-mp/" 200' in log
        for word in ("127.0.0.1", "K1A0B1", "Browser", "other.example"):
            assert word not in log

    def test_no_token_of_any_link_is_written_down(self, nginx):
        paths = paths_with_a_token()
        assert "/en/petitions/a-slug/confirm/1:2b:3c/" in paths
        assert "/fr/petitions/a-slug/confirmer/1:2b:3c/" in paths
        assert "/fr/petitions/a-slug/recu/1:2b:3c/effacer/" in paths
        others = [
            "/en/petitions/a-slug/confirm/1%3A2b%3A3c/",
            "/en/petitions/a-slug/confirm/broken",
            "/en/petitions/a-slug/receipt/broken/erase/",
            f"/fr/ailleurs/Mg:{'2b' * 21}c/",
        ]
        for path in [*paths, *others]:
            nginx.ask(path)
        log = nginx.logs()
        assert log.count("(token)") == len([*paths, *others])
        assert "2b" not in log
        assert "broken" not in log

    def test_a_failure_writes_down_no_more(self, nginx, upstream):
        upstream.stop()
        nginx.ask("/en/petitions/a-slug/confirm/1:2b:3c/?preview=secret")
        log = nginx.logs()
        assert " 502 " in log
        for word in ("2b", "secret", "client: "):
            assert word not in log
