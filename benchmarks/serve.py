"""A PDF of the library, served by the site: beside a static file of the same bytes from the same server, and 304.

At its own address, which always has the newest file, and at the lasting one of these very bytes. The reader's
program calls itself a browser, so that downloads are counted as they are from people.
"""

import io
from pathlib import Path

from django.core.management import call_command
from django.utils.translation import override

from benchmarks import editions, load
from benchmarks.report import Verdict

LEVELS = (0,)
ROUNDS, SECONDS = 4, 3
DOCUMENTS = ("letter", "report")
BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}


def measure(house):
    """A row for each document and way of asking, beside the static file asked for in the same way."""
    return [row for name in DOCUMENTS for row in _compare(house, name)]


def _compare(house, name):
    rendition, content = _made(name)
    beside = _put_beside(name, content)
    with house.site() as site:
        asked = _ways(site, rendition, beside, content)
        turns = {way: [] for way in asked}
        for url, sent in asked.values():  # code, connections, the file in the machine's memory
            load.run(url, seconds=1, headers=sent)
        for _round in range(ROUNDS):
            for way, (url, sent) in asked.items():
                turns[way].append(_turn(site, url, sent))
    best = {
        way: {"rate": max(each["rate"] for each in found), "cpu": min(each["cpu"] for each in found)}
        for way, found in turns.items()
    }
    return [
        _row(name, len(content), way, best[way], best["static, 304" if way.endswith("304") else "static"])
        for way in asked
        if not way.startswith("static")
    ]


def _ways(site, rendition, beside, content):
    """{way of asking: (address, headers)}, after a look whether each answers with the very file."""
    with override("en"):
        paths = {"newest": rendition.get_absolute_url(), "lasting": rendition.lasting_address, "static": beside}
    ways = {}
    for name, path in paths.items():
        _status, headers, body = site.get(path, **BROWSER)
        if body != content:
            raise SystemExit(f"What was served at {path} is not the file.")
        known = (
            {"If-None-Match": headers["ETag"]} if headers["ETag"] else {"If-Modified-Since": headers["Last-Modified"]}
        )
        ways[name] = (site.url(path), BROWSER)
        ways[f"{name}, 304"] = (site.url(path), BROWSER | known)
    return ways


def _row(name, size, way, site, static):
    return {
        "file": name,
        "bytes": size,
        "asked": way,
        "site/s": site["rate"],
        "static/s": static["rate"],
        "ratio": site["rate"] / static["rate"],
        "site µs": site["cpu"],
        "static µs": static["cpu"],
        "CPU ratio": static["cpu"] / site["cpu"],
    }


def _made(name):
    """(rendition, bytes) of the document's PDF in English."""
    document = editions.document(name)
    call_command(
        "render_documents", only=document.slug_en, language="en", format="pdf", verbosity=0, stdout=io.StringIO()
    )
    with override("en"):
        rendition = document.pdf
    return rendition, rendition.file.read()


def _put_beside(name, content):
    """The same bytes among the static files, which the server finds when it starts."""
    from django.conf import settings

    (Path(settings.STATIC_ROOT) / f"benchmark-{name}.pdf").write_bytes(content)
    return f"{settings.STATIC_URL}benchmark-{name}.pdf"


def _turn(site, url, headers):
    before = site.cpu_seconds()
    one = load.run(url, seconds=SECONDS, headers=headers)
    if one.refused or one.broken:
        raise SystemExit(f"{one.refused + one.broken} requests for a file failed.")
    return {"rate": one.rate, "cpu": (site.cpu_seconds() - before) / one.requests * 1e6}


def judge(rows):
    return [
        Verdict(
            f"{row['file']} of {row['bytes'] / 1000:.0f} KB ({row['asked']}), of the static file's rate",
            f"{row['ratio']:.2f} ({row['site/s']:,.0f} of {row['static/s']:,.0f} a second; "
            f"processor time {row['CPU ratio']:.2f}: {row['site µs']:,.0f} µs)",
        )
        for row in rows
    ]
