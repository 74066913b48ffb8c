import simple_history
from modeltranslation.translator import TranslationOptions, register

from advocacy.models import (
    CallSheet,
    Letter,
    LetterPoint,
    MeetingPlan,
    MeetingReport,
    MeetingStep,
    Objection,
    Section,
    Way,
)


@register(Section)
class SectionTranslation(TranslationOptions):
    fields = ("title", "slug", "teaser", "introduction", "tool_title", "tool_text")
    required_languages = {"default": ("title", "slug", "teaser")}


@register(Way)
class WayTranslation(TranslationOptions):
    fields = ("minutes_label", "title", "text")
    required_languages = ("en", "fr")


@register(CallSheet)
class CallSheetTranslation(TranslationOptions):
    fields = ("lead", "short_script", "long_script", "voicemail_script")


@register(Objection)
class ObjectionTranslation(TranslationOptions):
    fields = ("objection", "answer", "figure", "as_of", "source_name")
    required_languages = {"default": ("objection", "answer")}


@register(MeetingPlan)
class MeetingPlanTranslation(TranslationOptions):
    fields = ("lead", "bring")
    required_languages = {"default": ("lead",)}


@register(MeetingStep)
class MeetingStepTranslation(TranslationOptions):
    fields = ("title",)
    required_languages = ("en", "fr")


@register(Letter)
class LetterTranslation(TranslationOptions):
    fields = ("subject", "prompt", "introduction", "request")
    required_languages = {"default": ("subject",)}


@register(LetterPoint)
class LetterPointTranslation(TranslationOptions):
    fields = ("label", "text", "source_name")
    required_languages = {"default": ("label", "text")}


simple_history.register(Section)
simple_history.register(Way)
simple_history.register(CallSheet)
simple_history.register(Objection)
simple_history.register(MeetingPlan)
simple_history.register(MeetingStep)
# Its history tells what staff made of it, and of nobody who told it.
simple_history.register(MeetingReport, excluded_fields=["name", "email", "fingerprint"])
simple_history.register(Letter)
simple_history.register(LetterPoint)
