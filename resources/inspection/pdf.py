"""Looks through every object of a PDF for what acts, and for what is attached."""

import io

import pikepdf

from resources.inspection import Findings

MAX_PAGES = 1000
MAX_OBJECTS = 300_000
MAX_DEPTH = 60

# Keys that are there for one purpose only, and the problem that each of them is.
_KEYS = {
    "/JS": "scripts",
    "/JavaScript": "scripts",
    "/XFA": "scripts",
    "/EF": "attachments",
    "/EmbeddedFiles": "attachments",
}
# Of a stream: its bytes, or what it draws, stand in another file. (Elements of the structure have a /Ref of their own.)
_ELSEWHERE = {"/F", "/Ref"}
_ACTIONS = {
    "/JavaScript": "scripts",
    "/Launch": "actions",
    # Of another file, which may be named on another computer: some readers connect to it, and say who is signed in.
    "/GoToR": "actions",
    "/Thread": "actions",
    "/SubmitForm": "actions",
    "/ImportData": "actions",
    "/GoToE": "attachments",
    "/Rendition": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/RichMediaExecute": "media",
}
_ANNOTATIONS = {
    "/FileAttachment": "attachments",
    "/RichMedia": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/Screen": "media",
    "/3D": "media",
}
_SCHEMES = ("http://", "https://", "mailto:", "tel:", "#")


def inspect(content):
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                return Findings(None, ("encrypted",))
            return _look_through(pdf)
    except pikepdf.PasswordError:
        return Findings(None, ("encrypted",))
    except pikepdf.PdfError:
        return Findings(None, ("damaged",))


def _look_through(pdf):
    pages, found = len(pdf.pages), set()
    if not 0 < pages <= MAX_PAGES:
        found.add("pages" if pages else "damaged")
    for number, one in enumerate(pdf.objects):
        if number > MAX_OBJECTS:
            found.add("large")
            break
        _look_into(one, found)
    _look_into(pdf.trailer, found)
    return Findings(pages, tuple(sorted(found)))


def _look_into(one, found, depth=0):
    """Indirect objects stand in the list of all of them: only what stands right inside is followed."""
    if depth > MAX_DEPTH:
        found.add("damaged")
        return
    if isinstance(one, pikepdf.Array):
        inside = list(one)
    elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        _judge(one, found)
        inside = [one.get(key) for key in one.keys()]  # noqa: SIM118 (its own iterator reads a stream's bytes)
    else:
        return
    for child in inside:
        if isinstance(child, pikepdf.Object) and not child.is_indirect:
            _look_into(child, found, depth + 1)


def _judge(dictionary, found):
    found.update(_KEYS[key] for key in dictionary.keys() if key in _KEYS)  # noqa: SIM118
    if isinstance(dictionary, pikepdf.Stream) and _ELSEWHERE & {*dictionary.keys()}:
        found.add("loads")
    for key, meanings in (("/S", _ACTIONS), ("/Subtype", _ANNOTATIONS)):
        value = dictionary.get(key)
        if isinstance(value, pikepdf.Name) and str(value) in meanings:
            found.add(meanings[str(value)])
    address = dictionary.get("/URI")
    if isinstance(address, pikepdf.String) and _leads_astray(str(address)):
        found.add("actions")


def _leads_astray(address):
    return ":" in address and not address.strip().lower().startswith(_SCHEMES)
