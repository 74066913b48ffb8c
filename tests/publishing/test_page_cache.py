"""A page that everyone may keep is made once and answered from memory; nothing else is."""

import gzip
import threading

import brotli
import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import Http404, HttpResponse, HttpResponseNotModified, HttpResponseRedirect, StreamingHttpResponse
from django.test import Client, RequestFactory

from publishing import page_cache
from publishing.content_coding import best_coding
from publishing.models import Page
from publishing.page_cache import KeptPage, PageCacheMiddleware, PageStore
from publishing.preview import preview_path
from tests.factories.campaigns import NewsPostFactory
from tests.factories.publishing import OrganisationFactory, PageFactory

WORDS = "Welcome the stranger. " * 50
PUBLIC = {"Cache-Control": "public, max-age=60, stale-while-revalidate=300, stale-if-error=86400"}
request_for = RequestFactory()


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


class House:
    """The cache with a view behind it that counts its visits; `answer` is what the view says."""

    def __init__(self):
        self.visits = []
        self.answer = lambda request: HttpResponse(WORDS, headers=PUBLIC)
        self.cache = PageCacheMiddleware(self.view)

    def view(self, request):
        self.visits.append(request.get_full_path())
        return self.answer(request)

    def get(self, path="/en/petitions/travel-loans/", *, method="get", **headers):
        extra = {"secure": True} if headers.pop("secure", False) else {}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.cache(getattr(request_for, method)(path, headers=named, **extra))


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(page_cache, "monotonic", clock)
    return clock


@pytest.fixture(autouse=True)
def _switched_on(settings):
    settings.PAGE_CACHE_SECONDS = 15


@pytest.fixture
def house():
    return House()


class TestWhatIsKept:
    @pytest.mark.parametrize("path", ["/en/", "/fr/petitions/prets/", "/en/petitions/loans/count.json", "/api/x.json"])
    def test_a_public_page_is_made_once(self, house, path):
        first, second = house.get(path), house.get(path)
        assert house.visits == [path]
        assert first.content == second.content == WORDS.encode()
        assert second["Cache-Control"] == PUBLIC["Cache-Control"]

    @pytest.mark.parametrize("path", ["/", "/admin/", "/healthz", "/robots.txt", "/media/a.txt", "/english/", "/api"])
    def test_other_addresses_are_left_alone(self, house, path):
        house.get(path), house.get(path)
        assert house.visits == [path, path]

    @pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
    def test_only_reading_is_answered_from_memory(self, house, method):
        house.get()
        house.get(method=method)
        assert len(house.visits) == 2

    @pytest.mark.parametrize("query", ["preview=abc", "page=2", "q=", "utm_source=x&preview=abc", "a"])
    def test_an_address_with_a_question_is_answered_by_the_site(self, house, query):
        house.get()
        house.get(f"/en/petitions/travel-loans/?{query}")
        assert house.visits[1].endswith(f"?{query}")
        house.get()
        assert len(house.visits) == 2, "and its answer is not shown to others"

    @pytest.mark.parametrize("query", ["fbclid=IwAR0", "utm_source=news&utm_medium=mail", "gclid=1&mc_cid=2&mc_eid=3"])
    def test_what_others_hang_on_a_link_asks_nothing_and_reaches_no_page(self, house, query):
        house.get(f"/en/?{query}")
        house.get("/en/")
        assert house.visits == ["/en/"]

    @pytest.mark.parametrize(
        "answer",
        [
            lambda: HttpResponse(WORDS),
            lambda: HttpResponse(WORDS, headers={"Cache-Control": "no-store"}),
            lambda: HttpResponse(WORDS, headers={"Cache-Control": "public, no-store, max-age=60"}),
            lambda: HttpResponse(WORDS, headers={"Cache-Control": "private, max-age=60"}),
            lambda: HttpResponse(WORDS, headers={"Cache-Control": "public, max-age=0"}),
            lambda: HttpResponse(WORDS, headers={"Cache-Control": "public"}),
            lambda: HttpResponse(WORDS, headers=PUBLIC | {"Vary": "Accept-Encoding, Cookie"}),
            lambda: HttpResponse(WORDS, headers=PUBLIC | {"Vary": "Accept-Language"}),
            lambda: HttpResponse(WORDS, headers=PUBLIC, content_type="application/pdf"),
            lambda: HttpResponse("", headers=PUBLIC),
            lambda: HttpResponse(WORDS, headers=PUBLIC, status=404),
            lambda: HttpResponse(WORDS, headers=PUBLIC, status=500),
            lambda: HttpResponseRedirect("/en/elsewhere/", headers=PUBLIC),
            lambda: StreamingHttpResponse([WORDS], headers=PUBLIC),
        ],
    )
    def test_whatever_is_not_for_everyone_is_kept_for_nobody(self, house, answer):
        house.answer = lambda request: answer()
        first = house.get()
        house.get()
        assert len(house.visits) == 2
        assert not first.has_header("Age")

    def test_an_answer_with_a_cookie_is_kept_for_nobody(self, house):
        def answer(request):
            response = HttpResponse(WORDS, headers=PUBLIC)
            response.set_cookie("a", "b")
            return response

        house.answer = answer
        house.get(), house.get()
        assert len(house.visits) == 2

    def test_hosts_and_schemes_are_told_apart(self, house):
        for headers in ({}, {"host": "localhost"}, {"secure": True}):
            house.get(**headers), house.get(**headers)
        assert len(house.visits) == 3

    def test_a_strangers_host_is_the_sites_to_refuse(self, house):
        house.cache(request_for.get("/en/", headers={"host": "evil.example"}))
        assert len(house.visits) == 1
        assert len(house.cache.pages) == 0

    def test_an_exception_leaves_no_turn_taken(self, house):
        def answer(request):
            raise Http404

        house.answer = answer
        for _time in range(2):
            with pytest.raises(Http404):
                house.get()

    def test_it_can_be_switched_off(self, settings):
        settings.PAGE_CACHE_SECONDS = 0
        with pytest.raises(MiddlewareNotUsed):
            House()


