"""Documents: setting them beside WeasyPrint alone, the whole library, memory over many renders, and serving."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from benchmarks import load
from benchmarks.processes import ROOT, memory_mb
from benchmarks.report import Verdict

LEVELS = (0,)
RENDERS = int(os.environ.get("BENCHMARK_RENDERS", "500"))
TURNS, ROUNDS, SECONDS = 7, 3, 3
TEXTS = {"letter": "letter", "brief": "brief", "report": "report"}  # name → layout


def measure(house):
    """One row for each thing: what, how much, of what unit, and beside what."""
    texts = _texts()
    return [*_renders(texts), _cold(texts), *_library(), _endurance(texts), *_served(house)]


def _row(what, figure, unit, beside=None, ratio=None, note=""):
    return {"what": what, "figure": figure, "unit": unit, "beside": beside, "ratio": ratio, "note": note}


def _texts():
    """[name, HTML, layout] of a letter, a brief and the longest report, as the worker hands them to the press."""
    from resources.models import Document
    from resources.rendering import layout
    from resources.rendering.gathering import edition_of

    texts = []
    for name, of_layout in TEXTS.items():
        documents = Document.objects.public().filter(layout=of_layout).select_related("recipient")
        longest = max(documents, key=lambda document: len(document.body_en))
        texts.append([name, layout.print_html(edition_of(longest, "en")), of_layout])
    return texts


def _typesetter(task, texts, times=1):
    command = [sys.executable, "-m", "benchmarks.typesetter"]
    ended = subprocess.run(
        command, input=json.dumps([task, texts, times]), capture_output=True, text=True, check=True, cwd=ROOT
    )
    return json.loads(ended.stdout)


def _renders(texts):
    for text in texts:  # each in a process of its own, whose memory is that text's
        (found,) = _typesetter("compare", [text], TURNS)
        ours, bare = found["ours"] * 1000, found["bare"] * 1000
        note = f"{found['pages']} pages, peak {found['peak MB']:.0f} MB"
        yield _row(f"warm {found['text']}", ours, "ms", bare, ours / bare, note)


def _cold(texts):
    began = time.perf_counter()
    _typesetter("first", texts)
    return _row("cold start to the first letter", time.perf_counter() - began, "s")


def _library():
    """Every file anew, then a second call that finds all of them current."""
    for what, options in (("whole library", ["--force"]), ("whole library again, all current", [])):
        began, peak = time.perf_counter(), 0
        command = [sys.executable, "manage.py", "render_documents", *options]
        worker = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        while worker.poll() is None:
            peak = max(peak, memory_mb(worker.pid))
            time.sleep(0.2)
        words = worker.stdout.read().strip()
        worker.stdout.close()
        yield _row(what, time.perf_counter() - began, "s", note=f"{words} Peak {peak:.0f} MB of all processes.")


def _endurance(texts):
    found = _typesetter("endure", texts, RENDERS)
    first, last = found[0], found[-1]
    note = (
        f"after {first['renders']} of {last['renders']} renders: {first['MB']:.0f} MB, at the end {last['MB']:.0f} MB"
    )
    return _row(
        "peak memory of one worker", last["peak MB"], "MB", first["peak MB"], last["peak MB"] / first["peak MB"], note
    )


def _served(house):
    """The longest report's PDF, and the same bytes as a static file of the same server; whole, and known already."""
    from django.conf import settings

    from resources.models import Rendition

    rendition = max(Rendition.objects.downloadable().filter(format="pdf", language="en"), key=lambda r: r.size)
    static = Path(settings.STATIC_ROOT) / "benchmark.pdf"
    shutil.copy(rendition.file.path, static)
    try:
        with house.site() as site:
            paths = [rendition.get_absolute_url(), rendition.lasting_address, "/static/benchmark.pdf"]
            for what, headers in (("whole", {}), ("304", {"If-None-Match": f'"{rendition.digest}"'})):
                stable, lasting, plain = _rates(site, paths, headers)
                note = f"{rendition.size / 1000:,.0f} KB"
                yield _row(f"served PDF, {what}", stable, "/s", plain, stable / plain, note)
                yield _row(f"served PDF at its lasting address, {what}", lasting, "/s", plain, lasting / plain, note)
    finally:
        static.unlink()


def _rates(site, paths, headers):
    """The best rate of each path, in turns."""
    etag = site.get(paths[-1])[1].get("ETag") if headers else None
    best = dict.fromkeys(paths, 0)
    for _round in range(ROUNDS):
        for path in paths:
            known = {"If-None-Match": etag} if headers and path.startswith("/static/") and etag else headers
            best[path] = max(best[path], load.run(site.url(path), seconds=SECONDS, headers=known).rate)
    return [best[path] for path in paths]


def judge(rows):
    found = []
    for row in rows:
        beside = f" beside {row['beside']:,.0f}, ratio {row['ratio']:.2f}" if row["ratio"] else ""
        figure = f"{row['figure']:,.1f} {row['unit']}{beside} {row['note']}".strip()
        if row["what"].startswith("warm"):
            found.append(Verdict(row["what"], figure, "at most 1.15 of WeasyPrint alone", row["ratio"] <= 1.15))
        elif row["what"].startswith("peak memory"):
            found.append(Verdict(row["what"], figure, "flat: at most 1.1 of that after a tenth", row["ratio"] <= 1.1))
        else:
            found.append(Verdict(row["what"], figure))
    return found
