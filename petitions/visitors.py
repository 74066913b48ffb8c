"""What a request tells of whoever signs: enough to notice a flood from one connection, too little to know anybody.

No address is stored. What is stored is a keyed hash of the network that it belongs to. Its key is made from
SECRET_KEY and the week, so the same network has another hash next week, and nobody without the key can try all
addresses. The hash itself is deleted on a clock of its own (PrivacyClocks.ip_days).
"""

from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import NamedTuple

from django.utils import timezone
from django.utils.crypto import salted_hmac

# A key lasts for a week that begins when Canada sleeps: early on a Monday, from Newfoundland to Yukon.
KEY_LASTS = timedelta(weeks=1)
FIRST_KEY = datetime(2026, 1, 5, 9, tzinfo=UTC)
# What one household or phone gets of IPv6 (RFC 6177); the 64 bits behind it change by themselves.
IPV6_GROUP = 64
HASH_LENGTH = 32


class Evidence(NamedTuple):
    """What a signature will be judged by beside its own words; see petitions.judging."""

    ip_hash: str = ""
    seconds: int | None = None  # None: the page's script has not run
    was_trapped: bool = False
    event: object = None  # the SigningEvent on whose page it was signed, while that was on

    def as_fields(self):
        """The columns of a signature."""
        return {
            "ip_hash": self.ip_hash,
            "seconds_to_fill": self.seconds,
            "was_trapped": self.was_trapped,
            "event": self.event,
        }


NO_EVIDENCE = Evidence()


def network_of(address):
    """The network that one visitor has, as text: an IPv4 address alone, an IPv6 one by its /64; "" for no address."""
    try:
        parsed = ip_address(address)
    except ValueError:  # a server that listens on a Unix socket knows none
        return ""
    if isinstance(parsed, IPv6Address):
        parsed = parsed.ipv4_mapped or IPv6Network((int(parsed), IPV6_GROUP), strict=False)
    return str(parsed)


def ip_hash_of(request):
    """The keyed hash of the visitor's network: 32 hexadecimal digits; "" where no address is known."""
    network = network_of(request.META.get("REMOTE_ADDR", ""))
    if not network:
        return ""
    key = (timezone.now() - FIRST_KEY) // KEY_LASTS
    return salted_hmac(f"petitions.visitors.{key}", network, algorithm="sha256").hexdigest()[:HASH_LENGTH]