class TestForHowLong:
    def test_the_setting_says(self, house, clock):
        house.get()
        clock.now += 14.9
        house.get()
        assert len(house.visits) == 1
        clock.now += 0.2
        house.get()
        assert len(house.visits) == 2

    def test_but_no_longer_than_the_page_itself(self, house, clock):
        house.answer = lambda request: HttpResponse(WORDS, headers={"Cache-Control": "public, max-age=5"})
        house.get()
        clock.now += 6
        house.get()
        assert len(house.visits) == 2

    def test_its_age_is_told(self, house, clock):
        assert house.get()["Age"] == "0"
        clock.now += 7.6
        assert house.get()["Age"] == "7"

    def test_a_page_that_changed_is_shown(self, house, clock):
        old = house.get()
        house.answer = lambda request: HttpResponse("Other words", headers=PUBLIC)
        clock.now += 20
        new = house.get()
        assert new.content == b"Other words"
        assert new["ETag"] != old["ETag"]

    def test_a_page_that_did_not_change_is_not_compressed_again(self, house, clock, monkeypatch):
        house.get()
        monkeypatch.setattr(page_cache.brotli, "compress", lambda *a, **k: pytest.fail("compressed"))
        clock.now += 20
        assert house.get(accept_encoding="br")["Age"] == "0"
        assert len(house.visits) == 2

    def test_a_page_that_is_gone_is_gone(self, house, clock):
        house.get()
        house.answer = lambda request: HttpResponse(status=404)
        clock.now += 20
        assert house.get().status_code == 404
        assert len(house.cache.pages) == 0

    def test_when_the_site_fails_the_old_page_stands_in_for_a_day(self, house, clock):
        house.get()
        house.answer = lambda request: HttpResponse("Broken", status=500)
        clock.now += 20
        assert house.get().content == WORDS.encode()
        house.get()
        assert len(house.visits) == 2, "and is not tried again at once"
        clock.now += 6
        house.get()
        assert len(house.visits) == 3
        clock.now += 86_400
        assert house.get().status_code == 500


class TestOneAtATime:
    def many(self, house, number):
        """What `number` visitors see who ask while the first one's page is being made."""
        making, go_on, seen = threading.Event(), threading.Event(), []

        def slow(request):
            making.set()
            assert go_on.wait(10)
            return HttpResponse("New words", headers=PUBLIC)

        house.answer = slow
        first = threading.Thread(target=lambda: seen.append(house.get().content))
        first.start()
        assert making.wait(10)
        others = [threading.Thread(target=lambda: seen.append(house.get().content)) for _other in range(number)]
        for thread in others:
            thread.start()
        yield others, seen
        go_on.set()
        for thread in [first, *others]:
            thread.join(10)
        yield others, seen

    def test_others_see_the_old_page_while_one_renews_it(self, house, clock):
        house.get()
        clock.now += 20
        steps = self.many(house, 5)
        others, seen = next(steps)
        for thread in others:
            thread.join(10)
        assert seen == [WORDS.encode()] * 5
        next(steps)
        assert seen[5:] == [b"New words"]
        assert len(house.visits) == 2

    def test_where_there_is_none_they_wait_for_the_first_one(self, house):
        steps = self.many(house, 5)
        next(steps)
        _others, seen = next(steps)
        assert seen == [b"New words"] * 6
        assert len(house.visits) == 1

    def test_a_page_too_old_is_waited_for(self, house, clock):
        house.get()
        clock.now += 15 + 301
        steps = self.many(house, 2)
        next(steps)
        _others, seen = next(steps)
        assert seen == [b"New words"] * 3

    def test_nobody_waits_for_ever(self, house, monkeypatch):
        monkeypatch.setattr(page_cache, "WAIT", 0.01)
        house.cache.turns.take(("http", "testserver", "/en/"))
        assert house.get("/en/").status_code == 200


