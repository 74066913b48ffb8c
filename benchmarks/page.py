"""The petition's page, anonymous: against a bare view that returns as many bytes under the same server."""

import statistics
import time

from benchmarks import load
from benchmarks.report import Verdict

LEVELS = (10_000, 1_000_000, 10_000_000)
SERVERS = ("granian", "gunicorn")
ROUNDS, SECONDS = 5, 3
BROWSER = {"Accept-Encoding": "gzip, deflate, br, zstd"}


def measure(house):
    """A row for each server at this level."""
    return [_compare(house, kind) for kind in SERVERS]


def _compare(house, kind):
    with house.site(kind) as site, house.bare(kind) as bare:
        _status, _headers, body = site.get(house.path, **BROWSER)
        urls = {site: site.url(house.path), bare: bare.url(f"/page/{len(body)}/")}
        for url in urls.values():  # every worker has its copy, and its code in memory
            load.run(url, seconds=1, headers=BROWSER)
        rates, cpu = {site: [], bare: []}, {site: [], bare: []}
        for _round in range(ROUNDS):
            for server, url in urls.items():
                before = server.cpu_seconds()
                one = load.run(url, seconds=SECONDS, headers=BROWSER)
                if one.refused or one.broken:
                    raise SystemExit(f"{one.refused + one.broken} requests for the page failed.")
                rates[server].append(one.rate)
                cpu[server].append((server.cpu_seconds() - before) / one.requests * 1e6)
        queries = _queries_on_hits(house, site, urls[site])
        anew = _seconds_to_make_anew(house, site)
    best = {server: max(found) for server, found in rates.items()}
    least = {server: min(found) for server, found in cpu.items()}
    return {
        "signatures": house.level,
        "server": kind,
        "bytes": len(body),
        "page/s": best[site],
        "bare/s": best[bare],
        "ratio": best[site] / best[bare],
        "page µs": least[site],
        "bare µs": least[bare],
        "CPU ratio": least[bare] / least[site],
        "connections that asked": queries,
        "anew ms": anew * 1000,
    }


def _queries_on_hits(house, site, url):
    """How many of the server's database connections were used during a second of hits; None on SQLite.

    Each worker has just made its copy anew, so that none is due meanwhile.
    """
    if house.vendor != "postgresql":
        return None
    time.sleep(16)  # the copies are no longer fresh
    load.run(url, seconds=1, headers=BROWSER)
    before = _last_queries(site)
    load.run(url, seconds=2, headers=BROWSER)
    after = _last_queries(site)
    return sum(after.get(pid) != when for pid, when in before.items()) + len(set(after) - set(before))


def _last_queries(site):
    """{backend: when its last query began} of the connections that `site` holds."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid, query_start FROM pg_stat_activity WHERE application_name = %s", [f"{site.kind}-{site.port}"]
        )
        return dict(cursor.fetchall())


def _seconds_to_make_anew(house, site):
    """The page without the cache: what one visitor in 15 seconds, or a new process, waits for."""
    found = []
    for number in range(40):  # every thread connects to the database once
        started = time.perf_counter()
        site.get(f"{house.path}?anew={number}")
        found.append(time.perf_counter() - started)
    return statistics.median(found)


def judge(rows):
    """PASS or BELOW for each of the aims."""
    found = []
    for kind in SERVERS:
        mine = [row for row in rows if row["server"] == kind]
        worst = min(mine, key=lambda row: row["ratio"])
        found.append(
            Verdict(
                f"page under {kind}, of the bare view's rate",
                f"{worst['ratio']:.2f} (processor time {worst['CPU ratio']:.2f})",
                "at least 0.6",
                worst["ratio"] >= 0.6,
            )
        )
        if len(mine) > 1:
            # Beside the bare view of the same minutes: the machine may be busier at one level than at another.
            against_first = [row["ratio"] / mine[0]["ratio"] for row in mine[1:]]
            cpu = [mine[0]["page µs"] / row["page µs"] for row in mine[1:]]
            larger = " and ".join(f"{row['signatures']:,}" for row in mine[1:])
            found.append(
                Verdict(
                    f"page under {kind}, at {larger} of the ratio at {mine[0]['signatures']:,}",
                    " and ".join(f"{share:.2f}" for share in against_first)
                    + f" (processor time {' and '.join(f'{share:.2f}' for share in cpu)})",
                    "at least 0.9",
                    min(against_first) >= 0.9,
                )
            )
    asked = [row["connections that asked"] for row in rows if row["connections that asked"] is not None]
    if asked:
        found.append(Verdict("database connections used on hits", f"{max(asked)}", "0", max(asked) == 0))
    best = max(rows, key=lambda row: row["page/s"])
    found.append(Verdict("the faster server", f"{best['server']}, {best['page/s']:,.0f} pages/s"))
    return found
