"""Whose request it is: the address of the connection, or what our own proxies wrote of it."""

from ipaddress import ip_address

from django.conf import settings


def visitor_address(meta):
    """The visitor's address as text, from a request's `META`.

    `settings.TRUSTED_PROXIES` proxies of our own stand in front. Each appends the address that it was asked from to
    X-Forwarded-For, so the outermost of them wrote the one that stands so many places from the right; what stands
    further left the visitor may have made up. Without proxies, or where that place holds no address, the
    connection's own address is the answer.
    """
    connection = meta.get("REMOTE_ADDR", "")
    places = meta.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if not 0 < settings.TRUSTED_PROXIES <= len(places):
        return connection
    written = _without_port(places[-settings.TRUSTED_PROXIES].strip())
    try:
        return str(ip_address(written))
    except ValueError:
        return connection


def _without_port(written):
    """Some proxies write "203.0.113.9:4711" or "[2001:db8::1]:4711"."""
    if written.startswith("["):
        return written[1:].partition("]")[0]
    return written.partition(":")[0] if written.count(":") == 1 else written
