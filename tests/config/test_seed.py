"""The site's first content, and that it is loaded once and never over what staff wrote."""

from typing import NamedTuple

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from advocacy.models import Section, Way
from campaigns.models import Campaign, Chart, NewsPost
from config import seed
from parliament.models import DecisionMaker
from petitions.models import Petition
from publishing import links, placeholders
from publishing.fields import LineField, PlainTextField, RichTextField
from publishing.models import Organisation, Page, Publishable
from publishing.rich_text import parse, sanitise
from resources.models import Document
from tests.factories.publishing import PageFactory

TOOLKIT = [
    "Why Advocacy?",
    "Doing Research",
    "Formulating Objectives",
    "Choosing Tactics",
    "Forming Relationships with Policy-Makers",
    "Calling your MP",
    "Meeting with your MP",
    "Sample Letter",
    "Sample One Page Brief",
    "Petition",
]
KINDS = (LineField, PlainTextField, RichTextField)
MINISTERS_PAGES = [
    f"/en/{path}/"
    for path in (
        "take-action",
        "toolkit/sample-letter",
        "petitions/waive-travel-loans",
        "campaigns/travel-loans",
        "resources/sample-letter-to-the-minister",
        "resources/stca-draft-letter",
    )
]


def site_models():
    own = {"publishing", "parliament", "campaigns", "resources", "petitions", "advocacy"}
    return [model for model in apps.get_models() if model._meta.app_label in own and "Historical" not in model.__name__]


def everything():
    return {
        model._meta.label: list(model.objects.order_by("pk").values())
        for model in site_models()
        if model._meta.label not in ("resources.Rendition", "petitions.Sheet")
    }


def texts(kind):
    """(record, field, text) for every filled column of that kind in the site's content, one for each language."""
    for model in site_models():
        columns = [f for f in model._meta.get_fields() if isinstance(f, kind) and f.name[-3:] in ("_en", "_fr")]
        for record in model.objects.all() if columns else []:
            for column in columns:
                if text := getattr(record, column.name):
                    yield record, column, text


