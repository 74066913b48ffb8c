"""Links to other sites, with what the worker found when it was last asked to look."""

from typing import NamedTuple

from django.db.models import Model
from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing.models import OutsideLink
from publishing.prepublish.finding import Finding
from publishing.prepublish.own_links import own_address
from publishing.prepublish.registry import check
from publishing.prepublish.subject import shortened

LONGEST = OutsideLink._meta.get_field("url").max_length


class Place(NamedTuple):
    """Where an address stands."""

    url: str
    record: Model
    field: str
    near: str


def places(subject):
    """A Place for each address of another site in the texts and fields of `subject`, in the order of the form."""
    for text in subject.rich_texts:
        for a in text.tree.iter("a"):
            if is_outside(url := without_fragment(a.get("href", ""))):
                yield Place(url, text.record, text.field, shortened(a.text_content()))
    for address, record, field in subject.addresses:
        if is_outside(url := without_fragment(address)):
            yield Place(url, record, field, "")


def without_fragment(href):
    return href.strip().partition("#")[0]


def is_outside(href):
    is_web = href.lower().startswith(("http://", "https://"))
    return is_web and own_address(href) is None and len(href) <= LONGEST


def answers(urls):
    """{url: OutsideLink} of those that were asked about."""
    return {link.url: link for link in OutsideLink.objects.filter(url__in=set(urls))}


@check
def dead_outside_link(subject):
    """An address of another site that was gone when staff last had the worker look."""
    found = list(places(subject))
    known = answers(place.url for place in found) if found else {}
    for place in found:
        link = known.get(place.url)
        if link is not None and link.is_dead:
            yield Finding(_("A link to another site is dead"), _sentence(link), place.record, place.field, place.near)


def _sentence(link):
    day = format_date(timezone.localtime(link.checked_at), "DATE_FORMAT")
    sentences = {
        OutsideLink.Outcome.GONE: _("%(url)s was not there on %(day)s."),
        OutsideLink.Outcome.SILENT: _("%(url)s did not answer on %(day)s."),
        OutsideLink.Outcome.BROKEN: _("%(url)s answered with an error of its own on %(day)s."),
        OutsideLink.Outcome.REFUSED: _("%(url)s is no address of the public internet."),
    }
    return sentences[link.outcome] % {"url": link.url, "day": day}
