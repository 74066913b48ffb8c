"""Figures without a source: in fields of their own, in charts, and in running text."""

import pytest

from resources.models import Document
from tests.factories.campaigns import (
    CampaignFactory,
    ChartFactory,
    FigureFactory,
    NewsPostFactory,
    TimelineEntryFactory,
)
from tests.factories.resources import DocumentFactory
from tests.publishing.prepublish.found import found, titles, write

pytestmark = pytest.mark.django_db

UNSOURCED = "A figure without a source"
NOWHERE = {"source_name_en": "", "source_name_fr": ""}


def report(english, french="<p>Rien.</p>"):
    kind = {"kind": Document.Kind.REPORT, "layout": Document.Layout.REPORT}
    return write(DocumentFactory(**kind), body_en=english, body_fr=french)


def test_a_figure_or_an_event_of_a_campaign_says_where_it_is_from():
    campaign = CampaignFactory()
    figure, event = FigureFactory(campaign=campaign), TimelineEntryFactory(campaign=campaign)
    assert found(campaign) == []
    write(figure, **NOWHERE)
    write(event, **NOWHERE)
    assert found(campaign) == [(UNSOURCED, "source_name_en", "")] * 2


def test_a_figure_says_of_when_it_is():
    campaign = CampaignFactory()
    write(FigureFactory(campaign=campaign), as_of_en="", as_of_fr="")
    assert titles(campaign) == ["A figure without a date"]


def test_a_chart_is_looked_at_wherever_a_text_shows_it():
    chart = ChartFactory(key="waits")
    shown = {"body_en": "<p>{{chart.waits}}</p>", "body_fr": "<p>{{chart.waits}}</p>"}
    with_chart, without = DocumentFactory(**shown), DocumentFactory()
    assert titles(with_chart) == []
    write(chart, **NOWHERE)
    assert titles(with_chart) == [UNSOURCED]
    assert titles(without) == []
    write(chart, source_name_en="A survey", source_name_fr="Un sondage", note_en="In 2017")
    assert found(with_chart) == [("A language is missing", "note_fr", "")]


@pytest.mark.parametrize("figure", ["97%", "97 per cent", "$10,000", "20,593 people"])
def test_a_figure_in_a_report_without_note_link_or_source_is_named(figure):
    document = report(f"<h2>Waits</h2><p>Nothing here.</p><p>It was {figure} then.</p>")
    assert (UNSOURCED, "body_en", f"It was {figure} then.") in found(document)


def test_so_is_a_french_one():
    document = report("<p>Nothing.</p>", "<p>Il y en avait 12\u00a0500\u00a0$ alors.</p>")
    assert UNSOURCED in titles(document)


@pytest.mark.parametrize(
    "sourced",
    [
        "It was 97% then.((Survey of 2017.))",
        'It was 97%, <a href="https://example.org/">they say</a>.',
        "It was 97% (Immigration and Refugee Board, s. 12).",
        "It was 97% (2017).",
        "According to the Board it was 97%.",
        "There were 97 of them in 2017.",
    ],
)
def test_one_with_a_source_near_it_is_fine(sourced):
    assert UNSOURCED not in titles(report(f"<p>{sourced}</p>"))


def test_a_note_under_another_heading_does_not_count():
    assert UNSOURCED in titles(report("<h2>A</h2><p>x((Note.))</p><h2>B</h2><p>It was 97%.</p>"))


def test_letters_guides_and_news_with_a_source_are_not_asked_for_one():
    assert UNSOURCED not in titles(write(DocumentFactory(), body_en="<p>It was 97%.</p>", body_fr="<p>x</p>"))
    post = NewsPostFactory(body_en="<p>It was 97%.</p>")
    assert titles(post) == [UNSOURCED]
    assert titles(write(post, source_name_en="A paper", source_name_fr="Un journal")) == []
