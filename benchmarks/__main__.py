"""`python -m benchmarks page sign …`: measures, prints tables, and says which aims are reached.

A database of its own is made on the server that BENCHMARK_DATABASE_URL names, and dropped at the end.
"""

import argparse
import importlib
import os

from benchmarks import load, report
from benchmarks.database import database, settings_of

# In the order in which they run at each number of signatures.
NAMES = (
    *("render", "memory", "library", "serve", "letters"),
    *("weight", "page", "sign", "cases", "confirm", "mail", "tally", "export", "pack"),
)


def main():
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="+", choices=(*NAMES, "all"), metavar="name", help=", ".join((*NAMES, "all")))
    parser.add_argument("--database", choices=("postgresql", "sqlite"), default="postgresql")
    parser.add_argument("--most", type=int, default=10_000_000, help="leave out what needs more signatures than this")
    parser.add_argument("--renders", type=int, default=500, help="how many files `memory` sets in one process")
    parser.add_argument("--keep", action="store_true", help="leave the database for a look afterwards")
    options = parser.parse_args()
    if options.renders < 100:
        parser.error("--renders takes a number of 100 or more: each tenth of the files needs a report.")
    if not load.is_there():
        parser.exit(1, "wrk is missing. Type this once:  sudo apt-get install wrk  (or: brew install wrk)\n")
    names = NAMES if "all" in options.names else [name for name in NAMES if name in options.names]
    with database(options.database, keep=options.keep) as url:
        os.environ |= settings_of(url)
        run(names, options)


def run(names, options):
    """Set the site up, bring it to each number of signatures that a benchmark asks for, and measure there."""
    import django

    django.setup()
    from benchmarks.house import House

    house = House(options.database, renders=options.renders)
    modules = {name: importlib.import_module(f"benchmarks.{name}") for name in names}
    levels = sorted({level for module in modules.values() for level in module.LEVELS if level <= options.most})
    rows = {name: [] for name in names}
    for level in levels:
        house.grow(level)
        for name, module in modules.items():
            if level in module.LEVELS:
                found = module.measure(house)
                print(f"\n{name}, {level:,} signatures, {options.database}")
                report.table(found)
                rows[name] += found
    print()
    for name, module in modules.items():
        found = module.judge(rows[name])
        print(f"{name} ({options.database})")
        report.verdicts(found)
        report.save(name, options.database, rows[name], found)


main()
