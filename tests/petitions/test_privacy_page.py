"""The privacy page says what the clocks do, and every other text takes its numbers from them too."""

import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.utils.translation import override

from petitions.clocks import in_words
from petitions.models import PrivacyClocks
from publishing import placeholders
from publishing.models import Page
from tests.page_forms import words_of

pytestmark = pytest.mark.django_db

ROOT = Path(settings.BASE_DIR)
# Numbers of days that are no clock of PrivacyClocks: copies for emergencies (deploy/backup.py), attempts to log in.
FIXED = 30


@pytest.fixture
def words():
    pages = yaml.safe_load((ROOT / "publishing/fixtures/pages.yaml").read_text(encoding="utf-8"))
    return next(page for page in pages if page["key"] == "privacy")


@pytest.fixture
def page(organisation, words):
    page = Page(**words)
    page.full_clean()
    page.save()
    return page


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_clock_stands_on_the_page(words, language):
    used = set(placeholders.PATTERN.findall(words[f"body_{language}"]))
    assert {f"privacy.{name}" for name in PrivacyClocks.names()} <= used


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_other_number_of_days_does(words, language):
    typed = re.findall(r"(\d+)\s(?:days?|jours?|years?|ans?|months?|mois)\b", words[f"body_{language}"])
    assert set(typed) == {str(FIXED)}
    assert f'"--keep-days", type=int, default={FIXED}' in (ROOT / "deploy/backup.py").read_text(encoding="utf-8")


@pytest.mark.parametrize(("path", "unit"), [("/en/privacy/", "days"), ("/fr/vie-privee/", "jours")])
def test_it_changes_with_the_clocks(client, page, path, unit):
    days = {name: 31 + place for place, name in enumerate(PrivacyClocks.names()) if name != "ip_days"}
    PrivacyClocks.objects.create(pk=1, ip_days=29, **days)
    shown = words_of(client.get(path))
    for number in (29, *days.values()):
        assert f"{number} {unit}" in shown
    assert "{{" not in shown


@pytest.mark.parametrize(
    ("days", "language", "words_"),
    [
        (1, "en", "1 day"),
        (30, "en", "30 days"),
        (365, "en", "1 year"),
        (730, "fr", "2 ans"),
        (30, "fr", "30 jours"),
        (1, "fr", "1 jour"),
    ],
)
def test_days_in_words(days, language, words_):
    assert in_words(days, language) == words_.replace(" ", "\u00a0")
    with override(language):
        assert in_words(days) == words_.replace(" ", "\u00a0")


def test_other_texts_take_their_number_from_the_clocks(client, organisation):
    PrivacyClocks.objects.create(pk=1, pending_days=45)
    assert "not confirmed within 45 days" in words_of(client.get("/en/petitions/x/confirm/broken/"))


def test_no_template_tells_a_number_of_days_by_itself():
    numbers = {
        path.relative_to(ROOT / "templates").as_posix(): re.findall(r"\b\d+ (?:days|jours)\b", path.read_text("utf-8"))
        for folder in ("petitions", "emails", "_components")
        for path in (ROOT / "templates" / folder).rglob("*.*")
    }
    assert {name: found for name, found in numbers.items() if found} == {
        "petitions/signers_page/emptied.html": ["30 days"],  # copies for emergencies
        "petitions/on_paper/page.html": ["45 days"],  # in which the government answers
    }


def test_staff_are_told_of_a_page_whose_numbers_were_typed(publisher, page):
    assert not [words for words, _address in publisher.get("/admin/").context["to_do"] if "clocks" in words]
    page.body_fr = page.body_fr.replace("{{privacy.pending_days}}", "30 jours")
    page.save()
    told = [item for item in publisher.get("/admin/").context["to_do"] if "clocks" in item[0]]
    assert [address for _words, address in told] == [f"/admin/publishing/page/{page.pk}/change/"]
    assert told[0][0].endswith(": {{privacy.pending_days}}")
