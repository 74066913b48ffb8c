"""The only home of the rules of who is seen, counted, due: a file for each subject."""

from petitions.querysets.deliveries import DeliveryFileQuerySet, DeliveryQuerySet
from petitions.querysets.mails import SignerUpdateQuerySet, UpdateMailQuerySet, WaitingMailQuerySet
from petitions.querysets.paper import PaperBatchQuerySet, PaperEntryQuerySet, PaperGroupQuerySet
from petitions.querysets.petitions import PetitionEntryQuerySet, PetitionQuerySet, TextVersionQuerySet
from petitions.querysets.reviews import ReviewDecisionQuerySet, ReviewedSignatureQuerySet, SigningEventQuerySet
from petitions.querysets.signatures import SignatureQuerySet
from petitions.querysets.tallies import TallyPartQuerySet, TallyQuerySet, week_of_confirmation

__all__ = [
    "DeliveryFileQuerySet",
    "DeliveryQuerySet",
    "PaperBatchQuerySet",
    "PaperEntryQuerySet",
    "PaperGroupQuerySet",
    "PetitionEntryQuerySet",
    "PetitionQuerySet",
    "ReviewDecisionQuerySet",
    "ReviewedSignatureQuerySet",
    "SignatureQuerySet",
    "SignerUpdateQuerySet",
    "SigningEventQuerySet",
    "TallyPartQuerySet",
    "TallyQuerySet",
    "TextVersionQuerySet",
    "UpdateMailQuerySet",
    "WaitingMailQuerySet",
    "week_of_confirmation",
]
