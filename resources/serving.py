"""A file over HTTP: strong ETag, 304, one byte range (RFC 9110), a name for saving it (RFC 6266)."""

import re
from urllib.parse import quote

from django.http import HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.utils.http import parse_etags

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
    """The bytes `first` to `last` of a FieldFile, which is opened with the first chunk: a HEAD opens nothing.

    Past the FieldFile, which would keep what it opened: several readers may be sent it at once.
    """
    with stored.storage.open(stored.name, "rb") as file:
        file.seek(first)
        left = last - first + 1
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk


def serve_file(request, file, *, digest, size, content_type, filename, language, lasting=None):
    """Answer `request` with `file` (a FieldFile), in whole or in part.

    `lasting`: the address that names these bytes for ever. Asked for there, the file is never asked for again.
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
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponseNotModified(headers=headers)
    ranged = request.headers.get("Range", "")
    if request.headers.get("If-Range", etag) != etag:
        ranged = ""
    try:
        part = requested_range(ranged, size)
    except ValueError:
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{size}"})
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
