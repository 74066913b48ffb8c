"""What logs and mails about errors say: where in the code and on which page it happened, and nothing of the person.

Paths of private links are cut before their token. A database quotes the row that it refuses, and with it a name and an
address: its words are cut before that.
"""

import logging
import re

from django.conf import settings
from django.utils.log import AdminEmailHandler
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

# A signed token: "id:signature" or "id:time:signature", in a path or an address.
_TOKEN = re.compile(r"[^/\s:\"'?=]+(:[A-Za-z0-9_-]+)?:[A-Za-z0-9_-]{43}")
# All that follows these words of a path; also where the token was cut in two.
_PRIVATE = re.compile(r"(/(?:confirm|confirmer|receipt|recu)/)[^/\s]+")
# PostgreSQL's "DETAIL:  Key (canonical_email)=(…) already exists." and "Failing row contains (…)", and its "CONTEXT:".
_DETAIL = re.compile(r"^(DETAIL|CONTEXT|LINE \d+):.*(\n[ \t]+\^.*)?", re.MULTILINE)
CUT = "(cut)"


def without_persons(text):
    """`text` without tokens and without the values that a database quotes."""
    return _DETAIL.sub(rf"\1: {CUT}", _TOKEN.sub(CUT, _PRIVATE.sub(rf"\1{CUT}", text)))


class Formatter(logging.Formatter):
    """For every log of the site."""

    def format(self, record):
        return without_persons(super().format(record))


class NothingPersonal(SafeExceptionReporterFilter):
    """Reports carry no field of a post, no cookie, no header that tells who asked, and no variable of any function."""

    kept_meta = {"REQUEST_METHOD", "SERVER_NAME", "SERVER_PROTOCOL", "CONTENT_TYPE", "CONTENT_LENGTH"}

    def is_active(self, request):
        return True

    def get_post_parameters(self, request):
        return dict.fromkeys(request.POST, self.cleansed_substitute) if request is not None else {}

    def get_traceback_frame_variables(self, request, tb_frame):
        return []

    def get_safe_request_meta(self, request):
        return {name: value for name, value in super().get_safe_request_meta(request).items() if name in self.kept_meta}

    def get_safe_cookies(self, request):
        return {}


class Report(ExceptionReporter):
    """Django's report, cut, without the query string: postal codes and searches stand there."""

    def get_traceback_data(self):
        data = super().get_traceback_data()
        data["request_GET_items"] = []
        data["user_str"] = CUT
        if data.get("request_insecure_uri"):
            data["request_insecure_uri"] = data["request_insecure_uri"].partition("?")[0]
        return data

    def get_traceback_html(self):
        return without_persons(super().get_traceback_html())

    def get_traceback_text(self):
        return without_persons(super().get_traceback_text())


class MailToAdmins(AdminEmailHandler):
    """The subject and the body of a mail to ADMINS are cut as well: Django writes the path and the address into it."""

    def emit(self, record):
        if settings.ADMINS:
            super().emit(record)

    def send_mail(self, subject, message, *args, **kwargs):
        super().send_mail(without_persons(subject), without_persons(message), *args, **kwargs)
