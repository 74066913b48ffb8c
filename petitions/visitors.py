"""What a signature is judged by beside its own words.

Of a visitor's address a keyed hash of the network is stored (publishing.networks); it is deleted on a clock of its own
(PrivacyClocks.ip_days).
"""

from typing import NamedTuple

from publishing.networks import ip_hash_of, network_of

__all__ = ["NO_EVIDENCE", "Evidence", "ip_hash_of", "network_of"]


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
