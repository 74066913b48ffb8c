"""Lists in the admin: counts, who changed what last, filters, and the posts read from the feed."""

import pytest

from campaigns.models import LatestPost
from tests.factories.campaigns import (
    CampaignFactory,
    ChartBarFactory,
    ChartFactory,
    FigureFactory,
    LatestPostFactory,
    NewsPostFactory,
    PartnerFactory,
    TimelineEntryFactory,
)
from tests.page_forms import form_of, words_of

pytestmark = pytest.mark.django_db

LIST = "/admin/campaigns/campaign/"


class TestTheLists:
    def fill(self, count):
        for _number in range(count):
            campaign = CampaignFactory(asks=2)
            FigureFactory(campaign=campaign)
            TimelineEntryFactory(campaign=campaign)
            NewsPostFactory(campaign=campaign)
            PartnerFactory()
            ChartBarFactory(chart=ChartFactory())
            LatestPostFactory()

    @pytest.mark.parametrize("name", ["campaign", "newspost", "partner", "chart", "latestpost"])
    def test_take_as_many_queries_for_three_as_for_one(
        self, superuser, django_assert_num_queries, django_assert_max_num_queries, name
    ):
        page = f"/admin/campaigns/{name}/"
        self.fill(1)
        superuser.get(page)
        with django_assert_max_num_queries(13) as one:
            superuser.get(page)
        self.fill(2)
        with django_assert_num_queries(len(one)):
            superuser.get(page)

    def test_count_what_a_campaign_has(self, superuser):
        campaign = CampaignFactory(asks=3)
        NewsPostFactory.create_batch(2, campaign=campaign)
        (row,) = superuser.get(LIST).context["cl"].result_list
        assert (row.asks_total, row.news_total, row.downloads_total, row.signed_total) == (3, 2, 0, None)

    def test_tell_who_changed_a_record_last(self, publisher):
        campaign = CampaignFactory()
        page = f"{LIST}{campaign.pk}/change/"
        publisher.post(page, form_of(publisher.get(page), "campaign_form") | {"lead_en": "Better words."})
        assert "publishers" in words_of(publisher.get(LIST))

    def test_are_narrowed_by_state(self, publisher):
        CampaignFactory(title_en="Out there")
        CampaignFactory(draft=True, title_en="In the works")
        words = words_of(publisher.get(f"{LIST}?state__exact=draft"))
        assert "In the works" in words
        assert "Out there" not in words


class TestLatestPosts:
    def test_are_hidden_and_shown_from_the_list_and_neither_added_nor_deleted(self, publisher):
        post = LatestPostFactory()
        page = "/admin/campaigns/latestpost/"
        publisher.post(page, {"action": "hide", "_selected_action": post.pk})
        assert not LatestPost.objects.shown().exists()
        publisher.post(page, {"action": "show", "_selected_action": post.pk})
        assert LatestPost.objects.shown().exists()
        assert publisher.get(f"{page}add/").status_code == 403
        assert publisher.post(f"{page}{post.pk}/delete/", {"post": "yes"}).status_code == 403

    def test_are_only_read_by_writers(self, writer):
        post = LatestPostFactory()
        writer.post("/admin/campaigns/latestpost/", {"action": "hide", "_selected_action": post.pk})
        assert LatestPost.objects.shown().exists()
