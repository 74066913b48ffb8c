"""What a press holds after hundreds of files: as much as after the first few."""

from contextlib import closing

from benchmarks import editions
from benchmarks.report import Verdict
from benchmarks.typesetters import forget_peak, status_mb

LEVELS = (0,)
# Every tenth file is a report, the others are letters and briefs.
CYCLE = ("letter", "brief") * 4 + ("letter", "report")
AIM = 1.05


def measure(house):
    """A row for each tenth of the files: the most memory that the press's process held meanwhile."""
    from resources.rendering.press import Press

    texts = {name: editions.text(name) for name in editions.SLUGS}
    press = Press()
    press.close = press.stop
    with closing(press):
        for name in CYCLE:  # warm: each text was met, each typeface loaded
            press.run("pdf", *texts[name])
        rows, done = [], 0
        for end in tenths(house.renders):
            peak = 0
            for number in range(done, end):
                press.run("pdf", *texts[CYCLE[number % len(CYCLE)]])
                if press._process:  # which makes room for a new one now and then
                    pid = press._process.pid
                    peak = max(peak, status_mb(pid, "VmHWM"))
                    forget_peak(pid)
            done = end
            rows.append({"files set": done, "peak MB": peak})
    return rows


def tenths(count):
    """Where each tenth of `count` files ends."""
    return [round(count * tenth / 10) for tenth in range(1, 11)]


def judge(rows):
    first, last = rows[0], rows[-1]
    growth = last["peak MB"] / first["peak MB"]
    return [
        Verdict(
            f"memory over {last['files set']:,} files, last tenth of first",
            f"{growth:.3f} ({first['peak MB']:.0f} MB at the peak of the first, {last['peak MB']:.0f} of the last)",
            f"flat: at most {AIM}",
            growth <= AIM,
        )
    ]
