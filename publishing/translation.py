"""Which fields are kept in both languages. History is registered here, after the translated columns exist."""

import simple_history
from modeltranslation.translator import TranslationOptions, register

from publishing.models import Organisation, Page


@register(Organisation)
class OrganisationTranslation(TranslationOptions):
    fields = ("name", "short_name", "description", "postal_address", "licence", "licence_url", "feed_title")
    required_languages = {"default": ("name",)}


@register(Page)
class PageTranslation(TranslationOptions):
    fields = ("title", "menu_label", "lead", "body")
    required_languages = {"default": ("title",)}


simple_history.register(Organisation)
simple_history.register(Page)
