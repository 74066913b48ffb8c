import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.factories.publishing import OrganisationFactory


class FeedServer(ThreadingHTTPServer):
    """A server on this machine that answers in the way that the test chooses; /moved leads to /feed."""

    daemon_threads = True
    body = b""
    status = 200
    headers = {}
    pause = 0.0  # seconds between bytes
    asked = 0

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}/feed"

    def answers(self, body=b"", *, status=200, pause=0.0, **headers):
        self.body = body.encode() if isinstance(body, str) else body
        self.status, self.pause = status, pause
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def handle_error(self, request, client_address):
        """A reader that hangs up is what some of the tests are about."""


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked += 1
        if self.path == "/moved":
            self.send_response(301)
            self.send_header("Location", "/feed")
            self.end_headers()
            return
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if not self.server.pause:
            self.wfile.write(self.server.body)
            return
        for byte in self.server.body:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(self.server.pause)

    def log_message(self, *args):
        """Quiet."""


@pytest.fixture
def feed_server():
    server = FeedServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def feed(feed_server, db):
    """The feed that the organisation names."""
    OrganisationFactory(feed_url=feed_server.url)
    return feed_server
