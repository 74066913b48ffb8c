"""The hash of all that goes into a file: what is printed, how it is laid out, and what sets it.

The same hash means the same bytes, so a file is named by it and is made once. A change of a template, a
typeface, this package or a library that sets files gives every file a new hash.
"""

import hashlib
import json
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from publishing import contrast
from resources.rendering import assets

LIBRARIES = {
    "pdf": ("weasyprint", "pydyf", "tinycss2", "cssselect2", "tinyhtml5", "fonttools", "lxml"),
    "docx": ("python-docx", "lxml", "pillow"),
    "epub": ("lxml", "pillow"),
    "txt": ("lxml",),
}
PACKAGE = Path(__file__).resolve().parent
CONTRAST = Path(contrast.__file__)  # decides which of two colours is printed


@lru_cache
def _machinery(file_format):
    """What sets a file of `file_format`, as a hash; read once a process."""
    digest = hashlib.sha256()
    files = [CONTRAST, *sorted(PACKAGE.rglob("*.py")), *assets.fonts(), *sorted(assets.TEMPLATES.rglob("*.*"))]
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    for library in LIBRARIES[file_format]:
        digest.update(f"{library}=={version(library)}\0".encode())
    return digest.hexdigest()


def digest_of(edition, file_format):
    """64 hexadecimal digits for `edition` (plain data) as "pdf", "docx", "epub" or "txt"."""
    printed = json.dumps(edition.as_dict(), sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(f"{_machinery(file_format)}\n{file_format}\n{printed}".encode()).hexdigest()
