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
_HYPERLINK = re.compile(r'\bHYPERLINK\s+"?(?!\\[lmnot]\b)([^"\s]+)')


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
    if len({file.filename.lower() for file in files}) < len(files):  # which of two is opened is each program's choice
        raise _Refused("damaged")
    found = {problem for file in files for pattern, problem in _PARTS if pattern.search(file.filename)}
    found |= _in_types(parts)
    for file in files:
        name = file.filename.lower()
        if name.endswith(".rels"):
            found |= _in_relationships(_tree(parts, file))
        elif name.endswith(".xml"):
            found |= _in_text(_tree(parts, file))
    return Findings(_pages(parts), tuple(sorted(found)))


def _tree(parts, file):
    """The XML of a part. A document type is refused: entities can fill the memory, or name files."""
    content = parts.read(file)
    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content:
        raise _Refused("damaged")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    tree = etree.fromstring(content, parser)
    if tree.getroottree().docinfo.doctype:  # in another encoding
        raise _Refused("damaged")
    return tree


def _in_types(parts):
    """Whether it is a Word document, and one without macros, by what it says of its parts."""
    types = _tree(parts, "[Content_Types].xml")
    said = [node.get("ContentType", "") for node in types]
    if any("macroenabled" in kind.lower() or "vba" in kind.lower() for kind in said):
        return {"macros"}
    if _MAIN not in said or any(_is_hidden(node) for node in types):
        raise _Refused("kind")
    return set()


def _is_hidden(node):
    """Whether a part, or a kind of parts, is text by what the package says of it, and none by its name."""
    name = node.get("PartName") or f".{node.get('Extension', '')}"
    is_text = re.search(r"^(?:application|text)/(?:.*[+/])?xml$", node.get("ContentType", "").strip().lower())
    return bool(is_text) and not name.lower().endswith((".xml", ".rels"))


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
    """Fields stand in one attribute, or in pieces whose words are put together first, up to the next field.

    Names in whichever namespace: the strict form of the format has one of its own. Words that were deleted come back
    with a click.
    """
    found = {"loads"} if next(tree.iter("{*}mailMerge"), None) is not None else set()
    simple = [words for node in tree.iter("{*}fldSimple") for name, words in node.items() if name.endswith("instr")]
    pieces = tree.iter("{*}instrText", "{*}delInstrText", "{*}fldChar")
    whole = "".join(" " if etree.QName(node).localname == "fldChar" else node.text or "" for node in pieces)
    for words in [*simple, whole]:
        links = _HYPERLINK.findall(words)
        if _FIELDS.search(words.upper()) or any(not link.lower().startswith(_WITHIN) for link in links):
            found.add("loads")
    return found


def _pages(parts):
    """What Word itself counted when the file was saved."""
    if "docProps/app.xml" not in parts.namelist():
        return None
    for node in _tree(parts, "docProps/app.xml"):
        if etree.QName(node).localname == "Pages" and (node.text or "").strip().isdecimal():
            return min(int(node.text), MAX_PAGES) or None
    return None
