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


def models():
    """Every model whose records have pages that tokens lead to."""
    return [get_model() for get_model in _models.values()]


def target_of(token):
    """The record that a token with a slug names, public or not; None when there is none."""
    kind, _slash, slug = token.removeprefix("page:").partition("/")
    model = _models[kind]() if slug and kind in _models else None
    return model._default_manager.filter(slug_en=slug).first() if model else None


def renamed(token):
    """The token of the record that once had the address of `token` and has another now, or None."""
    kind, _slash, slug = token.removeprefix("page:").partition("/")
    record = once_at(_models[kind](), slug_en=slug) if slug and kind in _models else None
    return f"page:{kind}/{record.slug_en}" if record else None


def once_at(model, **slug):
    """The record of `model` that has had this `slug` in its history and still exists, or None."""
    past = model.history.filter(**slug).order_by("-history_date").values_list(model._meta.pk.attname, flat=True).first()
    return model._default_manager.filter(pk=past).exclude(**slug).first() if past else None