class TestInWhichForm:
    @pytest.mark.parametrize(
        ("wanted", "coding"),
        [
            ("gzip, deflate, br, zstd", "br"),
            ("gzip, deflate", "gzip"),
            ("GZIP;q=0.5", "gzip"),
            ("br;q=0, gzip", "gzip"),
            ("br;q=0.0 , gzip ; q=0", ""),
            ("brotli, xgzip", ""),
            ("identity", ""),
            ("", ""),
        ],
    )
    def test_as_the_browser_wants_it(self, house, wanted, coding):
        assert best_coding(wanted) == coding
        answer = house.get(accept_encoding=wanted)
        unpack = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[coding]
        assert answer.get("Content-Encoding", "") == coding
        assert unpack(answer.content) == WORDS.encode()
        assert answer["Content-Length"] == str(len(answer.content))
        assert answer["ETag"].startswith("W/") == bool(coding)

    def test_the_first_visitors_form_is_not_everyones(self, house):
        assert house.get(accept_encoding="br")["Content-Encoding"] == "br"
        assert house.get(accept_encoding="gzip")["Content-Encoding"] == "gzip"
        assert house.get().content == WORDS.encode()
        assert len(house.visits) == 1

    def test_a_short_text_is_sent_as_it_is(self, house):
        house.answer = lambda request: HttpResponse('{"count": 1}', headers=PUBLIC, content_type="application/json")
        assert not house.get(accept_encoding="br").has_header("Content-Encoding")

    def test_what_came_compressed_is_unpacked_for_others(self, house):
        packed = PUBLIC | {"Content-Encoding": "gzip", "ETag": 'W/"abc"', "Content-Length": "5"}
        house.answer = lambda request: HttpResponse(gzip.compress(WORDS.encode()), headers=packed)
        assert gzip.decompress(house.get(accept_encoding="gzip").content) == WORDS.encode()
        answer = house.get()
        assert answer.content == WORDS.encode()
        assert answer["ETag"] == '"abc"'
        assert answer["Content-Length"] == str(len(WORDS))

    @pytest.mark.parametrize("tag", ['"{}"', 'W/"{}"', '"other", W/"{}"', "*"])
    @pytest.mark.parametrize("coding", ["br", ""])
    def test_a_browser_that_has_these_words_is_told_so(self, house, tag, coding):
        whole = house.get(accept_encoding=coding)
        digest = whole["ETag"].removeprefix("W/").strip('"')
        answer = house.get(accept_encoding=coding, if_none_match=tag.format(digest))
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer["ETag"] == whole["ETag"]
        assert answer["Cache-Control"] == whole["Cache-Control"]
        assert not answer.has_header("Content-Length")
        assert not answer.has_header("Content-Type")
        assert len(house.visits) == 1

    @pytest.mark.parametrize("tag", ['"other"', "nonsense", 'W/"other"'])
    def test_a_browser_with_other_words_gets_these(self, house, tag):
        house.get()
        assert house.get(if_none_match=tag).status_code == 200

    def test_a_304_of_the_site_renews_the_page_that_it_is_about(self, house, clock):
        tag = house.get()["ETag"]
        house.answer = lambda request: HttpResponseNotModified(headers=PUBLIC | {"ETag": tag})
        clock.now += 20
        assert house.get(if_none_match=tag).status_code == 304
        assert house.get().content == WORDS.encode()
        assert len(house.visits) == 2

    def test_a_304_about_another_page_renews_nothing(self, house, clock):
        house.get()
        house.answer = lambda request: HttpResponseNotModified(headers=PUBLIC | {"ETag": '"another"'})
        clock.now += 20
        house.get(if_none_match='"another"'), house.get(if_none_match='"another"')
        assert len(house.visits) == 3

    def test_head_is_answered_from_what_get_left(self, house):
        house.get(method="head")
        house.get(method="head")
        assert len(house.visits) == 2, "its own answer has no body to keep"
        whole = house.get()
        head = house.get(method="head")
        assert len(house.visits) == 3
        assert head["Content-Length"] == whole["Content-Length"]


