import simple_history
from modeltranslation.translator import TranslationOptions, register

from resources.models import Document, Topic


@register(Topic)
class TopicTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = ("en", "fr")


@register(Document)
class DocumentTranslation(TranslationOptions):
    fields = ("title", "slug", "subtitle", "audience", "summary", "body")
    required_languages = {"default": ("title", "slug", "summary")}


simple_history.register(Topic)
simple_history.register(Document)
