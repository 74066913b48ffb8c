"""Verbs: each is one transaction with keyword arguments. A file holds those of one subject."""

from petitions.actions.batches import (
    EnteredTwice,
    NoNote,
    NotCompared,
    SetAside,
    TooSoon,
    correct_entry,
    enter_batch,
    keep_scan,
    may_enter_at,
    set_aside,
    take_up_again,
)
from petitions.actions.counting import count_paper, count_window
from petitions.actions.exporting import begin_export
from petitions.actions.forgetting import forget_unconfirmed
from petitions.actions.groups import MAX_GROUP_MAILS, confirm_group, make_group_sheets, register_group
from petitions.actions.mails import (
    WAITS,
    claim_mails,
    drop_mail,
    mail_was_put_off,
    mail_was_refused,
    mail_was_sent,
    put_back,
    record_bounce,
)
from petitions.actions.paper import make_sheets
from petitions.actions.receipt import (
    AnotherPerson,
    NameIsTaken,
    NotPossible,
    change_choices,
    correct_name,
    erase,
    withdraw,
)
from petitions.actions.reconciling import reconcile
from petitions.actions.signing import PetitionClosed, confirm, send_link_again, sign
from petitions.actions.stages import change_state, close_due, keep_text
from petitions.actions.updating import (
    NoPostalAddress,
    NotTested,
    WrongState,
    address_next,
    finish,
    resume_sending,
    send_test,
    start_sending,
    stop_sending,
    unsubscribe,
    words_changed,
)
from petitions.emails import MAX_MAILS

__all__ = [
    "AnotherPerson",
    "EnteredTwice",
    "MAX_GROUP_MAILS",
    "NoPostalAddress",
    "NotTested",
    "WrongState",
    "address_next",
    "finish",
    "resume_sending",
    "send_test",
    "start_sending",
    "stop_sending",
    "unsubscribe",
    "words_changed",
    "MAX_MAILS",
    "NameIsTaken",
    "NoNote",
    "NotCompared",
    "NotPossible",
    "PetitionClosed",
    "SetAside",
    "TooSoon",
    "begin_export",
    "change_choices",
    "WAITS",
    "change_state",
    "claim_mails",
    "close_due",
    "confirm",
    "confirm_group",
    "correct_entry",
    "correct_name",
    "count_paper",
    "count_window",
    "enter_batch",
    "erase",
    "drop_mail",
    "forget_unconfirmed",
    "keep_scan",
    "keep_text",
    "make_group_sheets",
    "mail_was_put_off",
    "mail_was_refused",
    "mail_was_sent",
    "make_sheets",
    "may_enter_at",
    "reconcile",
    "register_group",
    "set_aside",
    "put_back",
    "record_bounce",
    "send_link_again",
    "sign",
    "take_up_again",
    "withdraw",
]
