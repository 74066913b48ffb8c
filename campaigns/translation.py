import simple_history
from modeltranslation.translator import TranslationOptions, register

from campaigns.models import Ask, Campaign, Chart, ChartBar, Figure, NewsPost, Partner, TimelineEntry


@register(Partner)
class PartnerTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = ("en", "fr")


@register(Campaign)
class CampaignTranslation(TranslationOptions):
    fields = ("title", "slug", "lead", "body", "asks_title", "photo_alt", "photo_credit")
    required_languages = {"default": ("title", "slug", "lead")}


@register(Ask)
class AskTranslation(TranslationOptions):
    fields = ("title", "reason")
    required_languages = {"default": ("title",)}


@register(Figure)
class FigureTranslation(TranslationOptions):
    fields = ("value", "label", "as_of", "source_name")
    required_languages = ("en", "fr")


@register(TimelineEntry)
class TimelineEntryTranslation(TranslationOptions):
    fields = ("title", "text", "source_name")
    required_languages = ("en", "fr")


@register(Chart)
class ChartTranslation(TranslationOptions):
    fields = ("title", "as_of", "note", "source_name")
    required_languages = {"default": ("title", "as_of", "source_name")}


@register(ChartBar)
class ChartBarTranslation(TranslationOptions):
    fields = ("group", "label")
    required_languages = {"default": ("label",)}


@register(NewsPost)
class NewsPostTranslation(TranslationOptions):
    fields = ("title", "slug", "summary", "body", "source_name")
    required_languages = {"default": ("title", "slug", "summary")}


for model in (Partner, Campaign, Ask, Figure, TimelineEntry, Chart, ChartBar, NewsPost):
    simple_history.register(model)
