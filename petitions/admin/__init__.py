"""The staff pages of petitions: a file for each subject, registered by being imported here."""

from petitions.admin import batches, exports, groups, petition, signatures, tally

__all__ = ["batches", "exports", "groups", "petition", "signatures", "tally"]
