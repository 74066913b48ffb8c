"""The organisation's posts elsewhere: read when all is well, and kept when it is not."""

import gzip
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command

from campaigns import latest_posts
from campaigns.latest_posts import FeedUnreadable, parse, read_feed
from campaigns.models import LatestPost
from tests.campaigns.feeds import ATOM, BLUESKY, MASTODON, rss
from tests.factories.campaigns import LatestPostFactory
from tests.factories.publishing import OrganisationFactory


def texts():
    return list(LatestPost.objects.order_by("-posted_at").values_list("text", flat=True))


@pytest.mark.django_db
class TestAFeedThatIsOne:
    def test_of_mastodon(self, feed):
        feed.answers(MASTODON, Content_Type="application/rss+xml")
        assert read_feed() == 2
        assert texts() == [
            "Sign today. It takes a minute: act.example.org Merci & thanks",
            "Élodie a écrit : « bonjour »",
        ]
        newest = LatestPost.objects.first()
        assert newest.url == "https://social.example.org/@cpj/111"
        assert newest.posted_at == datetime(2026, 11, 2, 14, tzinfo=UTC)

    def test_of_bluesky(self, feed):
        feed.answers(BLUESKY)
        assert read_feed() == 1
        assert texts() == ["Plain words & nothing else on two lines"]

    def test_in_atom(self, feed):
        feed.answers(ATOM)
        assert read_feed() == 2
        assert texts() == ["Only a title", "The content"]

    def test_compressed_and_behind_a_redirect(self, feed):
        OrganisationFactory(feed_url=feed.url.replace("/feed", "/moved"))
        feed.answers(gzip.compress(MASTODON.encode()), Content_Encoding="gzip")
        assert read_feed() == 2

    def test_read_again_changes_nothing_and_an_edited_post_changes_its_words(self, feed):
        feed.answers(MASTODON)
        read_feed()
        before = list(LatestPost.objects.values())
        read_feed()
        assert list(LatestPost.objects.values()) == before
        feed.answers(MASTODON.replace("Sign today.", "Sign now."))
        read_feed()
        assert texts()[0].startswith("Sign now.")
        assert LatestPost.objects.count() == 2

    def test_what_staff_hid_stays_hidden(self, feed):
        feed.answers(MASTODON)
        read_feed()
        LatestPost.objects.filter(url__endswith="111").update(is_hidden=True)
        feed.answers(MASTODON.replace("Sign today.", "Sign now."))
        read_feed()
        assert [post.url[-3:] for post in LatestPost.objects.shown()] == ["110"]

    def test_what_was_deleted_at_its_source_goes_but_not_what_is_older_than_the_feed(self, feed):
        feed.answers(MASTODON)
        read_feed()
        older = LatestPostFactory(text="Older", posted_at=datetime(2026, 10, 1, tzinfo=UTC))
        hidden = LatestPostFactory(text="Hidden", posted_at=datetime(2026, 11, 2, tzinfo=UTC), is_hidden=True)
        gone = LatestPostFactory(text="Gone", posted_at=datetime(2026, 11, 2, tzinfo=UTC))
        read_feed()
        left = set(LatestPost.objects.values_list("text", flat=True))
        assert {older.text, hidden.text} < left
        assert gone.text not in left

    def test_the_newest_twenty_are_read_and_a_hundred_are_kept(self, feed):
        for number in range(100):
            LatestPostFactory(posted_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=number))
        day = datetime(2026, 11, 1, tzinfo=UTC)
        feed.answers(
            rss(
                *(
                    {
                        "link": f"https://example.org/{n}",
                        "pubDate": f"{day + timedelta(hours=n):%a, %d %b %Y %H:%M} GMT",
                    }
                    for n in range(30)
                )
            )
        )
        assert read_feed() == 20
        assert LatestPost.objects.count() == 100
        assert LatestPost.objects.first().url == "https://example.org/29"

    def test_a_post_dated_ahead_does_not_stay_on_top_for_ever(self, feed):
        feed.answers(rss({"pubDate": "Fri, 01 Jan 2100 00:00:00 GMT"}))
        with time_machine.travel(datetime(2026, 11, 2, tzinfo=UTC), tick=False) as clock:
            read_feed()
            clock.shift(timedelta(days=1))
            read_feed()
        assert LatestPost.objects.get().posted_at == datetime(2026, 11, 2, tzinfo=UTC)

    def test_without_a_feed_nothing_is_asked(self, feed_server, db):
        OrganisationFactory(feed_url="")
        assert read_feed() == 0
        assert feed_server.asked == 0


