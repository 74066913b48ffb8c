"""Letters that somebody waits for: one after the other, and twenty at once, as a congregation writes them.

Beside the twenty, an ordinary page is asked for that no memory holds, one request after the other.
"""

import http.client
import re
import statistics
import threading
import time
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import override

from benchmarks.report import Verdict

LEVELS = (0,)
SLUG, RIDING, LANGUAGE = "travel-loans", "35079", "fr"
WARM, ALONE, AT_ONCE, BURSTS = 6, 40, 20, 3
MOST_ALONE, MOST_OF_A_PAGE = 400, 1000  # ms
OPENING = "Notre paroisse a parrainé une famille de cinq personnes venue d’Érythrée, qui avait attendu quatre ans. "


def measure(house):
    """A row for each kind of file."""
    _know_a_member()
    with override(LANGUAGE):
        slug = _letter().slug
        forms = {kind: reverse(f"write-member-{kind}", args=[slug, RIDING]) for kind in ("pdf", "docx")}
        form = reverse("write-member", args=[slug, RIDING])
    # Each visitor has an address of their own: a hundred letters from one connection would have to wait.
    with house.site(TRUSTED_PROXIES="1") as server:
        fields = _fields(server.get(form)[2].decode())
        return [_row(server, kind, path, fields) for kind, path in forms.items()]


def _letter():
    from advocacy.models import Letter

    return Letter.objects.get(campaign__slug_en=SLUG)


def _know_a_member():
    """The first content has no ridings: they are brought in from a file."""
    from parliament.models import Member, Riding

    names = {"name_en": "Ottawa Centre", "name_fr": "Ottawa-Centre", "province": "ON", "as_of": "2026-11-01"}
    riding, _made = Riding.objects.get_or_create(number=RIDING, defaults=names)
    who = {"first_name": "Noor", "last_name": "Gagné", "gender": "f", "email": "a@example.ca", "as_of": "2026-11-01"}
    Member.objects.get_or_create(riding=riding, defaults=who)


def _fields(form):
    points = re.findall(r'name="points" value="(\d+)"', form)[:3]
    who = {"name": "Élodie Tremblay", "place": "Ottawa", "address": "12, rue Principale\nK1A 0B1", "language": LANGUAGE}
    return urlencode([("opening", OPENING * 3), *(("points", point) for point in points), *who.items()])


def _row(server, kind, path, fields):
    for number in range(WARM):
        _post(server, path, fields, number)
    began, before = time.perf_counter(), server.cpu_seconds()
    alone = [_post(server, path, fields, number) for number in range(ALONE)]
    seconds, cpu = time.perf_counter() - began, server.cpu_seconds() - before
    bursts, pages = [], []
    quiet = [_page(server, number) for number in range(20)]
    for burst in range(BURSTS):
        bursts += _burst(server, path, fields, burst, pages)
    return {
        "file": kind,
        "one after the other/s": ALONE / seconds,
        "median ms": statistics.median(alone) * 1000,
        "p95 ms": statistics.quantiles(alone, n=20)[-1] * 1000,
        "CPU ms": cpu / ALONE * 1000,
        "20 at once: median ms": statistics.median(bursts) * 1000,
        "slowest ms": max(bursts) * 1000,
        "a page alone ms": statistics.median(quiet) * 1000,
        "a page meanwhile ms": statistics.median(pages) * 1000,
        "its slowest ms": max(pages) * 1000,
        "memory MB": server.memory_mb(),
    }


def _burst(server, path, fields, burst, pages):
    """Seconds that each of twenty took that came at once; `pages` gets those of the pages asked for meanwhile."""
    took = []
    posts = [
        threading.Thread(target=lambda n=number: took.append(_post(server, path, fields, 100 + 20 * burst + n)))
        for number in range(AT_ONCE)
    ]
    for post in posts:
        post.start()
    while any(post.is_alive() for post in posts):
        pages.append(_page(server, len(pages)))
    if len(took) < AT_ONCE:
        raise SystemExit("Of twenty letters at once some were not made.")
    return took


def _post(server, path, fields, number):
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Sec-Fetch-Site": "same-origin",
        "X-Forwarded-For": f"10.8.{number // 200}.{number % 200 + 1}",
    }
    return _ask(server, "POST", path, fields, headers)


def _page(server, number):
    """A page with a query is nobody's copy: it is made anew, with the database."""
    return _ask(server, "GET", f"/en/search/?q=loans{number}", None, {})


def _ask(server, method, path, body, headers):
    asked = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    began = time.perf_counter()
    asked.request(method, path, body, headers)
    answer = asked.getresponse()
    answer.read()
    if answer.status != 200:
        raise SystemExit(f"The site answered {answer.status} to {method} {path}.")
    asked.close()
    return time.perf_counter() - began


def judge(rows):
    found = []
    for row in rows:
        one, page = row["median ms"], row["its slowest ms"]
        found.append(
            Verdict(f"a letter as {row['file']}, warm, median", f"{one:.0f} ms", f"{MOST_ALONE} ms", one < MOST_ALONE)
        )
        found.append(
            Verdict(
                f"twenty letters at once as {row['file']}",
                f"all made, slowest {row['slowest ms']:.0f} ms; a page meanwhile {row['a page meanwhile ms']:.0f} ms, "
                f"slowest {page:.0f}",
                f"none fails, a page under {MOST_OF_A_PAGE} ms",
                page < MOST_OF_A_PAGE,
            )
        )
    return found
