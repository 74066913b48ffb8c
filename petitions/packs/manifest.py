"""All files of a pack with their checksums, in the form that `sha256sum -c` reads."""

import hashlib

NAME = "SHA256SUMS.txt"


def manifest_of(files):
    """The text for [(name, SHA-256 in hexadecimal)], in the order of their names."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(files))


def checksum_of(files):
    """The SHA-256 of the manifest: one number that changes with any byte of any file."""
    return hashlib.sha256(manifest_of(files).encode()).hexdigest()
