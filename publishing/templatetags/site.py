"""What the templates of every page need: addresses in the other language, filled-in names, mail links."""

from urllib.parse import quote, urlencode

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.translation import get_language, override

from publishing import placeholders

register = template.Library()

# What a list's address may carry into the other language. A preview token names one language's reader and stays.
KEPT_PARAMETERS = ("q", "then", "kind", "topic", "language", "format", "sort", "page")


@register.simple_tag(takes_context=True)
def alternate_url(context, language):
    """The path of this same page in `language`; of the home page when the page has none there.

    A record's page is found by its record (`object`, or `petition` on the way of a signature), because its
    slug differs from language to language.
    """
    request = context["request"]
    record = context.get("object") or context.get("petition")
    try:
        match = resolve(request.path_info)
        with override(language):
            path = reverse(match.view_name, args=match.args, kwargs=_kwargs_of(match, record))
    except (Resolver404, NoReverseMatch):
        with override(language):
            return reverse("home")
    kept = [(name, request.GET[name]) for name in KEPT_PARAMETERS if request.GET.get(name)]
    return f"{path}?{urlencode(kept)}" if kept else path


def _kwargs_of(match, record):
    slug = getattr(record, "slug", None)
    return match.kwargs | {"slug": slug} if "slug" in match.kwargs and slug is not None else match.kwargs


@register.filter
def filled(text):
    """A line of plain text with its {{placeholders}} replaced by what the records say."""
    if "{{" not in (text or ""):
        return text
    return placeholders.fill(text, placeholders.texts(get_language()))


@register.filter
def absolute(path):
    """The whole address of a path of this site, as mails, feeds and search engines need it."""
    return f"{settings.SITE_URL}{path}"


@register.filter
def percent(value):
    """A whole number of hundredths: "64%", « 64 % » with a no-break space."""
    return f"{value}\u00a0%" if get_language() == "fr" else f"{value}%"


@register.simple_tag
def mailto(to="", subject="", *paragraphs):
    """A link that opens the visitor's own mail program, percent-encoded as RFC 6068 asks (CRLF between lines)."""
    body = "\r\n\r\n".join("\r\n".join(str(paragraph).splitlines()) for paragraph in paragraphs if paragraph)
    fields = [f"{name}={quote(str(text), safe='')}" for name, text in (("subject", subject), ("body", body)) if text]
    return f"mailto:{quote(str(to), safe='@')}" + (f"?{'&'.join(fields)}" if fields else "")


@register.simple_tag
def first_present(*values):
    """The first of `values` that is not empty; "" when all are."""
    return next((value for value in values if value), "")
