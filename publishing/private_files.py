"""Files that only staff or their owner may open: scans, delivery packs, sheets of a group.

They lie outside the media folder, which nginx serves to everyone, in the storage named "private".
"""

from django.core.files.storage import storages


def private_storage():
    """For `FileField(storage=private_storage)`: migrations keep the name, not the folder."""
    return storages["private"]