class TestTheStore:
    def page(self, size):
        return KeptPage(b"x" * size, '"e"', {"Content-Type": "text/plain"})

    def test_the_one_longest_unasked_goes_first(self):
        store = PageStore(max_pages=2, max_bytes=10_000)
        one, two = self.page(10), self.page(10)
        store.put("one", one), store.put("two", two)
        store.get("one")
        store.put("three", self.page(10))
        assert store.get("one") is one
        assert store.get("two") is None
        assert len(store) == 2

    def test_it_holds_only_so_many_bytes(self):
        store = PageStore(max_pages=100, max_bytes=350)
        for number in range(10):
            store.put(number, self.page(100))
        assert (len(store), store.size) == (3, 300)
        store.put("large", self.page(199))
        assert store.size <= 350

    def test_what_is_larger_than_the_whole_store_is_not_kept(self):
        store = PageStore(max_pages=100, max_bytes=100)
        store.put("large", self.page(150))
        assert (len(store), store.size) == (0, 0)

    def test_a_page_put_again_counts_once(self):
        store = PageStore(max_pages=100, max_bytes=1000)
        store.put("one", self.page(100)), store.put("one", self.page(50))
        assert store.size == 50
        store.drop("one"), store.drop("one")
        assert store.size == 0


@pytest.mark.django_db
class TestOnTheSite:
    @pytest.fixture(autouse=True)
    def page(self):
        OrganisationFactory()
        return PageFactory(key=Page.Key.PRIVACY, body_en=f"<p>{WORDS}</p>", body_fr=f"<p>{WORDS}</p>")

    @pytest.fixture
    def client(self):
        return Client()  # with a cache of its own

    @pytest.mark.parametrize("path", ["/en/privacy/", "/fr/vie-privee/"])
    def test_a_second_visit_asks_the_database_nothing(self, client, path, django_assert_num_queries):
        first = client.get(path)
        with django_assert_num_queries(0):
            second = client.get(path)
        assert second.content == first.content
        differing = {"Age"}
        assert {k: v for k, v in first.items() if k not in differing} == {
            k: v for k, v in second.items() if k not in differing
        }

    def test_every_protecting_header_is_there(self, client):
        client.get("/en/privacy/", secure=True)
        answer = client.get("/en/privacy/", secure=True)
        assert answer.has_header("Age")
        assert "default-src 'self'" in answer["Content-Security-Policy"]
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["Content-Language"] == "en"

    def test_plain_http_is_still_sent_to_https(self, settings):
        settings.SECURE_SSL_REDIRECT = True
        settings.SECURE_HSTS_SECONDS = 60
        client = Client()
        client.get("/en/privacy/", secure=True)
        secure = client.get("/en/privacy/", secure=True)
        assert "max-age=60" in secure["Strict-Transport-Security"]
        assert client.get("/en/privacy/").status_code == 301

    def test_a_strangers_host_is_still_refused(self, client):
        client.get("/en/privacy/")
        assert client.get("/en/privacy/", headers={"host": "evil.example"}).status_code == 400

    def test_languages_do_not_mix(self, client):
        for _time in range(2):
            assert 'lang="en-CA"' in client.get("/en/privacy/", headers={"accept-language": "fr"}).text
            assert 'lang="fr-CA"' in client.get("/fr/vie-privee/", headers={"accept-language": "en"}).text
        assert client.get("/", headers={"accept-language": "fr"})["Location"] == "/fr/"
        assert client.get("/", headers={"accept-language": "en"})["Location"] == "/en/"

    def test_a_preview_is_seen_by_those_with_the_link_only(self, client):
        draft = NewsPostFactory(state="draft")
        for _time in range(2):
            assert client.get(draft.get_absolute_url()).status_code == 404
            assert client.get(preview_path(draft)).status_code == 200
        assert client.get(draft.get_absolute_url()).status_code == 404

    def test_a_change_is_seen_when_the_time_is_over(self, client, clock, page):
        client.get("/en/privacy/")
        Page.objects.filter(pk=page.pk).update(title_en="Another title")
        assert "Another title" not in client.get("/en/privacy/").text
        clock.now += 16
        assert "Another title" in client.get("/en/privacy/").text

    def test_staff_cookies_change_nothing(self, superuser):
        first = Client().get("/en/privacy/")
        assert superuser.get("/en/privacy/").content == first.content
        assert superuser.get("/en/privacy/").content == first.content
