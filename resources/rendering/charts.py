"""Charts: a paragraph that holds only `{{chart.key}}` becomes a figure.

    <figure class="chart" unit="percent" key="sah-survey">
      <figcaption>title</figcaption>
      <bars name="">                             one for each group; `name` is "" when there are none
        <bar value="97" share="0.97" shown="97 %">label</bar>
      </bars>
      <table>…</table>                           the same numbers, for outputs that draw a picture
      <p class="source">Source: … April 2017.</p>
      <p class="remark">…</p>                    if the chart has a note
    </figure>

`share` is a bar's length, 0 to 1, of the longest (of 100 for per cent).
"""

import re
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import override

from campaigns.models import Chart
from publishing.placeholders import PATTERN
from publishing.templatetags.typeset import localised_number
from resources.rendering import number_columns
from resources.rendering.tables import grid
from resources.rendering.trees import element

NBSP = "\u00a0"


def _named_in(text):
    return [name.removeprefix("chart.") for name in PATTERN.findall(text) if name.startswith("chart.")]


def _charts(keys):
    return {chart.key: chart for chart in Chart.objects.filter(key__in=keys).prefetch_related("bars")}


def replace_paragraphs(root, language):
    """Put a figure in place of every paragraph that is a chart's placeholder and nothing else."""
    alone = [p for p in root.iter("p") if re.fullmatch(r"\s*\{\{\s*chart\.[\w-]+\s*\}\}\s*", p.text_content())]
    found = _charts([key for p in alone for key in _named_in(p.text_content())]) if alone else {}
    for paragraph in alone:
        chart = found.get(_named_in(paragraph.text_content())[0])
        if chart is not None:
            drawn = figure(chart, language)
            drawn.tail = paragraph.tail
            paragraph.getparent().replace(paragraph, drawn)


def titles(root, language):
    """{"chart.key": title} of the charts that are named inside running text."""
    keys = _named_in(root.text_content())
    with override(language):
        return {f"chart.{key}": str(chart) for key, chart in _charts(keys).items()} if keys else {}


def figure(chart, language):
    """The figure of a campaigns Chart whose bars are prefetched."""
    with override(language):
        bars = list(chart.bars.all())
        longest = 100 if chart.unit == chart.Unit.PERCENT else max((bar.value for bar in bars), default=0)
        drawn = element("figure", class_="chart", unit=chart.unit, key=chart.key)
        drawn.append(element("figcaption", chart.title))
        groups = [(name, list(members)) for name, members in groupby(bars, key=lambda bar: bar.group or "")]
        for name, members in groups:
            drawn.append(_bars(name, members, chart, longest, language))
        drawn.append(_table(groups, chart, language))
        drawn.append(_source(chart))
        if chart.note:
            drawn.append(element("p", chart.note, class_="remark"))
    return drawn


def shown(value, unit, language):
    """A bar's number as printed: "97%" and "97 %", "20,593" and "20 593"."""
    number = localised_number(value, language)
    if unit != Chart.Unit.PERCENT:
        return number
    return f"{number}{NBSP}%" if language == "fr" else f"{number}%"


def _bars(name, members, chart, longest, language):
    group = element("bars", name=name)
    for bar in members:
        share = min(1.0, float(bar.value / longest)) if longest else 0.0
        group.append(
            element(
                "bar",
                bar.label,
                value=f"{bar.value.normalize():f}",
                share=f"{share:.4f}",
                shown=shown(bar.value, chart.unit, language),
            )
        )
    return group


def _table(groups, chart, language):
    """Labels down, groups across; a chart without groups has one column of numbers."""
    labels = list(dict.fromkeys(bar.label for _name, members in groups for bar in members))
    table = element("table", columns=len(groups) + 1)
    head, body = element("thead"), element("tbody")
    table.extend([head, body])
    row = element("tr")
    row.append(element("th", "", scope="col"))
    for name, _members in groups:
        row.append(element("th", name or chart.get_unit_display().capitalize(), scope="col"))
    head.append(row)
    for label in labels:
        row = element("tr")
        row.append(element("th", label, scope="row"))
        for _name, members in groups:
            values = [bar.value for bar in members if bar.label == label]
            row.append(element("td", shown(values[0], chart.unit, language) if values else ""))
        body.append(row)
    number_columns.mark(table, grid(table))
    return table


def _source(chart):
    source = element("p", class_="source")
    before, after = _("Source: %(source)s. %(date)s.").split("%(source)s")
    source.text = before
    name = element("a" if chart.source_url else "span", chart.source_name)
    if chart.source_url:
        name.set("href", chart.source_url)
    name.tail = after.replace("%(date)s", chart.as_of)
    source.append(name)
    return source
