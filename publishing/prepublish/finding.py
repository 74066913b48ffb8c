"""What a check found, and where."""

from typing import NamedTuple

from django.db.models import Model

from publishing.typography import language_of_field


class Finding(NamedTuple):
    """`words`: a sentence or two for staff. `field`: the column of `record` that it is about, or "".

    `near`: the heading or the beginning of the sentence at which it stands. `blocks`: published like this, the
    record would be useless to its readers.
    """

    title: str
    words: str
    record: Model
    field: str = ""
    near: str = ""
    blocks: bool = False

    @property
    def language(self):
        """ "en", "fr" or None."""
        return language_of_field(self.field)
