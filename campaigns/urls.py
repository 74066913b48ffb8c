from django.urls import path
from django.utils.translation import gettext_lazy as _

from campaigns import feeds, views

urlpatterns = [
    path(_("campaigns/<slug:slug>/"), views.CampaignView.as_view(), name="campaign"),
    path(_("news/"), views.NewsView.as_view(), name="news"),
    path(_("news/feed/"), feeds.NewsFeed(), name="news-feed"),
    path(_("news/<slug:slug>/"), views.NewsPostView.as_view(), name="news-post"),
]
