"""A server of this machine that plays Represent: well, and in each of the ways in which the real one has failed."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class StandIn:
    """`answers`: a list of functions of the handler, used up one by one; then `play`, which serves `members`."""

    def __init__(self):
        self.members, self.answers, self.asked, self.address = [], [], [], ""
        self.postcodes = {}

    def handle(self, handler):
        self.asked.append(handler.path)
        if self.answers:
            return self.answers.pop(0)(handler)
        parts = urlsplit(handler.path)
        if parts.path.startswith("/postcodes/"):
            code = parts.path.split("/")[2]
            return as_json(self.postcodes[code])(handler) if code in self.postcodes else not_found(handler)
        return self._page(handler, {name: int(value[0]) for name, value in parse_qs(parts.query).items()})

    def _page(self, handler, query):
        limit, offset = query.get("limit", 20), query.get("offset", 0)
        after = offset + limit
        following = f"/representatives/house-of-commons/?limit={limit}&offset={after}"
        meta = {"total_count": len(self.members), "next": following if after < len(self.members) else None}
        as_json({"objects": self.members[offset:after], "meta": meta})(handler)


def write(handler, status, kind, body):
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def as_json(value, status=200):
    return lambda handler: write(handler, status, "application/json", json.dumps(value).encode())


def not_found(handler):
    write(handler, 404, "text/html", b"<h1>Not Found</h1>")


def busy(handler):
    write(handler, 503, "text/html", b"<h1>Too many requests</h1>")


def page_for_people(handler):
    write(handler, 200, "text/html", b"<!doctype html><title>Maintenance</title>")


def drop(handler):
    handler.connection.close()


def slowly(seconds):
    def answer(handler):
        time.sleep(seconds)
        as_json({"objects": [], "meta": {"total_count": 0}})(handler)

    return answer


def dripping(handler):
    """Always one byte more before any patience ends, and never the last one."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    for _byte in range(200):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.1)


def dripping_headers(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    for _byte in range(200):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.1)


def elsewhere(handler):
    handler.send_response(302)
    handler.send_header("Location", "/postcodes/taken/elsewhere/")
    handler.send_header("Content-Length", "0")
    handler.end_headers()


IN_FORCE = "federal-electoral-districts-2023-representation-order"


def boundary(name, order=IN_FORCE, number="35001"):
    return {
        "name": name,
        "external_id": number,
        "url": f"/boundaries/{order}/{number}/",
        "related": {"boundary_set_url": f"/boundary-sets/{order}/"},
        "boundary_set_name": "Federal electoral district",
    }


def representative(riding, order=IN_FORCE, **more):
    related = {
        "boundary_url": f"/boundaries/{order}/35001/",
        "representative_set_url": "/representative-sets/house-of-commons/",
    }
    return record(riding, related=related, representative_set_name="House of Commons", **more)


@contextmanager
def standing_in():
    """Gives a running StandIn."""
    stand_in = StandIn()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            try:
                stand_in.handle(self)
            except (BrokenPipeError, ConnectionResetError, ValueError, OSError):  # whoever asked has gone
                self.close_connection = True

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    stand_in.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield stand_in
    finally:
        server.shutdown()
        server.server_close()


def office(
    kind="constituency", postal="1 Main Street (Main Office)\n\nGaspé QC  G4X 1A1", tel="1 418 555-0111", **more
):
    return {"type": kind, "postal": postal, "tel": tel, **more}


HILL = office("legislature", "House of Commons\nOttawa ON  K1A 0A6", "1 613 992-0001", fax="1 613 992-0002")


def record(riding, first_name="Noor", last_name="Gagné", **more):
    return {
        "name": f"{first_name} {last_name}",
        "first_name": first_name,
        "last_name": last_name,
        "party_name": "Liberal",
        "email": f"{last_name.lower()}@example.org".replace("é", "e"),
        "district_name": riding,
        "gender": "",
        "elected_office": "MP",
        "url": "https://www.ourcommons.ca/Members/en/noor-gagne(4711)",
        "offices": [HILL],
        "extra": {},
        **more,
    }
