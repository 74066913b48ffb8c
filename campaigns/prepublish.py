"""What is looked at in campaigns and news before they are published, and in every text that shows a chart."""

from django.utils.translation import gettext as _

from campaigns.models import Campaign, Chart, Figure, NewsPost, Sourced
from publishing.placeholders import ANY_BRACES
from publishing.prepublish.finding import Finding
from publishing.prepublish.registry import always, check, register
from publishing.prepublish.subject import LANGUAGES, Subject

register(Campaign, relations=("asks", "figures", "timeline"), essential=("title", "lead"), cites=always)
# A post names its source in a field of its own.
register(NewsPost, essential=("title", "summary"), cites=lambda post: not post.source_name)


@check
def figure_without_source(subject):
    """A figure or an event of a campaign, or a chart that a text shows, which does not say where it is from."""
    for record in [*(part for part in subject.parts if isinstance(part, Sourced)), *charts_of(subject)]:
        if not any(getattr(record, f"source_name_{language}") for language in LANGUAGES):
            words = _("“%(record)s” does not say where it is taken from.") % {"record": record}
            yield Finding(_("A figure without a source"), words, record, "source_name_en")


@check
def figure_without_date(subject):
    """The same for the year or the day that a figure belongs to."""
    for record in [*(part for part in subject.parts if isinstance(part, Figure)), *charts_of(subject)]:
        if not any(getattr(record, f"as_of_{language}") for language in LANGUAGES):
            words = _("“%(record)s” does not say of which year or day it is.") % {"record": record}
            yield Finding(_("A figure without a date"), words, record, "as_of_en")


@check
def chart_in_one_language(subject):
    """A chart that a text shows and that has its words in one language only: it is edited in a form of its own."""
    for chart in charts_of(subject):
        for pair in Subject(chart, ("bars",)).pairs:
            empty = [text for text in (pair.english, pair.french) if not text.stored]
            if len(empty) == 1:
                words = _("The chart “%(chart)s” has words in one language only.") % {"chart": chart}
                field = empty[0].field if empty[0].record is chart else ""
                yield Finding(_("A language is missing"), words, chart, field)


def charts_of(subject):
    """The charts that the texts show, each once; asked for once, however many checks want them."""
    if not hasattr(subject, "charts"):
        names = {name for text in subject.rich_texts for name in ANY_BRACES.findall(text.stored)}
        keys = sorted(name.removeprefix("chart.") for name in names if name.startswith("chart."))
        subject.charts = list(Chart.objects.filter(key__in=keys)) if keys else []
    return subject.charts
