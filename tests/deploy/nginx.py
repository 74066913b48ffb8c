"""A real nginx with the configuration of deploy/, on loopback ports and in a folder of its own."""

import http.client
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).resolve().parents[2]
SITE = PROJECT / "deploy" / "nginx" / "take-action.conf"
HOST = "act.example.org"
# Debian keeps nginx where only root's PATH looks; make test may have put one into the virtual environment.
PLACES = (f"{sys.prefix}/nginx/usr/sbin", "/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin", "/usr/local/bin")
WAIT = 10  # seconds, for nginx to answer

# What Debian's nginx.conf does around a site, in a folder of its own.
FRAME = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{ worker_connections 256; }}
http {{
    types {{ text/html html; text/css css; application/javascript js; image/svg+xml svg; font/woff2 woff2; }}
    default_type application/octet-stream;
    gzip on;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def executable():
    """The path of nginx: $NGINX, the PATH's, or that of the places above; None without one."""
    return os.environ.get("NGINX") or shutil.which("nginx") or shutil.which("nginx", path=os.pathsep.join(PLACES))


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes


class Nginx:
    """`folder` gets the logs, the cache, a certificate, static/ and media/; `upstream` is the site's port."""

    def __init__(self, folder, upstream):
        self.folder = folder
        self.http, self.https = free_port(), free_port()
        self.static, self.media = folder / "static", folder / "media"
        self.static.mkdir()
        self.media.mkdir()
        self._make_certificate()
        (folder / "site.conf").write_text(self._site(upstream), encoding="utf-8")
        (folder / "nginx.conf").write_text(FRAME.format(folder=folder, user=_user()), encoding="utf-8")
        self.command = [_required(), "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "nginx.log"]
        self.process = None

    def _site(self, upstream):
        """The configuration as it is shipped, but for its ports and places."""
        text = SITE.read_text(encoding="utf-8")
        for shipped, here in {
            "listen [::]:80 default_server;": "",
            "listen [::]:443 ssl http2 default_server;": "",
            "listen [::]:80;": "",
            "listen [::]:443 ssl http2;": "",
            "listen 80": f"listen 127.0.0.1:{self.http}",
            "listen 443": f"listen 127.0.0.1:{self.https}",
            "127.0.0.1:8000": f"127.0.0.1:{upstream}",
            f"/etc/letsencrypt/live/{HOST}": str(self.folder),
            "/var/cache/take-action": str(self.folder / "cache"),
            "/var/log/nginx": str(self.folder),
            "/var/lib/take-action": str(self.folder),
            "/var/www/html": str(self.folder),
            "/srv/take-action": str(PROJECT),
        }.items():
            assert shipped in text, f"{shipped} does not stand in {SITE}"
            text = text.replace(shipped, here)
        return text

    def _make_certificate(self):
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
             "-days", "2", "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}",
             "-keyout", self.folder / "privkey.pem", "-out", self.folder / "fullchain.pem"],
            check=True, capture_output=True,
        )  # fmt: skip

    def check(self):
        """What `nginx -t` says of the configuration, and whether it accepts it."""
        result = subprocess.run([*self.command, "-t"], capture_output=True, text=True, check=False)
        return result.returncode == 0, result.stderr

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stderr=subprocess.PIPE)
        deadline = time.monotonic() + WAIT
        while time.monotonic() < deadline and self.process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.https)) == 0:
                    return self
            time.sleep(0.02)
        raise AssertionError(f"nginx did not start: {(self.folder / 'nginx.log').read_text()}")

    def __exit__(self, *_exception):
        self.process.terminate()
        self.process.wait(WAIT)
        self.process.stderr.close()

    def tls(self, server_name=HOST, protocols=("http/1.1",)):
        """A connection that has been shaken hands on, with the certificate checked."""
        context = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))
        context.set_alpn_protocols(list(protocols))
        plain = socket.create_connection(("127.0.0.1", self.https), timeout=WAIT)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # as browsers do; else a request waits 40 ms
        try:
            return context.wrap_socket(plain, server_hostname=server_name)
        except OSError:
            plain.close()
            raise

    def ask(self, path, method="GET", body=None, **headers):
        """An Answer over https. `headers` are written with underscores: `accept_encoding="br"`."""
        connection = http.client.HTTPConnection(HOST)
        connection.sock = self.tls()
        return _answer(connection, method, path, body, headers)

    def ask_plain(self, path, host=HOST):
        """An Answer over http."""
        connection = http.client.HTTPConnection(HOST)
        connection.sock = socket.create_connection(("127.0.0.1", self.http), timeout=WAIT)
        return _answer(connection, "GET", path, None, {"host": host})

    def logs(self):
        """Everything that was written down so far, in whatever log."""
        time.sleep(0.1)  # nginx writes a request's line after its answer
        return "".join(path.read_text(encoding="utf-8") for path in sorted(self.folder.glob("*.log")))


def _answer(connection, method, path, body, headers):
    try:
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()


def _user():
    """Root's workers stay root's, for the folders of tests are closed to others; elsewhere nginx decides."""
    return "user root;" if os.geteuid() == 0 else ""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _required():
    path = executable()
    assert path, "nginx is needed: run make test, or install it (apt-get install nginx-light, brew install nginx)"
    return path


if __name__ == "__main__" and "--is-there" in sys.argv:
    sys.exit(not executable())
