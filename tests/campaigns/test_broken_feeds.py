"""A feed that is down, or is none: the last good posts stay, and staff are told why."""

import gzip
import socket
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from campaigns import latest_posts
from campaigns.latest_posts import FeedUnreadable, read_feed
from campaigns.models import LatestPost
from campaigns.tasks import read_latest_posts
from tests.campaigns.feeds import MASTODON, rss
from tests.factories.campaigns import LatestPostFactory
from tests.factories.publishing import OrganisationFactory


def texts():
    return list(LatestPost.objects.order_by("-posted_at").values_list("text", flat=True))


BROKEN = {
    "a page": {"body": "<!doctype html><html><body><h1>Hello</h1></body></html>"},
    "nothing": {"body": ""},
    "zeros": {"body": b"\x00" * 1000},
    "noise": {"body": bytes(range(256)) * 20},
    "JSON": {"body": '{"items": []}'},
    "half a tag": {"body": "<?xml version='1.0'?><rss><chan"},
    "no entries": {"body": rss()},
    "not found": {"body": MASTODON, "status": 404},
    "gone": {"body": MASTODON, "status": 410},
    "broken": {"body": MASTODON, "status": 500},
    "busy": {"body": MASTODON, "status": 503},
    "a loop": {"status": 302, "Location": "/again"},
    "a redirect to a file": {"status": 302, "Location": "file:///etc/passwd"},
    "a redirect to nowhere": {"status": 302, "Location": "http://[half"},
    "a redirect without an address": {"status": 302},
    "false gzip": {"body": "not gzip", "Content_Encoding": "gzip"},
    "too large": {"body": MASTODON + " " * latest_posts.MAX_BYTES},
    "a bomb": {"body": gzip.compress(b" " * 20_000_000), "Content_Encoding": "gzip"},
    "a short answer": {"body": MASTODON[:100], "Content_Length": "5000"},
}


@pytest.mark.django_db
class TestAFeedThatIsNone:
    @pytest.fixture(autouse=True)
    def good_posts(self):
        LatestPostFactory(text="Last good post")
        LatestPostFactory(text="Hidden post", is_hidden=True)

    @pytest.fixture(params=BROKEN)
    def broken(self, request, feed):
        feed.answers(**BROKEN[request.param])
        return feed

    def assert_posts_stay(self):
        assert sorted(texts()) == ["Hidden post", "Last good post"]
        assert [post.text for post in LatestPost.objects.shown()] == ["Last good post"]

    def test_leaves_the_last_good_posts_and_says_why(self, broken):
        with pytest.raises(FeedUnreadable, match=r"\w+"):
            read_feed()
        self.assert_posts_stay()

    def test_ends_the_task_well_with_a_warning(self, broken, caplog):
        read_latest_posts.call()
        [record] = [record for record in caplog.records if record.name == "campaigns.tasks"]
        assert record.levelname == "WARNING"
        assert record.exc_info is None
        self.assert_posts_stay()

    def test_ends_the_command_with_a_clear_word(self, broken):
        with pytest.raises(CommandError, match="The posts that were read before stay: "):
            call_command("read_latest_posts")
        self.assert_posts_stay()

    def test_is_asked_a_few_times_at_most(self, feed):
        feed.answers(status=302, Location="/again")
        with pytest.raises(FeedUnreadable):
            read_feed()
        assert feed.asked <= 4

    def test_that_answers_too_late_is_not_waited_for(self, feed, monkeypatch):
        monkeypatch.setattr(latest_posts, "TIMEOUT", 0.1)
        feed.answers(MASTODON, pause=0.4)
        with pytest.raises(FeedUnreadable, match="did not answer"):
            read_feed()
        self.assert_posts_stay()

    def test_that_drips_byte_by_byte_is_not_waited_for(self, feed, monkeypatch):
        monkeypatch.setattr(latest_posts, "WHOLE_ANSWER_WITHIN", 0.2)
        feed.answers(MASTODON, pause=0.02)
        started = timezone.now()
        with pytest.raises(FeedUnreadable, match="within"):
            read_feed()
        assert timezone.now() - started < timedelta(seconds=2)
        self.assert_posts_stay()

    def test_whose_server_is_not_there(self, db):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            OrganisationFactory(feed_url=f"http://127.0.0.1:{probe.getsockname()[1]}/")
        with pytest.raises(FeedUnreadable, match="did not answer"):
            read_feed()
        self.assert_posts_stay()

    @pytest.mark.parametrize(
        "url",
        ["file:///etc/passwd", "ftp://example.org/", "gopher://x", "http://", "http://[x", "x", "http://a b/\x00"],
    )
    def test_whose_address_is_no_web_address(self, url, db):
        with pytest.raises(FeedUnreadable, match="not a web address|did not answer"):
            latest_posts.fetch(url)
