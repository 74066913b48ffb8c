"""A storage as S3 is: it keeps bytes under names, and has no paths."""

from django.core.files.storage import InMemoryStorage


class Pathless(InMemoryStorage):
    def _relative_path(self, name):
        return name.removeprefix("/")

    def path(self, name):
        raise NotImplementedError("nothing is on a disk here")
