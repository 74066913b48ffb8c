"""Verbs: each is one transaction with keyword arguments. A file holds those of one subject."""

from petitions.actions.counting import count_paper, count_window
from petitions.actions.exporting import begin_export
from petitions.actions.forgetting import forget_unconfirmed
from petitions.actions.paper import make_sheets
from petitions.actions.reconciling import reconcile
from petitions.actions.signing import MAX_MAILS, PetitionClosed, confirm, sign
from petitions.actions.stages import change_state, close_due, keep_text

__all__ = [
    "MAX_MAILS",
    "PetitionClosed",
    "begin_export",
    "change_state",
    "close_due",
    "confirm",
    "count_paper",
    "count_window",
    "forget_unconfirmed",
    "keep_text",
    "make_sheets",
    "reconcile",
    "sign",
]
