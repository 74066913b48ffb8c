"""A shelf narrowed and sorted by its address."""

import datetime

import pytest
from django.utils import translation

from publishing.collation import sort_key
from publishing.models import Page
from resources.models import Document
from tests.factories.publishing import OrganisationFactory, PageFactory
from tests.factories.resources import DocumentFactory, TopicFactory
from tests.page_forms import page_of, words_of

pytestmark = pytest.mark.django_db
MONTH = datetime.date(2026, 11, 1)


@pytest.fixture(autouse=True)
def pages():
    OrganisationFactory()
    PageFactory(key=Page.Key.RESEARCH)
    PageFactory(key=Page.Key.SEARCH)


def titles(answer):
    return [link.text_content() for link in page_of(answer).xpath("//li[contains(@class, 'card--document')]//h3")]


def downloaded(document, times, language="en"):
    document.download_counts.create(language=language, format="pdf", month=MONTH, number=times)


class TestNarrowing:
    def test_by_topic_kind_and_format_together(self, client):
        topic = TopicFactory(key="loans")
        DocumentFactory(title_en="Fits", kind="report", has_epub=True).topics.add(topic)
        DocumentFactory(title_en="Other kind", has_epub=True).topics.add(topic)
        DocumentFactory(title_en="No EPUB", kind="report").topics.add(topic)
        DocumentFactory(title_en="No topic", kind="report", has_epub=True)
        assert titles(client.get("/en/research/?kind=report&topic=loans&format=epub")) == ["Fits"]

    def test_by_the_language_of_the_text(self, client):
        DocumentFactory(title_en="In both")
        DocumentFactory(title_en="In English only", body_fr="")
        assert titles(client.get("/en/research/?language=fr")) == ["In both"]
        assert len(titles(client.get("/en/research/?language=en"))) == 2

    def test_by_something_unknown_narrows_nothing_and_says_so(self, client):
        DocumentFactory()
        answer = client.get("/en/research/?language=xx")
        assert answer.status_code == 200
        assert len(titles(answer)) == 1
        assert "is not one of the available choices" in words_of(answer)

    def test_is_not_for_search_engines(self, client):
        DocumentFactory()
        assert "noindex" not in client.get("/en/research/").text
        for query in ("kind=guide", "sort=title"):
            assert '<meta name="robots" content="noindex">' in client.get(f"/en/research/?{query}").text

    def test_is_kept_in_the_other_language(self, client):
        DocumentFactory()
        page = page_of(client.get("/en/research/?language=fr&sort=title"))
        assert page.xpath("//link[@hreflang='fr-CA']/@href")[0].endswith("?language=fr&sort=title")


class TestSorting:
    def test_shows_the_newest_first(self, client):
        DocumentFactory(title_en="Old", issued_on=datetime.date(2020, 1, 1))
        DocumentFactory(title_en="New", issued_on=datetime.date(2026, 1, 1))
        assert titles(client.get("/en/research/")) == ["New", "Old"]

    def test_by_downloads_adds_up_all_files(self, client):
        rare, often = DocumentFactory(title_en="Rare"), DocumentFactory(title_en="Often", issued_on=MONTH)
        DocumentFactory(title_en="Never")
        downloaded(rare, 5)
        downloaded(often, 3)
        downloaded(often, 4, "fr")
        assert titles(client.get("/en/research/?sort=downloads")) == ["Often", "Rare", "Never"]

    def test_by_title_goes_by_the_language_of_the_page(self, client):
        for en, fr in (("Zebra", "Écoles"), ("Apple", "Zones"), ("apple pie", "Eaux")):
            DocumentFactory(title_en=en, title_fr=fr)
        assert titles(client.get("/en/research/?sort=title")) == ["Apple", "apple pie", "Zebra"]
        with translation.override("fr"):
            assert titles(client.get("/fr/etudes/?sort=title")) == ["Eaux", "Écoles", "Zones"]

    def test_takes_as_many_queries_for_three_as_for_one(self, client, queries_of):
        DocumentFactory()
        addresses = [f"/en/research/?sort={order}&language=en" for order in ("title", "downloads")]
        one = [queries_of(client, address) for address in addresses]
        DocumentFactory.create_batch(2)
        assert [queries_of(client, address) for address in addresses] == one


class TestTheOrderOfTitles:
    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("fr", ["cote", "côte", "coté", "côté"]),
            ("en", ["cote", "coté", "côte", "côté"]),
            ("fr", ["œil", "œuf", "offre", "« Où »", "ouvert"]),
            ("fr", ["L’accueil", "Les loyers", "L’Été"]),
        ],
    )
    def test_is_that_of_a_dictionary(self, language, words):
        backwards = words[::-1]
        assert sorted(backwards, key=lambda word: sort_key(word, language)) == words


def test_a_long_shelf_has_pages_that_keep_the_filters(client):
    DocumentFactory.create_batch(26)
    first = page_of(client.get("/en/research/?sort=title"))
    assert "26 documents" in " ".join(first.text_content().split())
    [after] = first.xpath("//a[@rel='next']/@href")
    assert after == "?sort=title&page=2"
    assert len(titles(client.get(f"/en/research/{after}"))) == 2


class TestRelatedDocuments:
    def related(self, document):
        return list(Document.objects.public().related_to(document))

    def test_are_those_with_the_most_topics_in_common(self):
        one, two = TopicFactory(), TopicFactory()
        document, close, far = DocumentFactory(), DocumentFactory(), DocumentFactory(issued_on=MONTH)
        DocumentFactory()
        document.topics.add(one, two)
        close.topics.add(one, two)
        far.topics.add(two)
        assert self.related(document) == [close, far]

    def test_are_those_that_staff_chose_as_long_as_they_are_public(self):
        topic = TopicFactory()
        document, same_topic, chosen = DocumentFactory(), DocumentFactory(), DocumentFactory()
        document.topics.add(topic)
        same_topic.topics.add(topic)
        document.related.add(chosen, DocumentFactory(draft=True))
        assert self.related(document) == [chosen]
        assert self.related(chosen) == []

    def test_stand_on_the_page(self, client):
        document, chosen = DocumentFactory(), DocumentFactory(title_en="Read this too")
        assert "Related documents" not in client.get(document.get_absolute_url()).text
        document.related.add(chosen)
        assert "Read this too" in words_of(client.get(document.get_absolute_url()))
