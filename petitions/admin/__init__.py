"""The staff pages of petitions: a file for each subject, registered by being imported here."""

from petitions.admin import (
    addresses,
    batches,
    decisions,
    delivery,
    events,
    exports,
    groups,
    house,
    mails,
    petition,
    privacy,
    review,
    rules,
    signatures,
    tally,
    updates,
)

__all__ = [
    "addresses",
    "batches",
    "decisions",
    "delivery",
    "events",
    "exports",
    "groups",
    "house",
    "mails",
    "petition",
    "privacy",
    "review",
    "rules",
    "signatures",
    "tally",
    "updates",
]
