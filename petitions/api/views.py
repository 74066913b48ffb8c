"""Numbers for other programs: read-only JSON, open to pages of other sites. docs/api.md describes it."""

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from parliament.models import Riding
from parliament.provinces import province_name
from petitions import numbers
from petitions.api.answers import open_json
from petitions.models import Petition
from petitions.suppression import SMALLEST_SHOWN

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@require_safe
def petitions(request):
    """All that are on the site, the newest first."""
    found = Petition.objects.public().select_related("tally").order_by("-opens_at", "pk")
    return open_json({"petitions": [_summary(petition) for petition in found]})


@require_safe
def petition(request, slug):
    """One petition, by its address in either language."""
    found = Petition.objects.public().with_slug(slug).select_related("tally").first()
    if found is None:
        raise Http404
    return open_json(_summary(found) | _groups(found))


def _summary(petition):
    tally = getattr(petition, "tally", None)
    return {
        "title": _in_both(lambda: petition.title),
        "url": _in_both(lambda: f"{settings.SITE_URL}{petition.get_absolute_url()}"),
        "json": f"{settings.SITE_URL}{reverse('api-petition', args=[petition.slug_en])}",
        "state": petition.state_now,
        "opens_at": petition.opens_at.isoformat(),
        "closes_at": petition.closes_at.isoformat(),
        "goal": petition.goal,
        "counts": petition.counts,
        "counted_at": tally.counted_at.isoformat() if tally else None,
    }


def _groups(petition):
    provinces = numbers.by_province(petition)
    ridings = numbers.by_riding(petition, provinces)
    names = {riding.number: riding for riding in Riding.objects.in_force()} if ridings else {}
    return {
        "smallest_group_shown": SMALLEST_SHOWN,
        "by_province": [_province(code, number) for code, number in provinces.items()],
        "by_riding": [
            {"province": province or None, "riding": riding or None, "name": _riding_name(names.get(riding))}
            | _number(number)
            for (province, riding), number in ridings.items()
        ],
        "by_language": [{"language": code} | _number(n) for code, n in numbers.by_language(petition).items()],
        "by_week": [{"week": week.isoformat()} | _number(n) for week, n in numbers.by_week(petition).items()],
        "paper_by_province": [_province(code, n) for code, n in numbers.paper_by_province(petition).items()],
    }


def _province(code, number):
    return {"province": code or None, "name": _in_both(lambda: str(province_name(code))) if code else None} | _number(
        number
    )


def _riding_name(riding):
    return _in_both(lambda: riding.name) if riding else None


def _number(number):
    return {"count": number, "suppressed": number is None}


def _in_both(read):
    """{"en": …, "fr": …}: what `read()` gives in each language."""
    words = {}
    for code in LANGUAGES:
        with override(code):
            words[code] = read()
    return words
