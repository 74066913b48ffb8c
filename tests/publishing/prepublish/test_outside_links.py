"""Links to other sites: collected from texts and fields, asked by the worker, shown with their date."""

from datetime import timedelta

import pytest
from django.utils import timezone

from publishing import actions, tasks
from publishing.models import OutsideLink
from publishing.prepublish import outside_answers
from publishing.prepublish.outside_answers import Answer
from tests.factories.campaigns import CampaignFactory, FigureFactory
from tests.factories.resources import DocumentFactory
from tests.publishing.prepublish.found import found, titles, words

pytestmark = pytest.mark.django_db

Outcome = OutsideLink.Outcome
DEAD = "A link to another site is dead"
PAGE = "https://example.org/page/"


@pytest.fixture
def answers(monkeypatch):
    """{url: Answer} of the world; what was asked is under `asked`."""

    class World(dict):
        asked = []

    world = World()

    def answer(url):
        world.asked.append(url)
        return world.get(url, Answer(Outcome.ALIVE, 200))

    world.asked = []
    monkeypatch.setattr(outside_answers, "ask", answer)
    monkeypatch.setattr(tasks, "PAUSE", 0)
    return world


def linking():
    html = f'<p>See <a href="{PAGE}#part">their page</a>.</p>'
    return DocumentFactory(body_en=html, body_fr=html)


def check(*urls):
    actions.ask_outside_links(urls=urls)
    tasks.check_outside_links.func()


def test_what_nobody_asked_about_is_no_finding():
    assert titles(linking()) == []


def test_a_page_that_is_gone_is_named_at_its_link_in_both_languages(answers):
    answers[PAGE] = Answer(Outcome.GONE, 404)
    document = linking()
    check(PAGE)
    assert found(document) == [(DEAD, "body_en", "their page"), (DEAD, "body_fr", "their page")]
    assert words(document)[0].startswith(f"{PAGE} was not there on ")


@pytest.mark.parametrize(
    ("outcome", "is_dead"),
    [
        (Outcome.ALIVE, False),
        (Outcome.CLOSED, False),
        (Outcome.SILENT, True),
        (Outcome.BROKEN, True),
        (Outcome.REFUSED, True),
    ],
)
def test_a_page_that_lets_no_program_in_is_not_called_dead(answers, outcome, is_dead):
    answers[PAGE] = Answer(outcome)
    document = linking()
    check(PAGE)
    assert (DEAD in titles(document)) is is_dead


def test_the_address_of_a_source_is_looked_at_in_its_field(answers):
    answers["https://example.org/source"] = Answer(Outcome.GONE, 404)
    campaign = CampaignFactory()
    FigureFactory(campaign=campaign, source_url="https://example.org/source")
    check("https://example.org/source")
    assert found(campaign) == [(DEAD, "source_url", "")]


def test_an_address_is_asked_once_until_it_is_wanted_again(answers):
    check(PAGE)
    tasks.check_outside_links.func()
    assert answers.asked == [PAGE]
    check(PAGE)
    assert answers.asked == [PAGE, PAGE]
    assert OutsideLink.objects.count() == 1


def test_a_new_answer_replaces_the_old_one(answers):
    answers[PAGE] = Answer(Outcome.GONE, 404)
    check(PAGE)
    answers[PAGE] = Answer(Outcome.ALIVE, 200, "https://example.org/new/")
    check(PAGE)
    link = OutsideLink.objects.get()
    assert (link.outcome, link.status, link.moved_to) == (Outcome.ALIVE, 200, "https://example.org/new/")
    assert not link.is_waiting
    assert titles(linking()) == []


def test_what_is_known_stays_while_it_is_asked_again(answers):
    answers[PAGE] = Answer(Outcome.GONE, 404)
    check(PAGE)
    actions.ask_outside_links(urls=[PAGE])
    link = OutsideLink.objects.get()
    assert link.is_waiting
    assert link.outcome == Outcome.GONE


def test_a_run_asks_a_few_and_the_oldest_wish_first(answers, monkeypatch):
    monkeypatch.setattr(tasks, "MOST_LINKS", 2)
    now = timezone.now()
    for number in range(3):
        OutsideLink.objects.create(url=f"{PAGE}{number}", asked_at=now - timedelta(minutes=number))
    tasks.check_outside_links.func()
    assert answers.asked == [f"{PAGE}2", f"{PAGE}1"]
    tasks.check_outside_links.func()
    assert answers.asked[2:] == [f"{PAGE}0"]


def test_the_same_server_is_given_a_pause_and_another_is_not(answers, monkeypatch):
    pauses = []
    monkeypatch.setattr(tasks.time, "sleep", pauses.append)
    monkeypatch.setattr(tasks, "PAUSE", 1)
    check("https://a.example.org/1", "https://a.example.org/2", "https://b.example.org/1")
    assert pauses == [1]


def test_links_inside_the_site_mails_and_addresses_too_long_are_not_asked(publisher):
    html = (
        '<p><a href="https://act.example.org/en/">own</a> <a href="mailto:a@example.org">mail</a> '
        f'<a href="https://example.org/{"x" * 2000}">long</a> <a href="/en/">own</a></p>'
    )
    document = DocumentFactory(body_en=html, body_fr=html)
    publisher.post(f"/admin/resources/document/{document.pk}/before-publishing/", {"ask": "1"})
    assert not OutsideLink.objects.exists()
