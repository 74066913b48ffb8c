"""Asks the Represent service of Open North (represent.opennorth.ca) for the House's roster and for ridings.

Its answers are read with care. It answers 404 with HTML for what it does not know, 503 past 60 requests a minute, and
sometimes 200 with a page of HTML; any key may be missing or empty; it was down for eleven days in August 2026.
Whatever goes wrong is raised as RepresentUnavailable.
"""

import asyncio
import json
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from urllib.parse import urlsplit

import httpx
from django.conf import settings
from django.utils.translation import gettext as _

ROSTER = "/representatives/house-of-commons/"
# 60 requests a minute are allowed.
PAUSE = 1.0  # seconds
WAITS = (5, 20, 60)  # seconds, when it says that it is asked too often or is not there
PAGE = 100
MAX_PAGES = 50
MAX_BYTES = 5_000_000
MAX_BYTES_OF_A_CODE = 500_000
TIMEOUT = 20  # seconds
_sleep = time.sleep
_TOO_OFTEN = (429, 503)
_TRY_AGAIN = (500, 502, 504)


class RepresentUnavailable(Exception):
    """Why the service gave no answer, in words for staff."""


class NotKnown(RepresentUnavailable):
    """It answers that there is no such thing (404)."""


def roster(*, progress=lambda total: None):
    """All members as the service has them: [dict]. `progress(total)` gives something with `update(n)`, or None.

    Waits a second between pages, and longer when it is turned away. Raises RepresentUnavailable.
    """
    found, bar = [], None
    with _client(TIMEOUT) as client:
        path, parameters = ROSTER, {"limit": PAGE}
        for number in range(MAX_PAGES):
            if number:
                _sleep(PAUSE)
            page = _patiently(client, path, parameters)
            records, meta = _records(page), _meta(page)
            bar = bar or progress(meta.get("total_count"))
            if bar:
                bar.update(len(records))
            found += records
            path, parameters = _next(meta), None
            if not path:
                return _whole(found, meta)
    raise RepresentUnavailable(_("The service gave more than %(pages)d pages.") % {"pages": MAX_PAGES})


def _records(page):
    records = page.get("objects")
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise RepresentUnavailable(_("The service’s answer has no list of members."))
    return records


def _meta(page):
    meta = page.get("meta")
    return meta if isinstance(meta, dict) else {}


def _next(meta):
    """Path and query of the page after this one; only ever on the same host."""
    address = meta.get("next")
    if not isinstance(address, str) or not address:
        return ""
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _whole(records, meta):
    total = meta.get("total_count")
    if not isinstance(total, int):
        # A roster that was cut off would leave seats vacant.
        raise RepresentUnavailable(_("The service does not say how many members there are."))
    if len(records) < total:
        words = _("The service promised %(total)d members and gave %(found)d.")
        raise RepresentUnavailable(words % {"total": total, "found": len(records)})
    return records


def _patiently(client, path, parameters):
    for wait in WAITS:
        try:
            return ask(client, path, parameters)
        except NotKnown:
            raise
        except _Busy:
            _sleep(wait)
    return ask(client, path, parameters)


class _Busy(RepresentUnavailable):
    """Worth asking again in a while."""


class AskedTooOften(_Busy):
    """It answers as it does past 60 requests a minute."""


def _about_us(timeout):
    return {
        "base_url": settings.REPRESENT_URL,
        "timeout": timeout,
        # Where it would lead, somebody else might read what a visitor asked for.
        "follow_redirects": False,
        "headers": {"User-Agent": f"Take Action (+{settings.SITE_URL})", "Accept": "application/json"},
        "verify": _certificates(),
    }


@cache
def _certificates():
    """Read once: it takes 20 milliseconds, which is more than a look-up costs otherwise."""
    return httpx.create_ssl_context()


def _client(timeout):
    return httpx.Client(**_about_us(timeout))


def ask(client, path, parameters=None):
    """The JSON object at `path`. Raises RepresentUnavailable."""
    _refuse_without_address()
    try:
        with client.stream("GET", path, params=parameters) as answer:
            _judge_status(answer)
            body = bytearray()
            for chunk in answer.iter_bytes():
                body += chunk
                _refuse_longer(body, MAX_BYTES)
    except httpx.HTTPError as problem:
        raise _Busy(_("The service does not answer (%(kind)s).") % {"kind": type(problem).__name__}) from problem
    except httpx.InvalidURL as problem:
        raise RepresentUnavailable(_("The address of the service is none.")) from problem
    return _object_in(body)


def postcode(code, *, within):
    """What the service knows of a postal code such as "K1A0A6": a JSON object. Raises RepresentUnavailable.

    `within`: seconds, for all of it, however slowly the service speaks. Only the look-up of its host's name obeys no
    limit. No log and no exception's words hold the code.
    """
    _refuse_without_address()
    try:
        body = _in_a_thread(_body_within, within, f"/postcodes/{code}/")
    except TimeoutError:
        raise _Busy(_("The service does not answer (%(kind)s).") % {"kind": "TimeoutError"}) from None
    except httpx.HTTPError as problem:
        raise _Busy(_("The service does not answer (%(kind)s).") % {"kind": type(problem).__name__}) from None
    except httpx.InvalidURL:
        raise RepresentUnavailable(_("The address of the service is none.")) from None
    return _object_in(body)


def _in_a_thread(coroutine, *arguments):
    """What `coroutine` gives, run in a loop of its own, whether or not this thread runs one already."""
    with ThreadPoolExecutor(1, thread_name_prefix="represent") as thread:
        return thread.submit(lambda: asyncio.run(coroutine(*arguments))).result()


async def _body_within(seconds, path):
    body = bytearray()
    async with (
        asyncio.timeout(seconds),
        httpx.AsyncClient(**_about_us(seconds)) as client,
        client.stream("GET", path) as answer,
    ):
        _judge_status(answer)
        async for chunk in answer.aiter_bytes():
            body += chunk
            _refuse_longer(body, MAX_BYTES_OF_A_CODE)
    return body


def _refuse_without_address():
    if not settings.REPRESENT_URL:
        raise RepresentUnavailable(_("No address of the service is set (REPRESENT_URL)."))


def _judge_status(answer):
    if answer.status_code == 404:
        raise NotKnown(_("The service does not know it (404)."))
    if answer.status_code != 200:
        words = _("The service answered with status %(status)d.") % {"status": answer.status_code}
        if answer.status_code in _TOO_OFTEN:
            raise AskedTooOften(words)
        raise (_Busy if answer.status_code in _TRY_AGAIN else RepresentUnavailable)(words)


def _refuse_longer(body, most):
    if len(body) > most:
        raise RepresentUnavailable(_("The service’s answer is too long."))


def _object_in(body):
    try:
        found = json.loads(bytes(body))
    except (ValueError, RecursionError) as problem:  # a page for people, with status 200
        raise _Busy(_("The service answered with something else than data.")) from problem
    if not isinstance(found, dict):
        raise RepresentUnavailable(_("The service answered with something else than data."))
    return found
