import simple_history
from modeltranslation.translator import TranslationOptions, register

from parliament.models import DecisionMaker, Member, Office, PostalArea, Riding


@register(DecisionMaker)
class DecisionMakerTranslation(TranslationOptions):
    fields = ("portfolio", "riding", "address", "source_name")


@register(Riding)
class RidingTranslation(TranslationOptions):
    fields = ("name", "source_name")
    required_languages = {"default": ("name",)}


@register(Member)
class MemberTranslation(TranslationOptions):
    fields = ("party", "source_name")


@register(Office)
class OfficeTranslation(TranslationOptions):
    fields = ("hours", "source_name")


@register(PostalArea)
class PostalAreaTranslation(TranslationOptions):
    fields = ("source_name",)


for model in (DecisionMaker, Riding, Member, Office):
    simple_history.register(model)
# Which ridings an area may lie in is most of what there is to know about it.
simple_history.register(PostalArea, m2m_fields=["ridings"])
