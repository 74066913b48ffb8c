import simple_history
from modeltranslation.translator import TranslationOptions, register

from petitions.models import Petition


@register(Petition)
class PetitionTranslation(TranslationOptions):
    fields = ("title", "slug", "lead", "addressee", "whereas", "prayer", "background")
    required_languages = {"default": ("title", "slug", "lead", "addressee", "prayer")}


simple_history.register(Petition)
