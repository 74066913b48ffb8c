"""Which step leads a petition from which state to which: the one table of it."""

from typing import NamedTuple

from petitions.models import Petition

State = Petition.State


class NotAllowed(Exception):
    """The petition is in no state for this step, or has got out of it meanwhile."""

    def __init__(self, step, state):
        super().__init__(f"{step} from {state}")
        self.step, self.state = step, state


class Step(NamedTuple):
    """The states it may begin in, and the one it ends in; None where it ends in that in which it began."""

    begins: tuple
    ends: State | None = None


# In the order in which staff see them.
STEPS = {
    "schedule": Step((State.DRAFT, State.SCHEDULED), State.SCHEDULED),
    "open_for_signing": Step((State.DRAFT, State.SCHEDULED), State.OPEN),
    "return_to_draft": Step((State.SCHEDULED,), State.DRAFT),
    "extend": Step((State.OPEN,)),
    "close": Step((State.OPEN,), State.CLOSED),
    # To several addressees one after the other, each with an entry of its own; and each may answer.
    "deliver": Step((State.CLOSED, State.DELIVERED), State.DELIVERED),
    "answer": Step((State.DELIVERED, State.ANSWERED), State.ANSWERED),
    "withdraw_petition": Step((State.OPEN, State.CLOSED, State.DELIVERED, State.ANSWERED), State.WITHDRAWN),
    # Of a text that has been signed; before that it is changed in the petition's own form.
    "change_text": Step((State.SCHEDULED, State.OPEN)),
}


def may(step, petition):
    """Whether `petition` can take this step at this moment. Its time counts, and not what the clock has noted."""
    return petition.stage in STEPS[step].begins


def check(step, petition):
    """Raises NotAllowed."""
    if not may(step, petition):
        raise NotAllowed(step, petition.stage)
