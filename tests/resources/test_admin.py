"""Documents in the admin: what became of their files, and the downloads of a campaign."""

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from resources.models import Document
from tests.factories.campaigns import CampaignFactory
from tests.factories.resources import DocumentFactory, RenditionFactory, TopicFactory
from tests.page_forms import form_of, page_of, words_of

pytestmark = pytest.mark.django_db

LIST = "/admin/resources/document/"
OVERFLOW = "The brief has two pages."


def change_page(document):
    return f"{LIST}{document.pk}/change/"


def save(client, document, **changes):
    page = change_page(document)
    return client.post(page, form_of(client.get(page), "document_form") | changes, follow=True)


def queued():
    return [tuple(result.args_kwargs["args"]) for result in DBTaskResult.objects.filter(task_path__contains="render_")]


class TestTheFiles:
    def test_stand_under_the_form_with_pages_and_size_and_are_not_edited(self, publisher):
        rendition = RenditionFactory(size=20_480)
        response = publisher.get(change_page(rendition.document))
        (row,) = page_of(response).xpath("//tr[contains(@class, 'has_original')]")
        words = " ".join(row.text_content().split())
        assert "English" in words
        assert "20.0" in words
        assert row.xpath(".//a/@href") == [rendition.file.url]
        assert not row.xpath(".//input[not(@type='hidden')]")

    def test_show_a_problem_on_the_form_in_the_list_and_on_the_front_page(self, publisher):
        document = DocumentFactory(title_en="A brief")
        RenditionFactory(document=document, problem=OVERFLOW, digest="", file="", size=0)
        assert OVERFLOW in words_of(publisher.get(change_page(document)))
        (problem,) = page_of(publisher.get(LIST)).xpath("//td//strong[@class='problem']")
        assert problem.text_content() == "1 problem"
        to_do = [
            words for words, address in publisher.get("/admin/").context["to_do"] if address == change_page(document)
        ]
        assert to_do == ["Mend “A brief”: the PDF in English could not be set as it stands."]

    def test_are_told_to_come_with_publishing_and_after_a_change(self, publisher):
        draft = DocumentFactory(draft=True)
        assert "made when the document is published" in words_of(publisher.get(change_page(draft)))
        withdrawn = RenditionFactory(file="", size=0, digest="")
        assert "being made anew" in words_of(publisher.get(change_page(withdrawn.document)))

    def test_of_the_last_time_are_told_after_saving_when_they_could_not_be_made(self, publisher):
        document = DocumentFactory()
        assert "could not be set" not in words_of(save(publisher, document))
        RenditionFactory(document=document, problem=OVERFLOW, digest="", file="", size=0)
        response = save(publisher, document)
        (warning,) = page_of(response).xpath("//li[@class='warning']")
        assert warning.text_content() == (
            f"The last time, the PDF in English could not be set as it stands: {OVERFLOW}"
        )

    def test_are_made_when_a_document_is_published_by_the_form(self, publisher):
        document = DocumentFactory(draft=True)
        save(publisher, document, title_en="Better words")
        assert queued() == []
        save(publisher, document, state="published")
        assert queued() == [(document.pk,)]

    def test_are_made_again_from_the_list_for_what_is_public(self, publisher):
        public, draft = DocumentFactory(), DocumentFactory(draft=True)
        response = publisher.post(
            LIST, {"action": "render_again", "_selected_action": [public.pk, draft.pk]}, follow=True
        )
        assert "The files of 1 public document will be made in a moment." in words_of(response)
        assert queued() == [(public.pk,)]


class TestTheDocument:
    def test_is_drafted_by_a_writer(self, writer):
        page = f"{LIST}add/"
        words = {
            "title_en": "A guide",
            "title_fr": "Un guide",
            "slug_en": "a-guide",
            "slug_fr": "un-guide",
            "summary_en": "What it is.",
            "summary_fr": "De quoi il s’agit.",
            "shelf": "toolkit",
            "kind": "guide",
            "layout": "guide",
            "issued_on": "2026-11-24",
        }
        assert writer.post(page, form_of(writer.get(page), "document_form") | words).status_code == 302
        assert Document.objects.get().state == Document.State.DRAFT

    def test_is_listed_with_as_many_queries_for_three_as_for_one(
        self, publisher, django_assert_num_queries, django_assert_max_num_queries
    ):
        RenditionFactory()
        publisher.get(LIST)
        with django_assert_max_num_queries(12) as one:
            publisher.get(LIST)
        for document in DocumentFactory.create_batch(2):
            RenditionFactory(document=document)
            RenditionFactory(document=document, language="fr", problem=OVERFLOW, digest="", file="", size=0)
        with django_assert_num_queries(len(one)):
            publisher.get(LIST)

    def test_has_topics_that_are_listed_with_as_many_queries_for_three_as_for_one(
        self, publisher, django_assert_num_queries, django_assert_max_num_queries
    ):
        page = "/admin/resources/topic/"
        DocumentFactory().topics.add(TopicFactory())
        publisher.get(page)
        with django_assert_max_num_queries(10) as one:
            publisher.get(page)
        TopicFactory.create_batch(2)
        with django_assert_num_queries(len(one)):
            publisher.get(page)


class TestTheDownloadsOfACampaign:
    def test_are_added_in_order_on_the_campaigns_form(self, writer):
        campaign = CampaignFactory(draft=True)
        first, second = DocumentFactory(), DocumentFactory()
        page = f"/admin/campaigns/campaign/{campaign.pk}/change/"
        rows = {
            "downloads-TOTAL_FORMS": "2",
            "downloads-0-campaign": campaign.pk,
            "downloads-0-document": second.pk,
            "downloads-0-position": "2",
            "downloads-1-campaign": campaign.pk,
            "downloads-1-document": first.pk,
            "downloads-1-position": "1",
        }
        assert writer.post(page, form_of(writer.get(page), "campaign_form") | rows).status_code == 302
        assert [download.document for download in campaign.downloads.all()] == [first, second]

    def test_name_no_document_twice(self, writer):
        campaign, document = CampaignFactory(draft=True), DocumentFactory()
        page = f"/admin/campaigns/campaign/{campaign.pk}/change/"
        rows = {"downloads-TOTAL_FORMS": "2"}
        for row in range(2):
            rows |= {f"downloads-{row}-campaign": campaign.pk, f"downloads-{row}-document": document.pk}
        response = writer.post(page, form_of(writer.get(page), "campaign_form") | rows)
        assert response.status_code == 200
        assert "duplicate data" in words_of(response)


class TestDownloads:
    def test_are_told_by_file_in_all_and_this_month(self, publisher):
        document, month = DocumentFactory(), timezone.localdate().replace(day=1)
        for day, number in ((month, 3), (month.replace(year=2020), 1000)):
            document.download_counts.create(language="fr", format="pdf", month=day, number=number)
        words = words_of(publisher.get(f"{LIST}{document.pk}/change/"))
        assert "PDF, French1,0033" in words
        assert "1003" in words_of(publisher.get(LIST))
