"""What a page says when a file of it could not be made: why, with everything that was typed."""

import logging

from resources.rendering.problems import MissingGlyphs, RenderingProblem
from resources.while_waiting import TooBusy

TRY_AGAIN_AFTER = 5  # seconds; the queue before the press is empty by then
# What the callers of `explained` catch.
REASONS = (TooBusy, RenderingProblem)

logger = logging.getLogger(__name__)


def explained(problem, answer):
    """The response to somebody whose file met `problem`; `answer(status=…, **context)` gives the page."""
    if isinstance(problem, TooBusy):
        response = answer(status=503, is_busy=True)
        response["Retry-After"] = str(TRY_AGAIN_AFTER)
        return response
    if isinstance(problem, MissingGlyphs):
        return answer(status=422, missing=problem.args[0])
    # Its name and nothing more: what the typesetter says of a text may quote the text.
    logger.error("a visitor's file could not be set: %s", type(problem).__name__)
    return answer(status=500, is_broken=True)
