"""Petitions and all that hangs on them; each file holds one subject."""

from petitions.models.delivery import Delivery, DeliveryFile, Export
from petitions.models.mail import SignerUpdate, UpdateMail, WaitingMail
from petitions.models.paper import PaperBatch, PaperEntry, PaperGroup, Sheet, sheet_path
from petitions.models.petition import Petition
from petitions.models.privacy import ForgettingReport, PrivacyClocks
from petitions.models.review import (
    AddressRule,
    BlockedDomain,
    ReviewDecision,
    ReviewedSignature,
    SigningEvent,
    SigningPace,
    SigningRules,
)
from petitions.models.review_queue import SignatureForReview
from petitions.models.signature import Signature
from petitions.models.tally import Tally, TallyPart
from petitions.models.timeline import PetitionEntry, TextVersion

__all__ = [
    "AddressRule",
    "BlockedDomain",
    "Delivery",
    "DeliveryFile",
    "Export",
    "ForgettingReport",
    "PaperBatch",
    "PaperEntry",
    "PaperGroup",
    "Petition",
    "PetitionEntry",
    "PrivacyClocks",
    "ReviewDecision",
    "ReviewedSignature",
    "Sheet",
    "Signature",
    "SignatureForReview",
    "SignerUpdate",
    "SigningEvent",
    "SigningPace",
    "SigningRules",
    "Tally",
    "TallyPart",
    "TextVersion",
    "UpdateMail",
    "WaitingMail",
    "sheet_path",
]
