"""A file over HTTP: strong ETag, 304, one byte range (RFC 9110), a name for saving it (RFC 6266)."""

import re
from urllib.parse import quote

from django.http import HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.utils.http import parse_etags

from publishing.content_coding import TEXT

CHUNK = 64 * 1024  # bytes
# At an address that stays while the file changes, whoever has it asks whether it is still the newest; at the address
# of its hash nobody ever needs to ask.
REVALIDATED, IMMUTABLE = "public, no-cache", "public, max-age=31536000, immutable"
_RANGE = re.compile(r"bytes=(\d*)-(\d*)$")


def disposition(filename):
    """`inline` with a plain and a UTF-8 name."""
    plain = re.sub(r'[^\x20-\x7e]|["\\]', "_", filename)
    return f"inline; filename=\"{plain}\"; filename*=UTF-8''{quote(filename)}"


def requested_range(header, size):
    """(first, last) byte of a single satisfiable range; None for the whole; ValueError when none can be met."""
    match = _RANGE.match(header.strip()) if header else None
    if not match or match[1] == match[2] == "":
        return None
    if match[1] == "":
        first, last = max(0, size - int(match[2])), size - 1
        if int(match[2]) == 0:
            raise ValueError(header)
    else:
        first, last = int(match[1]), min(int(match[2] or size - 1), size - 1)
    if first >= size:
        raise ValueError(header)
    if first > last:
        return None
    return first, last


def _chunks(stored, first, last):
    """The bytes `first` to `last` of a FieldFile, which is opened with the first chunk: an answer may be thrown away.

    Past the FieldFile, which would keep what it opened: several readers may be sent it at once.
    """
    with stored.storage.open(stored.name, "rb") as file:
        file.seek(first)
        left = last - first + 1
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk


def _has(request, etag):
    """Whether the reader has these bytes, by the weak comparison of RFC 9110, 13.1.2."""
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return any(tag in ("*", etag) for tag in (tag.removeprefix("W/") for tag in known))


def _part(request, etag, size):
    """(first, last) byte of what is asked for; None for the whole, as always but for GET. Raises as requested_range."""
    if request.method != "GET" or request.headers.get("If-Range", etag) != etag:
        return None
    return requested_range(request.headers.get("Range", ""), size)


def serve_file(request, file, *, digest, size, content_type, filename, language, lasting=None):
    """Answer `request` with `file` (a FieldFile), in whole or in part.

    `lasting`: the address that names these bytes for ever. Asked for there, the file is never asked for again.
    Raises FileNotFoundError when the storage has no such file.
    """
    etag = f'"{digest}"'
    headers = {
        "ETag": etag,
        "Accept-Ranges": "bytes",
        "Content-Disposition": disposition(filename),
        "Content-Language": f"{language}-CA",
        "Cache-Control": IMMUTABLE if request.path == lasting else REVALIDATED,
    }
    if lasting:
        headers["Content-Location"] = lasting
    if content_type.startswith(TEXT):  # compressed on its way, for those who take it so
        headers["Vary"] = "Accept-Encoding"
    if _has(request, etag):
        return HttpResponseNotModified(headers=headers)
    try:
        part = _part(request, etag, size)
    except ValueError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}", "Cache-Control": "no-store"})
    if not file.storage.exists(file.name):  # before the headers are sent: then nothing else can be said
        raise FileNotFoundError(file.name)
    first, last = part or (0, size - 1)
    response = StreamingHttpResponse(
        [] if request.method == "HEAD" else _chunks(file, first, last),
        status=206 if part else 200,
        content_type=content_type,
        headers=headers | {"Content-Length": str(last - first + 1)},
    )
    if part:
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    return response
