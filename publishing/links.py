"""Links inside the site, written as tokens that survive a changed address: `page:petition/waive-travel-loans`.

A token names a kind and, for kinds of which there are many, the English slug. Apps register their kinds in
AppConfig.ready(). The same token leads to the English page in English text and to the French one in French.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import override

_fixed = {}


class Kind(NamedTuple):
    """Pages of one model. `at` names the record whose slug is in their address, where it is not their own."""

    get_model: Callable
    at: str

    def holder(self, record):
        """The record that has the slug of `record`."""
        return getattr(record, self.at) if self.at else record

    def records(self, manager, **slugs):
        """Those of a manager or queryset whose address has these `slugs`, such as slug_en="a"."""
        before = f"{self.at}__" if self.at else ""
        found = manager.filter(**{f"{before}{name}": value for name, value in slugs.items()})
        return found.select_related(self.at) if self.at else found

    def once_at(self, **slug):
        """The record that has had this `slug` in its history, has another one now and still exists, or None."""
        model = self.get_model()
        holders = model._meta.get_field(self.at).related_model if self.at else model
        past = holders.history.filter(**slug).order_by("-history_date").values_list(holders._meta.pk.attname, flat=True)
        of_holder = {self.at or "pk": past.first()}
        ((name, value),) = slug.items()
        there = model._default_manager.filter(**of_holder).first()
        return there if there is not None and getattr(self.holder(there), name) != value else None


_kinds = {}


def register_model(kind, get_model, at=""):
    """`get_model()` returns a model class with a queryset method `public()` and get_absolute_url().

    It has `slug_en`, or stands at the address of another record, to which the field `at` leads.
    """
    _kinds[kind] = Kind(get_model, at)


def register_page(kind, url_name):
    _fixed[kind] = url_name


def known_tokens():
    """Every token without a slug, and for each kind with slugs its beginning: ["page:campaign/…", "page:news", …]."""
    return sorted([*(f"page:{kind}" for kind in _fixed), *(f"page:{kind}/…" for kind in _kinds)])


def is_known_kind(token):
    kind, slug = _parts(token)
    return kind in _kinds if slug else kind in _fixed


def _parts(token):
    kind, _slash, slug = token.removeprefix("page:").partition("/")
    return kind, slug


def addresses(tokens, language):
    """{token: path} for those of `tokens` that lead to something public; one query per kind of page."""
    found, wanted = {}, {}
    for token in set(tokens):
        kind, slug = _parts(token)
        if slug and kind in _kinds:
            wanted.setdefault(kind, {})[slug] = token
        elif kind in _fixed:
            with override(language):
                found[token] = reverse(_fixed[kind])
    for name, slugs in wanted.items():
        kind = _kinds[name]
        for target in kind.records(kind.get_model().objects.public(), slug_en__in=slugs):
            with override(language):
                found[slugs[kind.holder(target).slug_en]] = target.get_absolute_url()
    return found


def target_of(token):
    """The record that a token with a slug names, public or not; None when there is none."""
    name, slug = _parts(token)
    if not slug or name not in _kinds:
        return None
    kind = _kinds[name]
    return kind.records(kind.get_model()._default_manager, slug_en=slug).first()


def renamed(token):
    """The token of the record that once had the address of `token` and has another now, or None."""
    name, slug = _parts(token)
    record = _kinds[name].once_at(slug_en=slug) if slug and name in _kinds else None
    return f"page:{name}/{_kinds[name].holder(record).slug_en}" if record else None


def tokens_of(record):
    """Every token that leads, or once led, to `record` or to what stands at its address."""
    found = []
    for name, kind in _kinds.items():
        model = kind.get_model()
        if isinstance(record, model):
            holder = kind.holder(record)
        elif kind.at and isinstance(record, model._meta.get_field(kind.at).related_model):
            holder = record
        else:
            continue
        slugs = {holder.slug_en, *holder.history.order_by().values_list("slug_en", flat=True)}
        found += [f"page:{name}/{slug}" for slug in sorted(filter(None, slugs))]
    return found


def public_at(slug, language):
    """Every public record, of whichever kind, whose address has this `slug` in `language`."""
    for kind in _kinds.values():
        yield from kind.records(kind.get_model().objects.public(), **{f"slug_{language}": slug})


def once_at(slug, language):
    """(record, its slug of today) for every record, of whichever kind, that once had this `slug` in `language`."""
    for kind in _kinds.values():
        record = kind.once_at(**{f"slug_{language}": slug})
        if record is not None:
            yield record, getattr(kind.holder(record), f"slug_{language}")
