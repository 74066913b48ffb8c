"""The only files that setting a document may read: typefaces and style sheets of the project.

An asset is named `document:fonts/NAME` or `document:styles/NAME`. Every other address is refused, so that
no text, however it got there, makes the typesetter read a local file or reach the network.
"""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates" / "documents"
FOLDERS = {
    "fonts": ROOT / "resources" / "document_fonts",
    "styles": TEMPLATES / "styles",
}
_ADDRESS = re.compile(r"document:(fonts|styles)/([A-Za-z0-9_-]+\.(?:ttf|css))")


class AssetRefused(ValueError):
    """An address that is no asset of the project's documents."""


def asset_path(address):
    """The file that `address` names. Raises AssetRefused for anything but an existing asset."""
    match = _ADDRESS.fullmatch(address)
    if match:
        path = FOLDERS[match[1]] / match[2]
        if path.is_file():
            return path
    raise AssetRefused(f"Not an asset of documents: {address[:100]}")


def style(name):
    return (FOLDERS["styles"] / f"{name}.css").read_text(encoding="utf-8")


def font(name):
    return (FOLDERS["fonts"] / name).read_bytes()


def fonts():
    return sorted(FOLDERS["fonts"].glob("*.ttf"))
