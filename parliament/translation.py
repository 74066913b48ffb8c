import simple_history
from modeltranslation.translator import TranslationOptions, register

from parliament.models import DecisionMaker


@register(DecisionMaker)
class DecisionMakerTranslation(TranslationOptions):
    fields = ("portfolio", "riding", "address", "source_name")


simple_history.register(DecisionMaker)
