"""The staff pages of petitions: a file for each subject, registered by being imported here."""

from petitions.admin import (
    batches,
    decisions,
    delivery,
    events,
    exports,
    groups,
    house,
    petition,
    privacy,
    review,
    rules,
    signatures,
    tally,
    updates,
)

__all__ = [
    "batches",
    "decisions",
    "delivery",
    "events",
    "exports",
    "groups",
    "house",
    "petition",
    "privacy",
    "review",
    "rules",
    "signatures",
    "tally",
    "updates",
]
