"""How fast one connection may post."""

import pytest
import time_machine

from petitions import pace
from petitions.models import Signature, SigningRules

pytestmark = pytest.mark.django_db

NOON = "2026-11-24T17:00:20Z"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def _five_a_minute():
    SigningRules.objects.create(pk=1, posts_per_minute=5)


def statuses(post, count, **options):
    return [post(email=f"a{n}@example.ca", **options).status_code for n in range(count)]


@pytest.mark.usefixtures("_five_a_minute")
class TestPosts:
    def test_beyond_those_of_a_minute_are_not_taken(self, post):
        assert statuses(post, 7) == [303] * 5 + [429] * 2
        assert Signature.objects.count() == 5

    def test_are_taken_again_in_the_next_minute(self, post, clock):
        assert statuses(post, 6)[-1] == 429
        clock.shift(40)
        assert statuses(post, 6) == [303] * 5 + [429]

    def test_of_others_are_not_counted_with_them(self, post, settings):
        settings.TRUSTED_PROXIES = 1
        assert statuses(post, 6, headers={"x-forwarded-for": "203.0.113.9"})[-1] == 429
        assert post(headers={"x-forwarded-for": "203.0.113.10"}).status_code == 303
        assert post(headers={"x-forwarded-for": "6.6.6.6, 203.0.113.9"}).status_code == 429, "what they made up"

    def test_that_confirm_are_counted_too(self, visitor, petition, address):
        link = address("petition-confirm", petition, "no:such:token")
        assert [visitor.post(link).status_code for _time in range(6)] == [404] * 5 + [429]
        assert visitor.get(link).status_code == 404, "reading is not counted"

    def test_of_a_server_that_knows_no_addresses_are_not_counted(self, visitor, petition, address, typed):
        path = address("petition-sign", petition)
        assert [visitor.post(path, typed(), REMOTE_ADDR="").status_code for _time in range(6)] == [303] * 6


class TestAFlood:
    def test_from_a_thousand_connections_makes_no_count_forgotten(self, rf):
        for n in range(1000):
            request = rf.post("/", REMOTE_ADDR=f"10.0.{n // 250}.{n % 250}")
            assert not pace.is_too_fast(request, allowed=1)
        assert pace.is_too_fast(rf.post("/", REMOTE_ADDR="10.0.0.0"), allowed=1)

    def test_that_fills_the_cache_turns_nobody_away_and_breaks_nothing(self, post, monkeypatch):
        monkeypatch.setattr(pace.cache, "add", lambda *args, **kwargs: False)
        assert post().status_code == 303


@pytest.mark.usefixtures("_five_a_minute")
class TestThePageToWaitAt:
    @pytest.mark.parametrize(
        ("language", "words"), [("en", "Please wait a minute"), ("fr", "Attendez une minute, s’il vous plaît")]
    )
    def test_says_how_long_in_the_language_of_the_form(self, post, language, words):
        answer = [post(language=language) for _time in range(6)][-1]
        assert answer.headers["Retry-After"] == "40"
        assert answer.headers["Cache-Control"] == "no-store"
        assert f'<html lang="{language}-CA">' in answer.text
        assert words in answer.text
        assert "amina" not in answer.text

    def test_is_the_same_for_everyone(self, post, visitor, petition, address):
        signing = [post() for _time in range(6)][-1]
        confirming = visitor.post(address("petition-confirm", petition, "no:such:token"))
        assert signing.status_code == confirming.status_code == 429
        assert signing.content == confirming.content

    def test_costs_no_query(self, post, django_assert_num_queries):
        statuses(post, 5)
        with django_assert_num_queries(0):
            assert post().status_code == 429


class TestTheRules:
    def test_are_read_once_in_ten_seconds(self, clock, django_assert_num_queries):
        with django_assert_num_queries(1):
            assert [pace.signing_rules().posts_per_minute for _time in range(3)] == [60] * 3
        SigningRules.objects.create(pk=1, posts_per_minute=7)
        assert pace.signing_rules().posts_per_minute == 60
        clock.shift(11)
        assert pace.signing_rules().posts_per_minute == 7

    def test_are_read_at_once_where_they_were_changed(self):
        assert pace.signing_rules().posts_per_minute == 60
        SigningRules.objects.create(pk=1, posts_per_minute=7)
        pace.forget_rules()
        assert pace.signing_rules().posts_per_minute == 7