class TestWhatAPostMaySay:
    @pytest.mark.parametrize(
        ("description", "words"),
        [
            ("&lt;script&gt;alert(1)&lt;/script&gt;Hello", "Hello"),
            ("&lt;img src=x onerror=alert(1)&gt;Hello", "Hello"),
            ("<![CDATA[<p>One</p><p>Two</p><ul><li>a</li><li>b</li></ul>]]>", "One Two a b"),
            ("&amp;lt;b&amp;gt; is a tag", "<b> is a tag"),
            ("a\u202eb \u200bc \u00a0 d", "ab c d"),
            ("&lt;style&gt;p{}&lt;/style&gt;&lt;!-- x --&gt;Hello", "Hello"),
        ],
    )
    def test_words_and_no_markup(self, description, words):
        [post] = parse(rss({"description": description}).encode())
        assert post.text == words

    def test_five_hundred_characters_at_most_and_no_torn_word(self):
        [post] = parse(rss({"description": "word " * 300}).encode())
        assert len(post.text) <= latest_posts.MAX_TEXT
        assert post.text.endswith("word…")
        [post] = parse(rss({"description": "x" * 900}).encode())
        assert len(post.text) == latest_posts.MAX_TEXT

    @pytest.mark.parametrize(
        "item",
        [
            {"link": "javascript:alert(1)"},
            {"link": "data:text/html,x"},
            {"link": "ftp://example.org/1"},
            {"link": "http://[half"},
            {"link": ""},
            {"link": "https://example.org/" + "x" * 500},
            {"pubDate": "yesterday"},
            {"pubDate": ""},
            {"description": ""},
            {"description": "&lt;p&gt; &lt;/p&gt;"},
            {"description": "&lt;script&gt;x&lt;/script&gt;"},
        ],
    )
    def test_a_post_that_is_none_is_left_out_and_the_others_are_read(self, item):
        good = {"link": "https://example.org/good"}
        assert [post.url for post in parse(rss(item, good).encode())] == ["https://example.org/good"]
        with pytest.raises(FeedUnreadable, match="no post"):
            parse(rss(item).encode())

    def test_a_date_that_no_calendar_has_is_no_date(self, monkeypatch):
        monkeypatch.setattr(latest_posts, "timegm", lambda _when: 10**18)
        with pytest.raises(FeedUnreadable, match="no post"):
            parse(rss({}).encode())

    def test_a_feed_torn_in_the_middle_gives_what_is_whole(self):
        torn = MASTODON[: MASTODON.index("Sun, 01 Nov")]
        assert [post.url[-3:] for post in parse(torn.encode())] == ["111"]

    def test_a_feed_that_names_a_file_reads_no_file(self, tmp_path):
        secret = tmp_path / "feed.xml"
        secret.write_text(MASTODON)
        with pytest.raises(FeedUnreadable, match="not an RSS or Atom feed"):
            parse(str(secret).encode())

    def test_entities_are_not_piled_up(self):
        bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">' + "".join(
            f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
        )
        feed = bomb + "]>" + rss({"description": "&m;"}).partition("?>")[2]
        try:
            posts = parse(feed.encode())
        except FeedUnreadable:
            return
        assert all(len(post.text) <= latest_posts.MAX_TEXT for post in posts)

    def test_an_external_entity_is_not_fetched(self, tmp_path):
        (tmp_path / "secret").write_text("TOP SECRET")
        feed = (
            f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file://{tmp_path}/secret">]>'
            + rss({"description": "before &e; after"}).partition("?>")[2]
        )
        assert all("SECRET" not in post.text for post in parse(feed.encode()))


@pytest.mark.django_db
class TestTheCommand:
    def test_says_how_many_it_read(self, feed, capsys):
        feed.answers(MASTODON)
        call_command("read_latest_posts")
        assert capsys.readouterr().out == "2 posts read.\n"

    def test_says_when_no_feed_is_named(self, capsys):
        OrganisationFactory(feed_url="")
        call_command("read_latest_posts")
        assert "names no feed" in capsys.readouterr().out
