"""Links inside the site: whether they lead to something that the public can see."""

import re
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.db.models import CharField
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import override

from publishing import links
from publishing.prepublish.finding import Finding
from publishing.prepublish.registry import check
from publishing.prepublish.subject import shortened

_LANGUAGE = re.compile(r"/(en|fr)(?=/|$)")


@check
def dead_link(subject):
    """A page: link, or an address of this site, that leads to nothing public."""
    for text in subject.rich_texts:
        found = [a for a in text.tree.iter("a") if own_address(a.get("href", ""))]
        tokens = {own_address(a.get("href")) for a in found}
        alive = links.addresses([token for token in tokens if token.startswith("page:")], text.language or "en")
        for a in found:
            words = _trouble(own_address(a.get("href")), alive, subject.record)
            if words:
                yield Finding(_("A link leads nowhere"), words, text.record, text.field, shortened(a.text_content()))
    yield from _dead_targets(subject)


def _dead_targets(subject):
    """Of fields that hold a page: link and nothing else."""
    for part in subject.parts:
        for field in part._meta.fields:
            value = getattr(part, field.name) if isinstance(field, CharField) else None
            if isinstance(value, str) and value.startswith("page:"):
                words = _trouble(value, links.addresses([value], "en"), subject.record)
                if words:
                    yield Finding(_("A link leads nowhere"), words, part, field.name)


def own_address(href):
    """`href` as a page: link or a path of this site; None when it is neither."""
    href = href.strip()
    if href.startswith("page:") or (href.startswith("/") and not href.startswith("//")):
        return href
    own = settings.SITE_URL.rstrip("/")
    if href == own or href.startswith((f"{own}/", f"{own}#", f"{own}?")):
        return href[len(own) :] or "/"
    return None


def _trouble(address, alive, record):
    """A sentence, or None for an address that leads somewhere."""
    if address.startswith("page:"):
        return None if address in alive else _about_token(address, record)
    path = unquote(urlsplit(address).path)
    return None if _is_there(path) else _about_path(path, address)


def _about_token(token, record):
    target = links.target_of(token)
    if target == record:
        return None
    if target is not None:
        words = _("“%(title)s” (%(address)s) is not public: until it is, only the words of the link are shown.")
        return words % {"title": target, "address": token}
    now = links.renamed(token)
    if now:
        return _("%(address)s is an old address. The page is now at %(now)s.") % {"address": token, "now": now}
    return _("There is no page at %(address)s.") % {"address": token}


def _about_path(path, address):
    now = _renamed_path(path)
    if now:
        return _("%(address)s is an old address. The page is now at %(now)s.") % {"address": address, "now": now}
    return _("There is no page at %(address)s.") % {"address": address}


def _is_there(path):
    if path.startswith(settings.MEDIA_URL):
        return default_storage.exists(path.removeprefix(settings.MEDIA_URL))
    if path.startswith(settings.STATIC_URL):
        return finders.find(path.removeprefix(settings.STATIC_URL)) is not None
    match = _resolved(path)
    if match is None:
        return False
    slug = match.kwargs.get("slug")
    return slug is None or _slug_is_public(path, slug)


def _resolved(path):
    language = _LANGUAGE.match(path)
    with override(language[1] if language else "en"):
        try:
            return resolve(path)
        except Resolver404:
            return None


def _slug_is_public(path, slug):
    """Whether one of the pages with this address is public, and `path` begins with it."""
    language = _LANGUAGE.match(path)
    if not language:
        return True
    with override(language[1]):
        for record in links.public_at(slug, language[1]):
            if path.startswith(record.get_absolute_url().rstrip("/")):
                return True
    return False


def _renamed_path(path):
    """The present address of a page that was once at `path`, or None."""
    match, language = _resolved(path), _LANGUAGE.match(path)
    slug = match.kwargs.get("slug") if match else None
    if not slug or not language:
        return None
    for record, today in links.once_at(slug, language[1]):
        with override(language[1]):
            now = record.get_absolute_url()
        before = now.replace(today, slug)
        if path.startswith(before.rstrip("/")):
            return now
    return None
