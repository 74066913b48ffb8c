"""The staff pages of petitions: a file for each subject, registered by being imported here."""

from petitions.admin import exports, petition, signatures, tally

__all__ = ["exports", "petition", "signatures", "tally"]
