"""The site's first content, read from the YAML files in each app's fixtures/ folder.

A file is a list of records; a record's keys are the model's own field names (`title_en`, `title_fr`). Every
record passes full_clean(), so that seed text is sanitised and typeset exactly as what staff type.
"""

from datetime import datetime, time

import yaml
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from advocacy.models import Section, Way
from campaigns.models import Ask, Campaign, Chart, ChartBar, Figure, NewsPost, Partner, TimelineEntry
from config.records import create, folder, read, without
from config.tools_of_campaigns import TOOLS
from parliament.models import DecisionMaker
from petitions.actions import keep_text
from petitions.models import Petition, PetitionEntry, Tally
from publishing.models import Organisation, Page
from resources.models import Document, Download, Topic

PUBLISHED = {"state": "published"}
MENU = ("home", "research", "policy-statements", "church-resources", "take-action", "news")


def _ottawa(day, hour=time.min):
    return timezone.make_aware(datetime.combine(day, hour))


def is_empty():
    """Whether the site has no content yet. One page is enough to leave everything as it is."""
    return not Page.objects.exists() and not Document.objects.exists() and not Campaign.objects.exists()


@transaction.atomic
def load():
    """Create all of the site's first content. Returns {label: number of records}."""
    steps = (
        _organisation,
        _decision_makers,
        _partners,
        _charts,
        _pages,
        _documents,
        _campaigns,
        _news,
        _petitions,
        _toolkit,
        _tools,
    )
    loaded = {}
    for step in steps:
        loaded |= step()
    return loaded


def _organisation():
    create(Organisation, pk=1, **read("publishing", "organisation.yaml"))
    return {"organisation": 1}


def _pages():
    pages = read("publishing", "pages.yaml")
    for page in pages:
        place = MENU.index(page["key"]) + 1 if page["key"] in MENU else None
        create(Page, menu_position=place, **page)
    return {"pages": len(pages)}


def _decision_makers():
    people = read("parliament", "decision_makers.yaml")
    for person in people:
        create(DecisionMaker, **person)
    return {"decision-makers": len(people)}


def _partners():
    partners = read("campaigns", "partners.yaml")
    for partner in partners:
        create(Partner, **partner)
    return {"partners": len(partners)}


def _charts():
    charts = read("campaigns", "charts.yaml")
    for record in charts:
        chart = create(Chart, **without(record, "bars"))
        for position, bar in enumerate(record["bars"], 1):
            create(ChartBar, chart=chart, position=position, **bar)
    return {"charts": len(charts)}


def _documents():
    for topic in read("resources", "topics.yaml"):
        create(Topic, **topic)
    files = sorted(folder("resources").joinpath("documents").glob("*.yaml"))
    for file in files:
        record = yaml.safe_load(file.read_text(encoding="utf-8"))
        recipient = record.get("recipient")
        document = create(
            Document,
            **without(record, "topics", "formats", "variants", "recipient"),
            **PUBLISHED,
            published_at=_ottawa(record["issued_on"]),
            has_pdf="pdf" in record["formats"],
            has_docx="docx" in record["formats"],
            has_epub="epub" in record["formats"],
            has_txt="txt" in record["formats"],
            has_large_print="large" in record["variants"],
            has_booklet="booklet" in record["variants"],
            has_insert="insert" in record["variants"],
            recipient=DecisionMaker.objects.get(key=recipient) if recipient else None,
        )
        document.topics.set(Topic.objects.filter(key__in=record["topics"]))
    return {"documents": len(files)}


def _campaigns():
    campaigns = read("campaigns", "campaigns.yaml")
    for position, record in enumerate(campaigns, 1):
        campaign = create(
            Campaign,
            position=position,
            **without(record, "asks", "figures", "timeline", "downloads"),
            **PUBLISHED,
            published_at=timezone.now(),
        )
        _add_picture(campaign)
        for model, name in ((Ask, "asks"), (Figure, "figures")):
            for place, part in enumerate(record[name], 1):
                create(model, campaign=campaign, position=place, **part)
        for entry in record["timeline"]:
            create(TimelineEntry, campaign=campaign, **entry)
        for place, slug in enumerate(record["downloads"], 1):
            create(Download, campaign=campaign, document=Document.objects.get(slug_en=slug), position=place)
    return {"campaigns": len(campaigns)}


def _add_picture(campaign):
    path = folder("campaigns") / "pictures" / f"{campaign.slug_en}.jpg"
    with path.open("rb") as picture:
        campaign.photo.save(path.name, File(picture), save=True)


def _news():
    posts = read("campaigns", "news.yaml")
    for record in posts:
        campaign = record["campaign"]
        create(
            NewsPost,
            **without(record, "campaign"),
            **PUBLISHED,
            published_at=_ottawa(record["date"]),
            campaign=Campaign.objects.get(slug_en=campaign) if campaign else None,
        )
    return {"news": len(posts)}


def _petitions():
    petitions = read("petitions", "petitions.yaml")
    for record in petitions:
        petition = create(
            Petition,
            **without(record, "campaign", "recipient", "partners", "opens_on", "closes_on"),
            state=Petition.State.OPEN,
            campaign=Campaign.objects.get(slug_en=record["campaign"]),
            recipient=DecisionMaker.objects.get(key=record["recipient"]),
            opens_at=_ottawa(record["opens_on"]),
            # The last day counts in full.
            closes_at=_ottawa(record["closes_on"], time(23, 59)),
        )
        petition.partners.set(Partner.objects.filter(name_en__in=record["partners"]))
        keep_text(petition=petition)
        create(
            PetitionEntry,
            petition=petition,
            kind=PetitionEntry.Kind.OPENED,
            happened_on=record["opens_on"],
            text_en="",
            text_fr="",
        )
        Tally.objects.create(petition=petition)
    return {"petitions": len(petitions)}


def _toolkit():
    sections = read("advocacy", "sections.yaml")
    for record in sections:
        links = {
            "document": Document.objects.get(slug_en=record["document"]) if record["document"] else None,
            "recipient": DecisionMaker.objects.get(key=record["recipient"]) if record["recipient"] else None,
            "petition": Petition.objects.get(slug_en=record["petition"]) if record["petition"] else None,
        }
        create(Section, **without(record, *links), **links, **PUBLISHED, published_at=timezone.now())
    ways = read("advocacy", "ways.yaml")
    for position, way in enumerate(ways, 1):
        create(Way, position=position, **way)
    return {"sections": len(sections), "ways": len(ways)}


def _tools():
    """The call sheet, the plan for meetings and the letter of each campaign."""
    loaded = {}
    for tool in TOOLS:
        records = read("advocacy", tool.file)
        for record in records:
            tool.make(record, **PUBLISHED, published_at=timezone.now())
        loaded[tool.name] = len(records)
    return loaded
