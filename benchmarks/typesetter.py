"""What the press's child does, measured in a process of its own: `python -m benchmarks.typesetter`.

Reads from its input, as JSON, the task and the texts: [name, HTML, layout] each. Writes one line of JSON.
"""

import json
import resource
import sys
import time
from pathlib import Path

from resources.rendering import press


def main():
    task, texts, times = json.load(sys.stdin)
    press._forget_fonts_of_the_machine()
    from resources.rendering import pdf

    print(json.dumps(TASKS[task](pdf, texts, times)))


def first(pdf, texts, _times):
    """The first text, in a process that has just begun; how long that took is seen from outside."""
    return {"pages": pdf.set_pdf(*texts[0][1:]).pages}


def compare(pdf, texts, times):
    """The site's way and WeasyPrint's own, taking turns: the best processor time of each, in seconds."""
    return [_compare(pdf, *text, times) for text in texts]


def _compare(pdf, name, html, layout, times):
    pages, size = pdf.set_pdf(html, layout).pages, _size_taken(pdf, html, layout)
    ours, bare = [], []
    for _time in range(times):
        ours.append(_seconds(lambda: pdf.set_pdf(html, layout)))
        bare.append(_seconds(lambda: _bare(pdf, html, layout, size)))
    return {"text": name, "pages": pages, "type size": size, "ours": min(ours), "bare": min(bare), "peak MB": _peak()}


def _size_taken(pdf, html, layout):
    """The type size of the attempt that set_pdf settles on: the bare stack is told, and need not look for it."""
    found = {}
    for size in pdf.SIZES[layout]:
        pages = len(pdf._lay_out(html, layout, size).pages)
        found.setdefault(pages, size)
        if pages == 1:
            break
    return found[min(found)]


def _bare(pdf, html, layout, size):
    """The same HTML, style sheets and warm typefaces, without tags, standards or checks."""
    sheets = [pdf._style_sheet(name) for name in ("fonts", "base", layout)]
    if size != 1:
        sheets.append(pdf._size_sheet(size))
    page = pdf.HTML(string=html, url_fetcher=pdf._fetcher())
    return page.write_pdf(font_config=pdf._font_configuration(), stylesheets=sheets)


def _seconds(work):
    """Processor time, which does not depend on who else is at work."""
    began = time.process_time()
    work()
    return time.process_time() - began


def endure(pdf, texts, times):
    """Memory in MB at ten moments of so many renders: short texts, and each tenth time the longest."""
    *short, longest = texts
    found = []
    for number in range(times):
        _name, html, layout = longest if number % 10 == 9 else short[number % len(short)]
        pdf.set_pdf(html, layout)
        if (number + 1) % max(1, times // 10) == 0:
            found.append({"renders": number + 1, "MB": _now(), "peak MB": _peak()})
    return found


def _now():
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1024**2


def _peak():
    """Of this program; what getrusage says begins with the memory of the one that started it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


TASKS = {"first": first, "compare": compare, "endure": endure}

if __name__ == "__main__":
    main()
