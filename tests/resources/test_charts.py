"""Charts: the same numbers as bars, as rows that can be heard, and as a table; in both languages."""

import pytest
from lxml import html

from campaigns.models import Chart
from resources.rendering import charts, page
from resources.rendering.source import semantic_tree
from tests.factories.campaigns import ChartBarFactory, ChartFactory

pytestmark = pytest.mark.django_db

NBSP = "\u00a0"


@pytest.fixture
def people():
    chart = ChartFactory(
        key="targets", title_en="Targets", title_fr="Cibles", unit=Chart.Unit.PEOPLE, note_en="Not arrivals."
    )
    bars = [("2018", "Private", 18_000), ("2018", "State", 7_500), ("2025", "Private", 23_000), ("2025", "State", 0)]
    for position, (group, label, value) in enumerate(bars, 1):
        names = {"group_en": group, "group_fr": group, "label_en": label, "label_fr": label}
        ChartBarFactory(chart=chart, position=position, value=value, **names)
    return chart


@pytest.fixture
def percent():
    chart = ChartFactory(key="survey", unit=Chart.Unit.PERCENT, source_url="https://example.org/")
    ChartBarFactory(chart=chart, label_en="Waits", label_fr="Attente", value="97.50")
    return chart


def drawn(chart, language="en"):
    return charts.figure(Chart.objects.prefetch_related("bars").get(pk=chart.pk), language)


def test_bars_are_as_long_as_their_share_of_the_longest(people):
    assert [float(bar.get("share")) for bar in drawn(people).iter("bar")] == [0.7826, 0.3261, 1.0, 0.0]


def test_per_cent_are_shares_of_a_hundred(percent):
    (bar,) = drawn(percent).iter("bar")
    assert (bar.get("share"), bar.get("shown")) == ("0.9750", "97.5%")


def test_a_chart_of_nothing_but_zeros_can_be_drawn():
    chart = ChartFactory(unit=Chart.Unit.PEOPLE)
    ChartBarFactory(chart=chart, value=0)
    assert [bar.get("share") for bar in drawn(chart).iter("bar")] == ["0.0000"]


def test_numbers_follow_the_language(people, percent):
    assert next(drawn(people).iter("bar")).get("shown") == "18,000"
    assert next(drawn(people, "fr").iter("bar")).get("shown") == f"18{NBSP}000"
    assert next(drawn(percent, "fr").iter("bar")).get("shown") == f"97,5{NBSP}%"


def test_groups_are_columns_of_the_table(people):
    rows = [[cell.text or "" for cell in row] for row in drawn(people).find("table").iter("tr")]
    assert rows == [["", "2018", "2025"], ["Private", "18,000", "23,000"], ["State", "7,500", "0"]]


def test_the_source_is_named_with_its_date(percent):
    (source,) = drawn(percent).findall("p")
    assert "".join(source.itertext()) == "Source: Survey of sponsors. April 2017."
    assert source.find("a").get("href") == "https://example.org/"


def test_a_paragraph_that_is_only_a_chart_becomes_one_and_a_mention_names_it(people):
    tree = semantic_tree("<p> {{chart.targets}} </p><p>See {{chart.targets}} above.</p>", "fr")
    assert [child.tag for child in tree] == ["figure", "p"]
    assert tree[1].text == "See Cibles above."


def test_on_a_page_every_bar_is_a_row_with_its_number(people):
    figure = html.fragment_fromstring(page.chart_html(people, "en"))
    assert figure.xpath("figcaption/text()") == ["Targets"]
    assert figure.xpath("table/caption/text()") == ["2018", "2025"]
    assert figure.xpath("table[1]//th[@scope='row']/text()") == ["Private", "State"]
    assert figure.xpath("table[1]//span/text()") == ["18,000", "7,500"]
    assert figure.xpath("//svg/@aria-hidden") == ["true"] * 4
    assert figure.xpath("//rect[@class='bar-length']/@width") == ["78.26", "32.61", "100", "0"]
    assert figure.xpath("p[@class='chart-remark']/text()") == ["Not arrivals."]


def test_three_charts_in_a_text_cost_as_many_queries_as_one(people, percent, django_assert_num_queries):
    third = ChartFactory(key="third")
    ChartBarFactory(chart=third)
    with django_assert_num_queries(2):
        charts.replace_paragraphs(semantic_tree("", "en"), "en")
        root = html.fragment_fromstring(
            "<div><p>{{chart.targets}}</p><p>{{chart.survey}}</p><p>{{chart.third}}</p></div>"
        )
        charts.replace_paragraphs(root, "en")
    assert len(root.findall("figure")) == 3
