"""Development only: the mails that the site has written to its folder, so that a newcomer can confirm.

Routed by config.urls when DEBUG is on and nowhere else.
"""

import email
import email.policy
import re
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache

SEPARATOR = "-" * 79
_ADDRESS = re.compile(r"https?://\S+")


class Mail(NamedTuple):
    name: str
    subject: str
    to: str
    date: str
    text: str
    links: list


def _read(path):
    """The newest message of one of the file backend's logs."""
    raw = path.read_bytes().split(SEPARATOR.encode())[0]
    parsed = email.message_from_bytes(raw.lstrip(), policy=email.policy.default)
    body = parsed.get_body(("plain",))
    text = body.get_content() if body else ""
    return Mail(path.stem, parsed["subject"], parsed["to"], parsed["date"], text, _ADDRESS.findall(text))


def _files():
    folder = Path(settings.MAIL_FOLDER)
    return sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)


@never_cache
def inbox(request):
    return render(request, "development/inbox.html", {"mails": [_read(path) for path in _files()[:50]]})


@never_cache
def message(request, name):
    path = next((path for path in _files() if path.stem == name), None)
    if path is None:
        raise Http404
    return render(request, "development/message.html", {"mail": _read(path)})
