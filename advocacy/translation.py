import simple_history
from modeltranslation.translator import TranslationOptions, register

from advocacy.models import Section, Way


@register(Section)
class SectionTranslation(TranslationOptions):
    fields = ("title", "slug", "teaser", "introduction", "tool_title", "tool_text")
    required_languages = {"default": ("title", "slug", "teaser")}


@register(Way)
class WayTranslation(TranslationOptions):
    fields = ("minutes_label", "title", "text")
    required_languages = ("en", "fr")


simple_history.register(Section)
simple_history.register(Way)
