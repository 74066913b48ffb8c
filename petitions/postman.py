"""The postman: takes mails from where they wait and brings them to the mail server, one after the other.

A mail is sent outside of any transaction and then settled in one of its own. Where the postman is killed in between,
it goes out a second time, once; nothing is lost. While the mail server is away, mails wait and nothing else does.
"""

import logging
import threading
from time import monotonic

from django.db import InterfaceError, OperationalError, close_old_connections, connections

from petitions import actions, emails, judging
from petitions.group_mails import GroupMails
from petitions.mail_server import Away, MailServer, NotNow, Refused
from petitions.models import UpdateMail

BATCH = 100
# Seconds. No batch is worked on for longer: it must be done before its lease ends (actions.LEASE).
BATCH_ENDS = 60
POLL = 0.5
# An idle connection is given back: mail servers count them.
CONNECTION_KEPT = 10
# How long the mail server is left alone when it was away, again and again; and the database.
PAUSES = (1, 2, 5, 10, 30, 60)

logger = logging.getLogger(__name__)


class SignatureMails:
    """What signers wait for: the link to confirm, or word of why there is none."""

    def claim(self, limit):
        mails = actions.claim_mails(of="signature", limit=limit)
        unjudged = [mail.signature for mail in mails if mail.signature.judged_at is None]
        if unjudged:
            judging.judge(unjudged)
        return mails

    def compose(self, mail, desk):
        return desk.to_signer(mail)

    sent = staticmethod(lambda mail: actions.mail_was_sent(mail=mail))
    dropped = staticmethod(lambda mail: actions.drop_mail(mail=mail))
    refused = staticmethod(lambda mail, problem: actions.mail_was_refused(mail=mail, problem=problem))
    put_off = staticmethod(lambda mail, problem: actions.mail_was_put_off(mail=mail, problem=problem))
    put_back = staticmethod(lambda mails: actions.put_back(mails=mails))


class UpdateMails:
    """News for those who agreed to it, when nobody waits for a mail of their own."""

    def claim(self, limit):
        return actions.claim_update_mails(limit=limit)

    def compose(self, mail, desk):
        """None for who has withdrawn or unsubscribed since it was taken up, and once the update is stopped."""
        return desk.of_update(mail) if UpdateMail.objects.still_wanted().filter(pk=mail.pk).exists() else None

    sent = staticmethod(lambda mail: actions.update_mail_was_sent(mail=mail))
    dropped = staticmethod(lambda mail: actions.drop_update_mail(mail=mail))
    refused = staticmethod(lambda mail, problem: actions.update_mail_was_refused(mail=mail, problem=problem))
    put_off = staticmethod(lambda mail, problem: actions.update_mail_was_put_off(mail=mail, problem=problem))
    put_back = staticmethod(lambda mails: actions.put_back_update_mails(mails=mails))


# Where mails wait, the most urgent first: a later one is asked only while the ones before it are empty. Each is made
# like SignatureMails; `compose` returns None for a mail that nobody needs any more.
SOURCES = [SignatureMails(), GroupMails(), UpdateMails()]


class Postman:
    """`run()` works until `stop()`, or until nothing is due; `stop` may be called by a signal at any moment."""

    def __init__(self, *, sources=None):
        self.sources = SOURCES if sources is None else sources
        self.server = MailServer()
        self.sent = 0
        self._stopped = threading.Event()
        self._troubles = 0
        self._used_at = 0.0

    def stop(self, *_signal):
        self._stopped.set()

    def run(self, *, until_empty=False):
        """Returns how many mails were sent. `until_empty` ends it as well when the mail server is away."""
        try:
            while not self._stopped.is_set():
                try:
                    was_busy = self.work_once()
                except Away as problem:
                    if until_empty:
                        logger.warning("mail server away: %s", problem)
                        break
                    self._pause("mail server", problem)
                except (OperationalError, InterfaceError) as problem:
                    self._database_away(problem)
                else:
                    if until_empty and not was_busy:
                        break
                    if not was_busy:
                        self._idle()
        finally:
            self.server.close()
        return self.sent

    def work_once(self):
        """Take up one batch and bring it away. Returns whether there was one. Raises Away; the mails wait then."""
        for source in self.sources:
            mails = source.claim(BATCH)
            if mails:
                self._bring(source, mails)
                return True
        return False

    def _bring(self, source, mails):
        self.server.check()
        desk, ends_at = emails.Desk(), monotonic() + BATCH_ENDS
        for position, mail in enumerate(mails):
            try:
                if self._stopped.is_set() or monotonic() > ends_at:
                    raise _Enough
                self._send(source, mail, desk)
            except (_Enough, Away) as reason:
                self._write(source.put_back, mails[position:])
                if isinstance(reason, Away):
                    raise
                return

    def _send(self, source, mail, desk):
        message = source.compose(mail, desk)
        if message is None:
            self._write(source.dropped, mail)
            return
        try:
            self.server.send(message)
        except Refused as problem:
            self._write(source.refused, mail, problem)
        except NotNow as problem:
            self._write(source.put_off, mail, problem)
        else:
            self._write(source.sent, mail)
            self.sent += 1
        self._troubles, self._used_at = 0, monotonic()

    def _write(self, verb, *args):
        """What has become of a mail must reach the database, however long that is away: else it goes out twice."""
        while True:
            try:
                return verb(*args)
            except (OperationalError, InterfaceError) as problem:
                if self._stopped.is_set():
                    raise
                self._database_away(problem)

    def _database_away(self, problem):
        connections.close_all()
        self._pause("database", type(problem).__name__)

    def _pause(self, what, problem):
        pause = PAUSES[min(self._troubles, len(PAUSES) - 1)]
        self._troubles += 1
        logger.warning("%s away, next try in %s s: %s", what, pause, problem)
        self._stopped.wait(pause)

    def _idle(self):
        close_old_connections()
        if monotonic() - self._used_at > CONNECTION_KEPT:
            self.server.close()
        self._stopped.wait(POLL)


class _Enough(Exception):
    """The rest of the batch is left to whoever comes next."""
