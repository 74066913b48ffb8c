"""The mail server, over one connection that is kept: what it took, and what its refusals mean."""

import contextlib
import smtplib
from email.utils import parseaddr

from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend

from petitions.form_letters import FilledLetter


class NotNow(Exception):
    """This mail was not taken, and may be later. Says what happened, and never to whom."""


class Refused(Exception):
    """The mail server will never take this mail: there is no such address, or it is not wanted there."""


class Away(Exception):
    """The mail server cannot be reached, or takes no mail from this site at the moment, whomever it is for."""


class MailServer:
    """Sends one mail after the other; connects when there is one to send, and again when the connection was lost."""

    def __init__(self):
        self._connection = None

    def send(self, mail):
        """Raises NotNow, Refused or Away. None carries the address that the server's own words would repeat."""
        connection = self._open()
        try:
            if isinstance(mail, FilledLetter) and isinstance(connection, EmailBackend):
                sender = parseaddr(mail.from_email)[1]
                connection.connection.sendmail(sender, mail.to, mail.wire())
            else:
                connection.send_messages([mail])
        except smtplib.SMTPSenderRefused as problem:
            # The site's own settings are wrong, or it has sent too much: the next mail would fare no better.
            self.close()
            raise Away(_words(problem)) from None
        except OSError as problem:  # all of smtplib's exceptions are OSErrors, like those of the network
            if _ends_connection(problem):
                self.close()
            raise _judge(problem) from None

    def check(self):
        """Let go of a connection that the server has given up meanwhile: most do after some idle minutes."""
        smtp = getattr(self._connection, "connection", None)
        if smtp:
            try:
                is_alive = smtp.noop()[0] == 250
            except OSError:
                is_alive = False
            if not is_alive:
                self.close()

    def close(self):
        connection, self._connection = self._connection, None
        if connection:
            with contextlib.suppress(OSError):  # it was lost before
                connection.close()

    def _open(self):
        if self._connection is None:
            connection = get_connection()
            if not isinstance(connection, EmailBackend):
                return connection  # a folder or a memory, for development: a mail each
            try:
                connection.open()
            except OSError as problem:
                raise Away(_words(problem)) from None
            self._connection = connection
        return self._connection


def _ends_connection(problem):
    """Whether what smtplib raised leaves a connection behind that nothing can be said over any more."""
    return (
        not isinstance(problem, smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused) or _code(problem) == 421
    )


def _judge(problem):
    """NotNow or Refused. Only an answer of 5xx to this recipient or this message is final (RFC 5321, 4.2.1)."""
    is_about_this_mail = isinstance(problem, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)
    kind = Refused if is_about_this_mail and 500 <= _code(problem) < 600 else NotNow
    return kind(_words(problem))


def _code(problem):
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return max((code for code, _words in problem.recipients.values()), default=0)
    return getattr(problem, "smtp_code", 0)


def _words(problem):
    return f"{type(problem).__name__} {_code(problem) or ''}".strip()
