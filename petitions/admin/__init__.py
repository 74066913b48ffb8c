"""The staff pages of petitions: a file for each subject, registered by being imported here."""

from petitions.admin import batches, exports, groups, house, petition, signatures, tally

__all__ = ["batches", "exports", "groups", "house", "petition", "signatures", "tally"]
