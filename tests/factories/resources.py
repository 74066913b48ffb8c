import datetime

import factory
from django.utils import timezone

from resources.models import Document, Download, Rendition, Topic
from tests.factories import CleanFactory, PublishableFactory
from tests.factories.campaigns import CampaignFactory


class TopicFactory(CleanFactory):
    key = factory.Sequence(lambda n: f"topic-{n}")
    name_en = factory.Sequence(lambda n: f"Topic {n}")
    name_fr = factory.Sequence(lambda n: f"Thème {n}")

    class Meta:
        model = Topic


class DocumentFactory(PublishableFactory):
    title_en = factory.Sequence(lambda n: f"Document {n}")
    title_fr = factory.Sequence(lambda n: f"Document {n} (français)")
    slug_en = factory.Sequence(lambda n: f"document-{n}")
    slug_fr = factory.Sequence(lambda n: f"texte-{n}")
    shelf = Document.Shelf.RESEARCH
    kind = Document.Kind.GUIDE
    layout = Document.Layout.GUIDE
    issued_on = datetime.date(2026, 11, 2)
    summary_en = "What it is about."
    summary_fr = "De quoi il s’agit."
    has_large_print = False  # what most tests need not wait for
    body_en = "<h2>A heading</h2><p>Some words.</p>"
    body_fr = "<h2>Un titre</h2><p>Quelques mots.</p>"

    class Meta:
        model = Document


class RenditionFactory(CleanFactory):
    """A file as the renderer would leave it; the file itself is not stored."""

    document = factory.SubFactory(DocumentFactory)
    language = "en"
    format = Rendition.Format.PDF
    digest = factory.Sequence(lambda n: f"{n:064x}")
    file = factory.LazyAttribute(lambda o: f"documents/{o.digest[:2]}/{o.digest}.{o.format}")
    pages = 2
    size = 20_480
    made_at = factory.LazyFunction(timezone.now)

    class Meta:
        model = Rendition


class DownloadFactory(CleanFactory):
    campaign = factory.SubFactory(CampaignFactory)
    document = factory.SubFactory(DocumentFactory)
    position = factory.Sequence(lambda n: n % 20 + 1)

    class Meta:
        model = Download
