"""What is still to do before the site is opened, or has become old: a list on the front page of the admin.

Each app registers a provider in its admin module. A provider is called without arguments and yields (words,
record): what to do, and the record on whose form it is done, or the Page. Staff see what they may change.
"""

from typing import NamedTuple

from django.db.models import CASCADE, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from modeltranslation.translator import translator

from publishing.models import Stateful
from publishing.side_by_side import label_of

MOST_OF_A_KIND = 10

_providers = []
_tellers = []


class Page(NamedTuple):
    """A page of the admin that is no record's form, for those who have a permission."""

    name: str
    permission: str


def register(provider):
    """`provider() -> iterable of (words, record)`."""
    _providers.append(provider)
    return provider


def register_fact(teller):
    """`teller() -> iterable of (words, record)`: what staff ought to know, whether or not there is something to do."""
    _tellers.append(teller)
    return teller


def to_do(site, request):
    """[(words, address)] for whoever is signed in to the admin `site`."""
    return _told(site, request, _providers)


def facts(site, request):
    """[(words, address)] of what there is to know, likewise."""
    return _told(site, request, _tellers)


def _told(site, request, providers):
    found = []
    for provider in providers:
        for words, record in provider():
            address = _address(site, request, record)
            if address:
                found.append((words, address))
    return found


def _address(site, request, record):
    """The address of `record`'s form, or of a Page; None for those who may not use it."""
    if isinstance(record, Page):
        return reverse(f"{site.name}:{record.name}") if request.user.has_perm(record.permission) else None
    if not site.is_registered(type(record)):
        return None
    model_admin = site.get_model_admin(type(record))
    name = f"{site.name}:{record._meta.app_label}_{record._meta.model_name}"
    if record._state.adding:
        return reverse(f"{name}_add") if model_admin.has_add_permission(request) else None
    may_change = model_admin.has_change_permission(request, record)
    return reverse(f"{name}_change", args=[record.pk]) if may_change else None


@register
def untranslated():
    """Words that are there in one language and missing in the other."""
    for model in translator.get_registered_models(abstract=False):
        names = translator.get_options_for_model(model).fields
        pairs = [(f"{field.name}_en", f"{field.name}_fr") for field in model._meta.fields if field.name in names]
        missing = Q()
        for english, french in pairs:
            missing |= _empty(english) ^ _empty(french)
        records = model._default_manager.filter(missing)
        if issubclass(model, Stateful):
            records = records.exclude(state=Stateful.State.ARCHIVED)
        for record in records[:MOST_OF_A_KIND]:
            yield _missing_words(record, pairs), _whole(record)


def _empty(name):
    return Q(**{name: ""}) | Q(**{f"{name}__isnull": True})


def _missing_words(record, pairs):
    names = []
    for english, french in pairs:
        has_english, has_french = getattr(record, english), getattr(record, french)
        if bool(has_english) != bool(has_french):
            names.append(str(label_of(record._meta.get_field(french if has_english else english))))
    return _("Translate in “%(record)s”: %(fields)s") % {"record": record, "fields": ", ".join(names)}


def _whole(record):
    """The record on whose form `record` is edited: a part belongs to the record that it is deleted with."""
    for field in record._meta.fields:
        if field.many_to_one and field.remote_field.on_delete is CASCADE:
            return getattr(record, field.name)
    return record
