"""The zip around a Word file and an EPUB: fixed dates and order, so that the same parts give the same bytes."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

FIXED_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold


def archive(parts, *, first, stored=frozenset()):
    """The bytes of a zip of {name: content}; the part named `first` leads it, those in `stored` are not compressed."""
    packed = BytesIO()
    with ZipFile(packed, "w") as package:
        for name in sorted(parts, key=lambda name: (name != first, name)):
            entry = ZipInfo(name, FIXED_DATE)
            entry.compress_type = ZIP_STORED if name in stored else ZIP_DEFLATED
            entry.create_system = 3
            package.writestr(entry, parts[name])
    return packed.getvalue()
