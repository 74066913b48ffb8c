import datetime

import factory
from django.utils import timezone

from campaigns.models import (
    Ask,
    Campaign,
    Chart,
    ChartBar,
    Figure,
    LatestPost,
    NewsPost,
    Partner,
    TimelineEntry,
)
from tests.factories import CleanFactory, PublishableFactory


class PartnerFactory(CleanFactory):
    name_en = factory.Sequence(lambda n: f"Partner {n}")
    name_fr = factory.Sequence(lambda n: f"Partenaire {n}")
    role = Partner.Role.PETITION

    class Meta:
        model = Partner


class CampaignFactory(PublishableFactory):
    """`CampaignFactory(asks=3)` makes its asks with it."""

    position = factory.Sequence(lambda n: n + 1)
    title_en = factory.Sequence(lambda n: f"Campaign {n}")
    title_fr = factory.Sequence(lambda n: f"Campagne {n}")
    slug_en = factory.Sequence(lambda n: f"campaign-{n}")
    slug_fr = factory.Sequence(lambda n: f"campagne-{n}")
    lead_en = "What this is about."
    lead_fr = "De quoi il s’agit."
    body_en = "<p>The case.</p>"
    body_fr = "<p>Le dossier.</p>"

    class Meta:
        model = Campaign
        skip_postgeneration_save = True

    @factory.post_generation
    def asks(campaign, create, count, **kwargs):  # noqa: N805 (factory_boy hands over the record)
        for position in range(1, (count or 0) + 1):
            AskFactory(campaign=campaign, position=position, **kwargs)


class AskFactory(CleanFactory):
    campaign = factory.SubFactory(CampaignFactory)
    position = 1
    title_en = factory.Sequence(lambda n: f"Ask {n}")
    title_fr = factory.Sequence(lambda n: f"Demande {n}")
    reason_en = "<p>The reason.</p>"
    reason_fr = "<p>La raison.</p>"

    class Meta:
        model = Ask


class FigureFactory(CleanFactory):
    campaign = factory.SubFactory(CampaignFactory)
    position = 1
    value_en = "20,593"
    value_fr = "20 593"
    label_en = "people"
    label_fr = "personnes"
    as_of_en = as_of_fr = "2017"
    source_name_en = "IRCC data"
    source_name_fr = "Données d’IRCC"

    class Meta:
        model = Figure


class TimelineEntryFactory(CleanFactory):
    campaign = factory.SubFactory(CampaignFactory)
    date = datetime.date(2023, 3, 25)
    title_en = "The protocol"
    title_fr = "Le protocole"
    text_en = "It covers the whole border."
    text_fr = "Il vise toute la frontière."
    source_name_en = "Treaty E105722"
    source_name_fr = "Traité E105722"

    class Meta:
        model = TimelineEntry


class NewsPostFactory(PublishableFactory):
    date = datetime.date(2026, 10, 1)
    title_en = factory.Sequence(lambda n: f"News {n}")
    title_fr = factory.Sequence(lambda n: f"Nouvelle {n}")
    slug_en = factory.Sequence(lambda n: f"news-{n}")
    slug_fr = factory.Sequence(lambda n: f"nouvelle-{n}")
    summary_en = "What happened."
    summary_fr = "Ce qui s’est passé."
    body_en = "<p>More of it.</p>"
    body_fr = "<p>La suite.</p>"

    class Meta:
        model = NewsPost


class ChartFactory(CleanFactory):
    key = factory.Sequence(lambda n: f"chart-{n}")
    title_en = "A survey"
    title_fr = "Un sondage"
    unit = Chart.Unit.PERCENT
    as_of_en = "April 2017"
    as_of_fr = "avril 2017"
    source_name_en = "Survey of sponsors"
    source_name_fr = "Sondage auprès des parrains"

    class Meta:
        model = Chart


class ChartBarFactory(CleanFactory):
    chart = factory.SubFactory(ChartFactory)
    position = factory.Sequence(lambda n: n % 20 + 1)
    label_en = "Concerned"
    label_fr = "Préoccupés"
    value = 75

    class Meta:
        model = ChartBar


class LatestPostFactory(CleanFactory):
    guid = factory.Sequence(lambda n: f"{n:064}")
    url = factory.Sequence(lambda n: f"https://social.example.org/@us/{n}")
    text = factory.Sequence(lambda n: f"Post {n}")
    posted_at = factory.LazyFunction(timezone.now)

    class Meta:
        model = LatestPost
