"""Links inside the site, written as tokens that survive a changed address: `page:petition/waive-travel-loans`.

A token names a kind and, for kinds of which there are many, the English slug. Apps register their kinds in
AppConfig.ready(). The same token leads to the English page in English text and to the French one in French.
"""

from django.urls import reverse
from django.utils.translation import override

_models = {}
_fixed = {}


def register_model(kind, get_model):
    """`get_model()` returns a model class with `slug_en`, a queryset method `public()` and get_absolute_url()."""
    _models[kind] = get_model


def register_page(kind, url_name):
    _fixed[kind] = url_name


def known_tokens():
    """Every token without a slug, and for each kind with slugs its beginning: ["page:campaign/…", "page:news", …]."""
    return sorted([*(f"page:{kind}" for kind in _fixed), *(f"page:{kind}/…" for kind in _models)])


def is_known_kind(token):
    kind, _slash, slug = token.removeprefix("page:").partition("/")
    return kind in _models if slug else kind in _fixed


def addresses(tokens, language):
    """{token: path} for those of `tokens` that lead to something public; one query per kind of page."""
    found, wanted = {}, {}
    for token in set(tokens):
        kind, _slash, slug = token.removeprefix("page:").partition("/")
        if slug and kind in _models:
            wanted.setdefault(kind, {})[slug] = token
        elif kind in _fixed:
            with override(language):
                found[token] = reverse(_fixed[kind])
    for kind, slugs in wanted.items():
        for target in _models[kind]().objects.public().filter(slug_en__in=slugs):
            with override(language):
                found[slugs[target.slug_en]] = target.get_absolute_url()
    return found
