"""The staff pages of petitions: a file for each subject, registered by being imported here."""

from petitions.admin import petition, signatures, tally

__all__ = ["petition", "signatures", "tally"]
