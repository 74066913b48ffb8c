"""Search over everything that is listed, best of each kind first."""

from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from advocacy.models import Section
from campaigns.models import Campaign, NewsPost
from petitions.models import Petition
from publishing.models import Page
from resources.models import Document

MOST_OF_A_KIND = 8


class Found(NamedTuple):
    """One result: what it is, its page and a sentence about it, all in the active language."""

    kind: str
    title: str
    url: str
    summary: str


_SOURCES = (
    (Campaign, _("Campaign"), "lead"),
    (Petition, _("Petition"), "lead"),
    (Section, _("Toolkit"), "teaser"),
    (Document, _("Document"), "summary"),
    (NewsPost, _("News"), "summary"),
    (Page, _("Page"), "lead"),
)


def search_site(words):
    """A list of Found for `words`, at most MOST_OF_A_KIND of each kind. Both languages' texts are searched."""
    language = get_language()
    return [
        Found(
            item.get_kind_display() if model is Document else kind,
            getattr(item, f"title_{language}"),
            item.get_absolute_url(),
            getattr(item, summary),
        )
        for model, kind, summary in _SOURCES
        for item in model.objects.listed().search(words)[:MOST_OF_A_KIND]
    ]
