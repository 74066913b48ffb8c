"""The pages that bring all of it together: home, Take Action, the toolkit, search."""

from django.db.models import Prefetch

from advocacy.models import Section, Way
from advocacy.search import search_site
from campaigns.models import Campaign, LatestPost, NewsPost, Partner
from petitions.forms import SignForm
from petitions.models import Petition
from publishing.models import Page
from publishing.views import PageView, PublicDetailView
from resources.models import Document, Download

LATEST_POSTS = 4


def featured_petition():
    """The petition that Take Action asks to sign: the open one that closes first, or None."""
    return Petition.objects.open().with_page_content().order_by("closes_at").first()


def public_downloads():
    """What campaigns offer for download, less the documents that are not public, with their files."""
    offered = Download.objects.filter(document__in=Document.objects.public())
    return offered.select_related("document").prefetch_related("document__renditions")


class HomeView(PageView):
    key = Page.Key.HOME
    template_name = "advocacy/home.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            campaigns=Campaign.objects.public(),
            petition=featured_petition(),
            news=NewsPost.objects.public()[:3],
            documents=Document.objects.public().on_shelf(Document.Shelf.RESEARCH).with_files()[:3],
            ways=Way.objects.all(),
            **kwargs,
        )


class TakeActionView(PageView):
    key = Page.Key.TAKE_ACTION
    template_name = "advocacy/take_action.html"

    def get_context_data(self, **kwargs):
        petition = featured_petition()
        return super().get_context_data(
            petition=petition,
            form=petition and SignForm.of(petition),
            ways=Way.objects.all(),
            campaigns=Campaign.objects.public().prefetch_related("asks", Prefetch("downloads", public_downloads())),
            toolkit=Page.objects.get(key=Page.Key.TOOLKIT),
            sections=Section.objects.public(),
            partners=Partner.objects.all(),
            posts=LatestPost.objects.shown()[:LATEST_POSTS],
            **kwargs,
        )


class ToolkitView(PageView):
    key = Page.Key.TOOLKIT
    template_name = "advocacy/toolkit.html"

    def get_context_data(self, **kwargs):
        package = Document.objects.public().packages().with_files().first()
        return super().get_context_data(sections=Section.objects.public(), package=package, **kwargs)


class SectionView(PublicDetailView):
    model = Section

    def get_queryset(self):
        return (
            super()
            .get_queryset()
            .select_related("document", "recipient", "petition__tally")
            .prefetch_related("document__renditions")
        )

    def get_context_data(self, **kwargs):
        sections = list(Section.objects.public())
        place = self.object.number
        return super().get_context_data(
            sections=sections,
            previous=next((s for s in reversed(sections) if s.number < place), None),
            next=next((s for s in sections if s.number > place), None),
            **kwargs,
        )


class SearchView(PageView):
    key = Page.Key.SEARCH
    template_name = "advocacy/search.html"

    def get_context_data(self, **kwargs):
        # PostgreSQL takes no null character in a text.
        words = self.request.GET.get("q", "").replace("\x00", "").strip()[:100]
        return super().get_context_data(words=words, results=search_site(words) if words else [], **kwargs)
