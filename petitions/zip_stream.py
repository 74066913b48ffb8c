"""A zip that is sent as it is written: its bytes are taken away piece by piece, and nothing lies on the disk."""

import zipfile


class ZipStream:
    """Write or open a part, `take` what has been written, and at the end `close` and take the rest."""

    def __init__(self, moment, compression=zipfile.ZIP_DEFLATED, level=None):
        self._parts, self._moment, self._kind = [], moment.timetuple()[:6], (compression, level)
        self._zip = zipfile.ZipFile(self, "w", compression)

    # What the zip asks of the file that it writes into; it cannot be gone back in.

    def write(self, data):
        self._parts.append(bytes(data))
        return len(data)

    def flush(self):
        """Nothing waits here."""

    def open(self, name):
        """A part to be written in pieces, as a context."""
        info = zipfile.ZipInfo(name, self._moment)
        info.compress_type, info._compresslevel = self._kind
        return self._zip.open(info, "w")

    def whole(self, name, content):
        """The bytes of a part that is written at once."""
        with self.open(name) as part:
            part.write(content)
        return self.take()

    def take(self):
        taken, self._parts = b"".join(self._parts), []
        return taken

    def close(self):
        """The last bytes: the table of contents."""
        self._zip.close()
        return self.take()
