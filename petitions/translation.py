import simple_history
from modeltranslation.translator import TranslationOptions, register

from petitions.models import (
    AddressRule,
    Delivery,
    PaperBatch,
    PaperEntry,
    PaperGroup,
    Petition,
    PetitionEntry,
    PrivacyClocks,
    SignerUpdate,
    SigningEvent,
    SigningRules,
    TextVersion,
)


@register(Petition)
class PetitionTranslation(TranslationOptions):
    fields = ("title", "slug", "lead", "addressee", "whereas", "prayer", "background")
    required_languages = {"default": ("title", "slug", "lead", "addressee", "prayer")}


@register(TextVersion)
class TextVersionTranslation(TranslationOptions):
    fields = ("title", "addressee", "whereas", "prayer", "reason")
    required_languages = {"default": ("title", "addressee", "prayer")}


@register(PetitionEntry)
class PetitionEntryTranslation(TranslationOptions):
    fields = ("text",)


@register(SignerUpdate)
class SignerUpdateTranslation(TranslationOptions):
    fields = ("subject", "body")
    required_languages = {"default": ("subject", "body")}


@register(SigningEvent)
class SigningEventTranslation(TranslationOptions):
    fields = ("place",)
    required_languages = {"default": ("place",)}


# Signatures have no history: what is deleted on a clock must not live on in a second table. What staff decide
# about them is in ReviewDecision.
for model in (
    Petition,
    PetitionEntry,
    SignerUpdate,
    SigningEvent,
    SigningRules,
    AddressRule,
    PaperBatch,
    PaperEntry,
    PrivacyClocks,
    Delivery,
):
    simple_history.register(model)
# Without the contact, for the same reason.
simple_history.register(PaperGroup, excluded_fields=["contact_name", "email", "mail_problem", "file"])
