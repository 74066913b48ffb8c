"""The three statements that every signing or confirming makes beside its INSERT, written out.

Django composes a statement anew each time, which here took longer than the database took to answer it: a third of
all that signing costs, and more of confirming (benchmarks/). Columns are the models'; tests/petitions/
test_statements.py compares each statement with what Django would say.
"""

from django.db import connection

# SQLite finds the index of addresses by the words of its condition; without them it reads every signature.
_READ_SEATS = """
    SELECT id, seat, name_key, state, postal_code, mails_sent, link_serial FROM petitions_signature
    WHERE petition_id = %s AND canonical_email = %s AND NOT (canonical_email = '') ORDER BY seat
"""
# The text of an empty list is the same for PostgreSQL's jsonb and for SQLite's text.
_CONFIRM = """
    UPDATE petitions_signature SET confirmed_at = %s,
        state = CASE WHEN is_cleared OR CAST(suspicions AS text) = '[]' THEN 'confirmed' ELSE 'held' END
    WHERE id = %s AND link_serial = %s AND petition_id = %s AND state = 'pending'
"""
_ASK_FOR_MAIL = """
    INSERT INTO petitions_waitingmail (signature_id, kind, asked_at, due_at, attempts, problem)
    VALUES (%s, %s, %s, %s, 0, '')
    ON CONFLICT (signature_id) DO UPDATE SET asked_at = excluded.asked_at, due_at = excluded.due_at
"""
_ASK_FOR_MAIL_OF_KIND = _ASK_FOR_MAIL.rstrip() + ", kind = excluded.kind"


def read_seats(*, petition_pk, canonical_email, for_update=False):
    """The rows of those who have signed with an address: (pk, seat, name_key, state, postal_code, mails_sent,
    link_serial) each. `for_update` waits for whoever changes one of them; SQLite has one writer anyway.
    """
    lock = " FOR UPDATE" if for_update and connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(_READ_SEATS + lock, (petition_pk, canonical_email))
        return cursor.fetchall()


def confirm_pending(*, pk, link_serial, petition_pk, now):
    """Mark a pending signature as confirmed, or as held when something is suspicious. Returns whether there was one."""
    with connection.cursor() as cursor:
        cursor.execute(_CONFIRM, (_time(now), pk, link_serial, petition_pk))
        return cursor.rowcount == 1


def ask_for_mail(*, signature_pk, kind, now, keeps_kind):
    """Have a mail to the signer wait. Where one waits, it waits anew, and `keeps_kind` says whether as what it was."""
    statement = _ASK_FOR_MAIL if keeps_kind else _ASK_FOR_MAIL_OF_KIND
    with connection.cursor() as cursor:
        cursor.execute(statement, (signature_pk, kind, _time(now), _time(now)))


def _time(value):
    return connection.ops.adapt_datetimefield_value(value)
