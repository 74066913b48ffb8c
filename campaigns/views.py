"""A campaign, and the news. What other apps add to a campaign's page comes through template tags."""

from django.core.paginator import Paginator

from campaigns.models import Campaign, NewsPost
from publishing.models import Page
from publishing.views import PageView, PublicDetailView

POSTS_PER_PAGE = 10


class CampaignView(PublicDetailView):
    model = Campaign

    def get_queryset(self):
        return super().get_queryset().prefetch_related("asks", "figures", "timeline")

    def get_context_data(self, **kwargs):
        news = NewsPost.objects.public().about(self.object)[:3]
        return super().get_context_data(news=news, **kwargs)


class NewsView(PageView):
    key = Page.Key.NEWS
    template_name = "campaigns/news.html"

    def get_context_data(self, **kwargs):
        posts = Paginator(NewsPost.objects.public(), POSTS_PER_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(posts=posts, **kwargs)


class NewsPostView(PublicDetailView):
    model = NewsPost
    template_name = "campaigns/news_post.html"

    def get_queryset(self):
        return super().get_queryset().select_related("campaign")

    def get_context_data(self, **kwargs):
        more = NewsPost.objects.public().exclude(pk=self.object.pk)[:3]
        return super().get_context_data(more=more, **kwargs)
