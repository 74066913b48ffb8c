"""Asks an address on another site whether it is there. Only the worker does that: it may take seconds.

Staff choose the addresses, so a question could be aimed at what only this machine reaches: a database's page, a
cloud's key server. Therefore a name is looked up once, every one of its addresses must be public, and the
connection is made to an address that was judged. The same goes for each step of a redirection.
"""

import ipaddress
import socket
import time
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx
from django.conf import settings

from publishing.models import OutsideLink

SECONDS = 10  # for the connection, and for each read
ALL_WITHIN = 25  # seconds for one address with all its redirections
MOST_REDIRECTIONS = 5
REDIRECTIONS = (301, 302, 303, 307, 308)
FOR_GOOD = (301, 308)
# Servers that know no HEAD, or answer it at random, are asked again with GET, of which only the head is read.
ASK_AGAIN = (400, 403, 404, 405, 406, 410, 501)
# What sites say to programs that they take for robots; a person may well get in.
NO_PROGRAMS = (401, 402, 403, 405, 406, 418, 429, 451, 999)

Outcome = OutsideLink.Outcome


class Answer(NamedTuple):
    outcome: str
    status: int | None = None
    moved_to: str = ""


class NotPublic(Exception):
    """A host that is, wholly or in part, an address of a private network, of this machine, or none at all."""


class TooLate(httpcore.ReadTimeout):
    """The whole question took longer than ALL_WITHIN."""


def host_of(url):
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def ask(url):
    """The Answer of the web address `url`. Raises nothing: whatever goes wrong is an answer."""
    deadline = time.monotonic() + ALL_WITHIN
    try:
        with httpcore.ConnectionPool(network_backend=_PublicOnly(deadline), max_keepalive_connections=0) as pool:
            return _follow(pool, url)
    except NotPublic:
        return Answer(Outcome.REFUSED)
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, OSError):
        return Answer(Outcome.SILENT)
    except (httpcore.UnsupportedProtocol, httpx.InvalidURL, ValueError):
        return Answer(Outcome.GONE)


def _follow(pool, url):
    """The Answer at the end of the redirections."""
    at, moved_to, for_good = url, "", True
    for _step in range(MOST_REDIRECTIONS + 1):
        status, location = _status_of(pool, at)
        if status not in REDIRECTIONS or not location:
            return Answer(_outcome_of(status), status, moved_to)
        at = urljoin(at, location)
        for_good = for_good and status in FOR_GOOD
        if for_good:
            moved_to = at[:2000]
    return Answer(Outcome.BROKEN, status)


def _status_of(pool, url):
    """(status, Location) of `url`, asked as lightly as its server allows."""
    status, location = _request(pool, "HEAD", url)
    return _request(pool, "GET", url) if status in ASK_AGAIN or status >= 500 else (status, location)


def _request(pool, method, url):
    parts = httpx.URL(url)
    headers = {
        "Host": parts.netloc,
        # Some servers turn away programs that do not say who they are.
        "User-Agent": f"Mozilla/5.0 (compatible; Take Action link check; +{settings.SITE_URL})",
        "Accept": "text/html,application/pdf;q=0.9,*/*;q=0.5",
        "Accept-Language": "en-CA,fr-CA;q=0.9",
    }
    limits = dict.fromkeys(("connect", "read", "write", "pool"), SECONDS)
    address = httpcore.URL(scheme=parts.raw_scheme, host=parts.raw_host, port=parts.port, target=parts.raw_path)
    with pool.stream(method, address, headers=headers, extensions={"timeout": limits}) as answer:
        location = next((value for name, value in answer.headers if name.lower() == b"location"), b"")
        return answer.status, location.decode("latin-1")


def _outcome_of(status):
    if status < 400:
        return Outcome.ALIVE
    if status in NO_PROGRAMS:
        return Outcome.CLOSED
    return Outcome.BROKEN if status >= 500 else Outcome.GONE


def public_address(host, port):
    """An address of `host`, all of whose addresses are public. Raises NotPublic, or OSError when it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [entry[4][0] for entry in found]
    if not addresses or not all(is_public(address) for address in addresses):
        raise NotPublic(host)
    return addresses[0]


def is_public(address):
    """Whether an IP address belongs to the internet at large, also when it is wrapped in one of IPv6."""
    number = ipaddress.ip_address(address.partition("%")[0])
    if number.version == 6:
        inner = number.ipv4_mapped or number.sixtofour or (number.teredo or (None, None))[1]
        if inner is not None:
            return is_public(str(inner))
        if number in ipaddress.ip_network("64:ff9b::/96"):
            return is_public(str(ipaddress.ip_address(int(number) & 0xFFFFFFFF)))
    return number.is_global and not number.is_multicast


class _PublicOnly(httpcore.SyncBackend):
    """Connects to public addresses only, and reads until the deadline and no longer."""

    def __init__(self, deadline):
        super().__init__()
        self.deadline = deadline

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        address = public_address(host, port)
        stream = super().connect_tcp(address, port, _left(self.deadline, timeout), local_address, socket_options)
        return _UntilDeadline(stream, self.deadline)


class _UntilDeadline(httpcore.NetworkStream):
    """A server that sends a byte now and then must not hold the worker."""

    def __init__(self, stream, deadline):
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes, timeout=None):
        return self._stream.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer, timeout=None):
        return self._stream.write(buffer, _left(self._deadline, timeout))

    def close(self):
        self._stream.close()

    def start_tls(self, ssl_context, server_hostname=None, timeout=None):
        secure = self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline, timeout))
        return _UntilDeadline(secure, self._deadline)

    def get_extra_info(self, info):
        return self._stream.get_extra_info(info)


def _left(deadline, timeout):
    left = deadline - time.monotonic()
    if left <= 0:
        raise TooLate("the whole question took too long")
    return left if timeout is None else min(left, timeout)
