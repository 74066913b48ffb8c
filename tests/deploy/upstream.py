"""A stand-in for the site behind nginx, which answers as it is told and remembers what it was asked."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PUBLIC = "public, max-age=60, stale-while-revalidate=300, stale-if-error=86400"
# nginx counts in whole seconds: a page is new for one to two, and may be shown for one more while the next is
# fetched; it stands in for a site that is down until it is five to six seconds older than new.
SHORT_LIVED = "public, max-age=1, stale-while-revalidate=1, stale-if-error=5"
TOO_OLD = 3.1  # seconds after which a page must be fetched anew
FORGOTTEN = 7.1  # seconds after which it does not even stand in any longer


class Upstream:
    """Every answer says how many there have been. Its attributes may be changed at any time."""

    def __init__(self):
        self.status = 200
        self.status_at = {}  # for a path that differs
        self.headers = {"Cache-Control": PUBLIC, "Content-Type": "text/html; charset=utf-8"}
        self.body = b""
        self.delay = 0  # seconds
        self.requests = []
        self._server = None

    def __enter__(self):
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._server.serve_forever, args=[0.02], daemon=True).start()
        return self

    def __exit__(self, *_exception):
        self.stop()

    def stop(self):
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    @property
    def port(self):
        return self._server.server_port

    def _handler(upstream):  # noqa: N805 (the handler's own self is another)
        class Handler(BaseHTTPRequestHandler):
            def answer(self):
                size = int(self.headers.get("Content-Length", 0))
                self.rfile.read(size)
                upstream.requests.append((self.command, self.path, self.headers))
                number = len(upstream.requests)
                time.sleep(upstream.delay)
                body = upstream.body or f"answer {number}".encode()
                self.send_response(upstream.status_at.get(self.path, upstream.status))
                for name, value in upstream.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = answer  # noqa: N815 (the names that http.server calls)

            def log_message(self, *_args):
                """The tests read nginx's log, not this one's."""

        return Handler
