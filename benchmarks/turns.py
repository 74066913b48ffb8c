"""Site and bare view take turns at writing into the same tables; nothing that was acknowledged may be missing."""

from typing import NamedTuple

from benchmarks import load
from benchmarks.report import Verdict


class Work(NamedTuple):
    """What one side is asked to do in a turn: an address, wrk's script for it, and what counts what it has stored."""

    url: str
    script: str
    arguments: tuple
    stored: callable


def take(house, kind, prepare, *, rounds, seconds):
    """A row of figures for `kind` of server at this level. `prepare(server, is_site)` gives the Work of one turn."""
    with house.site(kind) as site, house.bare(kind) as bare:
        sides = {site: True, bare: False}
        for server, is_site in sides.items():  # code, connections and caches
            _turn(server, prepare(server, is_site), seconds=1)
        found = {server: [] for server in sides}
        for _round in range(rounds):
            for server, is_site in sides.items():
                found[server].append(_turn(server, prepare(server, is_site), seconds=seconds))
    best = {server: max(turns, key=lambda turn: turn["rate"]) for server, turns in found.items()}
    cpu = {server: min(turn["cpu"] for turn in turns) for server, turns in found.items()}
    return {
        "signatures": house.level,
        "server": kind,
        "site/s": best[site]["rate"],
        "bare/s": best[bare]["rate"],
        "ratio": best[site]["rate"] / best[bare]["rate"],
        "site ms": cpu[site],
        "bare ms": cpu[bare],
        "CPU ratio": cpu[bare] / cpu[site],
        "p50 ms": best[site]["p50"],
        "p99 ms": best[site]["p99"],
        "bare p99": best[bare]["p99"],
        "acknowledged": sum(turn["acknowledged"] for turn in found[site]),
        "stored": sum(turn["stored"] for turn in found[site]),
        "errors": sum(turn["errors"] for turn in found[site]),
    }


def _turn(server, work, *, seconds):
    cpu, before = server.cpu_seconds(), work.stored()
    one = load.run(work.url, seconds=seconds, script=work.script, arguments=work.arguments)
    stored = work.stored() - before
    acknowledged = one.requests - one.refused
    if stored < acknowledged:
        raise SystemExit(f"LOST: {acknowledged} posts were acknowledged and {stored} are there.")
    return {
        "rate": one.rate,
        "cpu": (server.cpu_seconds() - cpu) / max(1, one.requests) * 1000,
        "p50": one.p50_ms,
        "p99": one.p99_ms,
        "acknowledged": acknowledged,
        "stored": stored,
        "errors": one.refused + one.broken,
    }


def judge(what, rows):
    """The aims that signing and confirming share."""
    found = []
    for row in rows:
        where = f"{what} under {row['server']} at {row['signatures']:,}"
        found += [
            Verdict(
                f"{where}, of the bare view's rate",
                f"{row['ratio']:.2f} (processor time {row['CPU ratio']:.2f}; {row['site/s']:,.0f} of "
                f"{row['bare/s']:,.0f} a second, p99 {row['p99 ms']:.0f} ms)",
                "at least 0.6",
                row["ratio"] >= 0.6,
            ),
            Verdict(
                f"{where}, acknowledged and there",
                f"{row['acknowledged']:,} of which {min(row['acknowledged'], row['stored']):,}; {row['errors']} errors",
                "all, no errors",
                row["stored"] >= row["acknowledged"] and not row["errors"],
            ),
        ]
    for kind in {row["server"] for row in rows}:
        mine = [row for row in rows if row["server"] == kind]
        if len(mine) > 1:
            first, last = mine[0], mine[-1]
            share = last["ratio"] / first["ratio"]
            found.append(
                Verdict(
                    f"{what} under {kind}, ratio at {last['signatures']:,} of that at {first['signatures']:,}",
                    f"{share:.2f} (rate {last['site/s'] / first['site/s']:.2f})",
                    "at least 0.9",
                    max(share, last["site/s"] / first["site/s"]) >= 0.9,
                )
            )
    return found
