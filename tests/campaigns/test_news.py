"""The news: list, post, and the Atom feed."""

import xml.etree.ElementTree as ET
from datetime import date, timedelta

import feedparser
import pytest
from django.utils import timezone

from publishing.models import Page
from tests.factories.campaigns import CampaignFactory, NewsPostFactory
from tests.factories.publishing import OrganisationFactory, PageFactory

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = {"en": "/en/news/feed/", "fr": "/fr/actualites/fil/"}


@pytest.fixture(autouse=True)
def site():
    OrganisationFactory()
    PageFactory(key=Page.Key.NEWS, title_en="News", title_fr="Nouvelles")


class TestTheList:
    def test_is_newest_first_and_shows_what_is_public(self, client):
        NewsPostFactory(title_en="Older", date=date(2018, 2, 21))
        NewsPostFactory(title_en="Newer", date=date(2026, 2, 21))
        NewsPostFactory(title_en="Drafted", state="draft")
        NewsPostFactory(title_en="Tomorrow", state="scheduled", publish_at=timezone.now() + timedelta(days=1))
        page = client.get("/en/news/").text
        assert page.index("Newer") < page.index("Older")
        assert "Drafted" not in page
        assert "Tomorrow" not in page

    @pytest.mark.parametrize("wanted", ["2", "last", "99", "-1", "x", "", "%00", "1e9"])
    def test_has_pages_and_any_other_number_leads_to_one_of_them(self, client, wanted):
        NewsPostFactory.create_batch(12)
        assert client.get(f"/en/news/?page={wanted}").status_code == 200

    def test_has_ten_on_a_page(self, client):
        posts = NewsPostFactory.create_batch(12)
        first, second = (client.get(f"/en/news/?page={number}").text for number in (1, 2))
        assert sum(post.get_absolute_url() in first for post in posts) == 10
        assert sum(post.get_absolute_url() in second for post in posts) == 2

    def test_costs_the_same_at_one_and_at_three(self, client, queries_of):
        NewsPostFactory(campaign=CampaignFactory())
        one = queries_of(client, "/en/news/")
        for _n in range(2):
            NewsPostFactory(campaign=CampaignFactory())
        assert queries_of(client, "/en/news/") == one

    def test_stands_when_there_is_no_news(self, client):
        assert client.get("/fr/actualites/").status_code == 200


class TestAPost:
    def test_is_in_the_language_of_its_address_and_at_no_other(self, client):
        post = NewsPostFactory(slug_en="a-day", slug_fr="un-jour", title_en="A day", title_fr="Un jour")
        assert "A day" in client.get("/en/news/a-day/").text
        assert "Un jour" in client.get("/fr/actualites/un-jour/").text
        assert client.get("/en/news/un-jour/").status_code == 404
        post.state = "archived"
        post.save()
        assert client.get("/en/news/a-day/").status_code == 404

    def test_costs_the_same_among_one_and_among_three_others(self, client, queries_of):
        post = NewsPostFactory(campaign=CampaignFactory())
        NewsPostFactory(campaign=CampaignFactory())
        one = queries_of(client, post.get_absolute_url())
        for _n in range(2):
            NewsPostFactory(campaign=CampaignFactory())
        assert queries_of(client, post.get_absolute_url()) == one


@pytest.mark.parametrize("language", ["en", "fr"])
class TestTheFeed:
    def read(self, client, language, **headers):
        answer = client.get(FEEDS[language], headers=headers)
        assert answer.status_code == 200
        return answer, ET.fromstring(answer.content)  # noqa: S314 (our own feed)

    def test_is_atom_as_rfc_4287_asks(self, client, language):
        NewsPostFactory.create_batch(2)
        answer, feed = self.read(client, language)
        assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
        assert feed.tag == f"{ATOM}feed"
        assert feed.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == f"{language}-CA"
        for name in ("id", "title", "updated"):
            assert len(feed.findall(ATOM + name)) == 1
        links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        assert links["self"] == f"https://act.example.org{FEEDS[language]}"
        assert links["alternate"].startswith(f"https://act.example.org/{language}/")
        entries = feed.findall(f"{ATOM}entry")
        assert len(entries) == 2
        for entry in entries:
            for name in ("id", "title", "updated", "published"):
                assert len(entry.findall(ATOM + name)) == 1, name
            assert entry.find(f"{ATOM}title").text
            assert entry.find(f"{ATOM}summary").text
            assert entry.find(f"{ATOM}link").get("href").startswith(f"https://act.example.org/{language}/")
        assert feed.find(f"{ATOM}author/{ATOM}name") is not None

    def test_is_read_by_a_reader_without_a_complaint(self, client, language):
        post = NewsPostFactory(title_en='A & B "quoted" <b>', title_fr="A & B « cité » <b>")
        answer, _feed = self.read(client, language)
        read = feedparser.parse(answer.content)
        assert not read.bozo
        assert read.version == "atom10"
        assert read.entries[0].title_detail.value.startswith("A &")
        assert getattr(post, f"slug_{language}") in read.entries[0].link

    def test_keeps_a_posts_identity_whatever_is_changed_in_it(self, client, language):
        post = NewsPostFactory()
        ids = []
        for changes in (
            {},
            {"title_en": "New", "title_fr": "Neuf"},
            {"slug_en": "n", "slug_fr": "m"},
            {"date": date(2020, 1, 1)},
        ):
            for name, value in changes.items():
                setattr(post, name, value)
            post.save()
            _answer, feed = self.read(client, language)
            ids.append(feed.find(f"{ATOM}entry/{ATOM}id").text)
        assert len(set(ids)) == 1
        assert ids[0].startswith("urn:uuid:")

    def test_names_the_sites_own_address_whoever_asks(self, client, language, settings):
        settings.ALLOWED_HOSTS = ["*"]
        NewsPostFactory(body_en='<p><a href="page:news">All</a></p>')
        answer, _feed = self.read(client, language, host="evil.example")
        assert "evil.example" not in answer.text
        assert "testserver" not in answer.text

    def test_shows_what_is_public_newest_first_and_thirty_at_most(self, client, language):
        for number in range(31):
            NewsPostFactory(date=date(2026, 1, 1) + timedelta(days=number))
        NewsPostFactory(state="draft", date=date(2026, 6, 1))
        _answer, feed = self.read(client, language)
        published = [entry.find(f"{ATOM}published").text for entry in feed.findall(f"{ATOM}entry")]
        assert len(published) == 30
        assert published == sorted(published, reverse=True)
        assert published[0].startswith("2026-01-31T00:00:00-05:00")

    def test_stands_when_there_is_no_news(self, client, language):
        _answer, feed = self.read(client, language)
        assert feed.findall(f"{ATOM}entry") == []

    def test_may_be_kept_and_asked_for_again_cheaply(self, client, language):
        NewsPostFactory()
        answer, _feed = self.read(client, language)
        assert "public" in answer["Cache-Control"]
        assert not answer.cookies
        again = client.get(FEEDS[language], headers={"if-none-match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")

    def test_costs_the_same_at_one_and_at_three(self, client, language, queries_of):
        NewsPostFactory()
        one = queries_of(client, FEEDS[language])
        NewsPostFactory.create_batch(2)
        assert queries_of(client, FEEDS[language]) == one


def test_the_two_languages_of_a_post_are_two_entries_for_a_reader_of_both(client):
    NewsPostFactory()
    ids = {feedparser.parse(client.get(path).content).entries[0].id for path in FEEDS.values()}
    assert len(ids) == 2
