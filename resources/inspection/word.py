"""Looks through the parts of a Word file for macros, objects, and whatever it would load from elsewhere."""

import io
import re
import zipfile

from lxml import etree

from resources.inspection import Findings

MAX_PARTS = 2_000
MAX_BYTES = 200_000_000  # unpacked
MAX_PAGES = 1000

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MAY_POINT_OUTSIDE = ("/hyperlink",)
_WITHIN = ("http://", "https://", "mailto:", "tel:", "#")
# Names of parts, and types of relationships, by what they hold.
_PARTS = (
    (re.compile(r"vbaproject|vbadata|\.bin$|activex", re.IGNORECASE), "macros"),
    (
        re.compile(r"/embeddings/|oleobject|\.(?:exe|dll|js|vbs|hta|ps1|bat|cmd|lnk|scr|html?)$", re.IGNORECASE),
        "attachments",
    ),
)
_RELATIONSHIPS = (
    (re.compile(r"/(?:vbaProject|wordVbaData|control|activeXControl)", re.IGNORECASE), "macros"),
    (re.compile(r"/(?:oleObject|package|aFChunk)$", re.IGNORECASE), "attachments"),
    (
        re.compile(r"/(?:attachedTemplate|frame|subDocument|mailMergeSource|mailMergeHeaderSource)$", re.IGNORECASE),
        "loads",
    ),
)
# What Word fetches or starts when it opens a text or when its fields are brought up to date. QUOTE can spell the
# others in numbers.
_FIELDS = re.compile(r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|QUOTE)\b")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class _Refused(Exception):
    """Nothing more is to be learned from this file."""


def inspect(content):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return _look_through(parts)
    except _Refused as problem:
        return Findings(None, (str(problem),))
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, EOFError, OSError, NotImplementedError, RuntimeError):
        return Findings(None, ("damaged",))


def _look_through(parts):
    files = parts.infolist()
    if len(files) > MAX_PARTS or sum(file.file_size for file in files) > MAX_BYTES:
        raise _Refused("large")
    if any(file.flag_bits & 1 for file in files):
        raise _Refused("encrypted")
    found = {problem for file in files for pattern, problem in _PARTS if pattern.search(file.filename)}
    found |= _in_types(parts)
    for file in files:
        name = file.filename.lower()
        if name.endswith(".rels"):
            found |= _in_relationships(_tree(parts, file))
        elif name.endswith(".xml") and name.startswith("word/"):
            found |= _in_text(_tree(parts, file))
    return Findings(_pages(parts), tuple(sorted(found)))


def _tree(parts, file):
    """The XML of a part. A document type is refused: entities can fill the memory, or name files."""
    content = parts.read(file)
    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content:
        raise _Refused("damaged")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(content, parser)


def _in_types(parts):
    """Whether it is a Word document, and one without macros, by what it says of its parts."""
    types = _tree(parts, "[Content_Types].xml")
    said = [node.get("ContentType", "") for node in types]
    if any("macroenabled" in kind.lower() or "vba" in kind.lower() for kind in said):
        return {"macros"}
    if _MAIN not in said:
        raise _Refused("kind")
    return set()


def _in_relationships(tree):
    found = set()
    for node in tree:
        kind, target = node.get("Type", ""), node.get("Target", "")
        found |= {problem for pattern, problem in _RELATIONSHIPS if pattern.search(kind)}
        if node.get("TargetMode") == "External":
            is_link = kind.endswith(_MAY_POINT_OUTSIDE) and target.lower().startswith(_WITHIN)
            found |= set() if is_link else {"loads"}
    return found


def _in_text(tree):
    """Fields stand in one attribute, or in pieces whose words are put together first, up to the next field."""
    simple = [node.get(f"{_W}instr", "") for node in tree.iter(f"{_W}fldSimple")]
    pieces = tree.iter(f"{_W}instrText", f"{_W}fldChar")
    whole = "".join(" " if node.tag == f"{_W}fldChar" else node.text or "" for node in pieces)
    return {"loads"} if any(_FIELDS.search(words.upper()) for words in [*simple, whole]) else set()


def _pages(parts):
    """What Word itself counted when the file was saved."""
    if "docProps/app.xml" not in parts.namelist():
        return None
    for node in _tree(parts, "docProps/app.xml"):
        if etree.QName(node).localname == "Pages" and (node.text or "").strip().isdecimal():
            return min(int(node.text), MAX_PAGES) or None
    return None
