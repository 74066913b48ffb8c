"""Many pieces of work at several presses side by side, while one hand alone holds the database."""

from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from typing import NamedTuple

from resources.rendering import press


class Step(NamedTuple):
    """`at_press()` does what needs no database; `finish(result)` keeps what `result()` gives, or the problem it has."""

    at_press: Callable
    finish: Callable


def side_by_side(steps, *, at_once):
    """Do `steps`, an iterable that is asked for the next one when a press is about to be free.

    Each of the `at_once` presses is one of its own and rests at the end; with None, this thread does all of it at the
    press that it has. Yields what each `finish` gives; whatever is no Step is done already, and is yielded as it is.
    """
    if at_once is None:
        for step in steps:
            yield step.finish(step.at_press) if isinstance(step, Step) else step
        return
    threads, under_way = ThreadPoolExecutor(at_once, initializer=press.take_own), {}
    try:
        for step in steps:
            if not isinstance(step, Step):
                yield step
                continue
            under_way[threads.submit(step.at_press)] = step
            if len(under_way) > at_once:  # one waits, so that no press does
                yield from _finish_some(under_way)
        while under_way:
            yield from _finish_some(under_way)
    finally:
        threads.shutdown(cancel_futures=True)
        press.rest()


def _finish_some(under_way):
    """What `finish` gives for each that has been done; waits for the first."""
    done, _still = wait(under_way, return_when=FIRST_COMPLETED)
    for future in done:
        yield under_way.pop(future).finish(future.result)
