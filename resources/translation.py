import simple_history
from modeltranslation.translator import TranslationOptions, register

from resources.models import Document, Edition, Topic


@register(Topic)
class TopicTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = ("en", "fr")


@register(Document)
class DocumentTranslation(TranslationOptions):
    fields = ("title", "slug", "subtitle", "audience", "summary", "body")
    required_languages = {"default": ("title", "slug", "summary")}


@register(Edition)
class EditionTranslation(TranslationOptions):
    fields = ("title", "subtitle", "summary", "body")
    required_languages = ()


simple_history.register(Topic)
simple_history.register(Document)