class TestLoading:
    def test_fills_an_empty_site_with_all_there_is(self, content):
        assert content["organisation"] == Organisation.objects.count() == 1
        assert content["pages"] == Page.objects.count() == len(Page.Key)
        assert content["documents"] == Document.objects.count() >= 15
        assert content["campaigns"] == Campaign.objects.count() == 2
        assert content["news"] == NewsPost.objects.count() >= 5
        assert content["petitions"] == Petition.objects.count() == 1
        assert content["sections"] == Section.objects.count() == 10
        assert content["ways"] == Way.objects.count() >= 5
        assert content["charts"] == Chart.objects.count()
        assert content["decision-makers"] == DecisionMaker.objects.count()

    def test_publishes_it_all(self, content):
        for model in site_models():
            if issubclass(model, Publishable):
                assert model.objects.count() == model.objects.public().count() > 0
                assert not model.objects.filter(published_at=None).exists()
        assert Petition.objects.get().state == "open"

    def test_twice_changes_nothing(self, content, capsys):
        before = everything()
        call_command("load_content")
        assert "nothing was loaded or changed" in capsys.readouterr().out
        assert everything() == before

    def test_again_leaves_what_staff_wrote(self, content):
        page = Page.objects.get(key="home")
        page.title_en = "Our own words"
        page.save()
        call_command("load_content")
        page.refresh_from_db()
        assert page.title_en == "Our own words"

    @pytest.mark.django_db
    def test_keeps_off_a_site_that_has_one_page(self, capsys):
        PageFactory(key="privacy")
        call_command("load_content")
        assert "nothing was loaded" in capsys.readouterr().out
        assert Page.objects.count() == 1
        assert not Document.objects.exists()

    @pytest.mark.django_db
    def test_loads_all_or_nothing(self, monkeypatch, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path

        def break_down():
            raise ValidationError("a record is not right")

        monkeypatch.setattr(seed, "_toolkit", break_down)
        with pytest.raises(ValidationError), transaction.atomic():
            seed.load()
        assert seed.is_empty()
        assert not Organisation.objects.exists()

    @pytest.mark.django_db
    def test_by_command_says_what_it_loads_and_can_be_searched_at_once(self, capsys, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        call_command("load_content")
        out = capsys.readouterr().out
        assert "10 sections" in out
        assert out.endswith("Content loaded.\n")
        assert Section.objects.public().search("advocacy").count() > 0


class Said(NamedTuple):
    """All words of the first content, and what they refer to, by language."""

    texts: list
    values: dict
    blocks: set
    addresses: dict
    ways: list
    sections: list


@pytest.fixture(scope="module")
def said(django_db_setup, django_db_blocker, tmp_path_factory):
    """Loads the content once for the tests that only read what it says."""
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")),
        transaction.atomic(),
    ):
        seed.load()
        found = [(record, column, text) for kind in KINDS for record, column, text in texts(kind)]
        ways = list(Way.objects.values_list("target", flat=True))
        tokens = {token for _r, _c, text in found for token in tokens_of(text)} | set(ways)
        said = Said(
            found,
            {language: placeholders.texts(language) for language in ("en", "fr")},
            placeholders.block_names(),
            {language: links.addresses(tokens, language) for language in ("en", "fr")},
            ways,
            [section.title_en for section in Section.objects.order_by("number")],
        )
        transaction.set_rollback(True)
    return said


def tokens_of(text):
    hrefs = [link.get("href") for link in parse(text).iter("a")] if "page:" in text else []
    return [href for href in hrefs if href.startswith("page:")]


class TestWhatItSays:
    def test_is_whole_in_both_languages(self, said):
        """A column that is filled in one language is filled in the other."""
        missing = []
        for record, column, _text in said.texts:
            twin = column.name[:-2] + ("fr" if column.name.endswith("_en") else "en")
            if not getattr(record, twin):
                missing.append(f"{record._meta.label} {record.pk}: {twin}")
        assert missing == []
        assert len(said.texts) > 500

    def test_names_placeholders_that_stand_for_something(self, said):
        for record, column, text in said.texts:
            for name in placeholders.PATTERN.findall(text):
                where = f"{record._meta.label} {record.pk}: {column.name}: {name}"
                assert name in said.blocks or said.values[column.name[-2:]].get(name), where

    def test_links_to_pages_that_are_there(self, said):
        dead = [
            (f"{record._meta.label} {record.pk}: {column.name}", token)
            for record, column, text in said.texts
            for token in tokens_of(text)
            if token not in said.addresses[column.name[-2:]]
        ]
        dead += [
            (language, target)
            for language in ("en", "fr")
            for target in said.ways
            if target not in said.addresses[language]
        ]
        assert dead == []

    def test_has_the_ten_sections_of_the_package_in_their_order(self, said):
        for title, beginning in zip(said.sections, TOOLKIT, strict=True):
            assert title.casefold().startswith(beginning.casefold())

    def test_says_no_word_that_is_nothing(self, said):
        for _record, _column, text in said.texts:
            for word in ("lorem", "TODO", "FIXME", "XXX"):
                assert word not in text


class TestItsWords:
    def test_are_sanitised_and_typeset_and_would_stay_as_they_are(self, content):
        for record, column, text in texts(RichTextField):
            assert sanitise(text, column.name[-2:]) == text, f"{record._meta.label} {record.pk}: {column.name}"
        for kind in (LineField, PlainTextField):
            for record, column, text in texts(kind):
                assert column.clean(text, record) == text, f"{record._meta.label} {record.pk}: {column.name}"

    def test_name_the_minister_and_a_new_one_is_named_at_once(self, content, client):
        minister = DecisionMaker.objects.get(key="minister")
        old = minister.full_name
        mentions = [url for url in MINISTERS_PAGES if old in client.get(url).text]
        assert len(mentions) >= 2
        minister.first_name, minister.last_name = "Rowan", "Singh-Ouellette"
        minister.save()
        for url in mentions:
            page = client.get(url).text
            assert "Rowan Singh-Ouellette" in page, url
            assert old not in page, url
