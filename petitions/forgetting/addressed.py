"""What apps above this one keep under somebody's e-mail address, so that it is erased with everything else for them."""

from typing import NamedTuple

_kinds = []


class Kind(NamedTuple):
    """`find(address)` gives the rows, `forget(rows)` takes out who it was and returns how many there were.

    `name` is that of the step that forgets them on their clock: reports tell both under one label.
    """

    name: str
    label: object
    find: object
    forget: object


def register(kind):
    _kinds.append(kind)


def kinds():
    return tuple(_kinds)
