"""The papers of a pack as editions: what is printed comes from templates, set like the documents of the library."""

from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from lxml import etree

from petitions.packs.addressee import riding_name
from petitions.packs.groups import groups_of
from publishing.models import Organisation
from publishing.rich_text import parse
from publishing.templatetags.typeset import long_date
from resources.rendering.edition import Edition, bare
from resources.rendering.gathering import sender_of
from resources.rendering.source import semantic_tree


def pack_address(delivery):
    """The public page of a pack, with the site's own address, in the active language."""
    return settings.SITE_URL + reverse("petition-delivery", args=[delivery.petition.slug, delivery.code])


def edition_of(delivery, *, layout, title, template, letter=None, subtitle=""):
    """The Edition of a paper, in the active language, which is that of the pack."""
    language, organisation = delivery.language, Organisation.load()
    day, address = timezone.localdate(delivery.made_at), pack_address(delivery)
    context = _context(delivery, address)
    body = semantic_tree(render_to_string(template, context), language, in_file=True)
    return Edition(
        language=language,
        layout=layout,
        kind=_("Petition"),
        title=title,
        subtitle=subtitle,
        summary=delivery.petition.title or "",
        audience="",
        issued_on=day,
        date_in_words=long_date(day, language),
        address=address,
        sender=sender_of(organisation),
        words={
            "note": _("Note"),
            "imprint": _("%(name)s, %(date)s") % {"name": organisation.name, "date": long_date(day, language)},
            "online": _("Whether this pack is genuine:"),
        },
        letter=letter,
        body=etree.tostring(body, encoding="unicode"),
    )


def _context(delivery, address):
    """What the templates print. The prayer is put in as plain text: its markup is that of a page, not of a letter."""
    facts, petition = delivery.facts, delivery.petition
    named = sum(delivery.files.filter(kind="names").values_list("rows", flat=True))
    signed = dict(facts["versions"])
    versions = petition.versions.filter(number__in=signed).order_by("number")
    return {
        "delivery": delivery,
        "petition": petition,
        "facts": facts,
        "groups": groups_of(delivery),
        "riding": riding_name(delivery.riding),
        "prayer": parse(petition.prayer).text_content().strip(),
        "versions": [(version, signed[version.number]) for version in versions],
        "until": delivery.counted_until,
        "first_day": _day(facts["first_day"]),
        "last_day": _day(facts["last_day"]),
        "total": facts["confirmed"] + facts["paper"],
        "has_names": delivery.detail != delivery.Detail.COUNTS,
        "named": named,
        "named_less": max(0, (facts["riding"] if delivery.riding else facts["confirmed"]) - named),
        "own_words": [words.strip() for words in delivery.letter.split("\n\n") if words.strip()],
        "address": address,
        "bare_address": bare(address),
    }


def _day(iso):
    return date.fromisoformat(iso) if iso else None
