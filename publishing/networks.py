"""What a request tells of whoever sends it: enough to notice a flood from one connection, too little to know anybody.

No address is stored, and nothing but a keyed hash of the network that it belongs to is ever compared. Its key is made
from SECRET_KEY and the week, so the same network has another hash next week, and nobody without the key can try all
addresses.
"""

from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address

from django.utils import timezone
from django.utils.crypto import salted_hmac

# A key lasts for a week that begins when Canada sleeps: early on a Monday, from Newfoundland to Yukon.
KEY_LASTS = timedelta(weeks=1)
FIRST_KEY = datetime(2026, 1, 5, 9, tzinfo=UTC)
# What one household or phone gets of IPv6 (RFC 6177); the 64 bits behind it change by themselves.
IPV6_GROUP = 64
HASH_LENGTH = 32


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
