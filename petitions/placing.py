"""The ridings of those who have signed, looked for by the worker: in the list of areas first, then by a service.

The service gets a postal code alone, once for all who share it, and never more than one in two seconds. A code that it
does not know is asked for again after a week and after two months, as new codes become known; then no more.
"""

import logging
import random
import time
from datetime import timedelta

from django.conf import settings

from parliament import represent
from parliament.finding import proposal_of
from parliament.look_ups import Breaker, Memory
from parliament.models import PostalArea, Riding
from parliament.postal_codes import fsa_of, read_postal_code
from parliament.represent_ridings import Told, ridings_told
from petitions import actions
from petitions.models import Signature
from petitions.one_at_a_time import one_at_a_time

# By how often it was looked for in vain; petitions.models.signature.RIDING_TRIES has as many.
WAITS = (timedelta(0), timedelta(days=7), timedelta(days=60))
BATCH = 2_000
# Seconds. The worker counts signatures as well, which the public waits for.
TURN = 10
ANSWER_WITHIN = 4
# Half of what the service allows (60 a minute): visitors ask it from the same address.
PAUSE = 2
FAILURES = 2
LEFT_ALONE_FOR = 600

logger = logging.getLogger(__name__)
_sleep = time.sleep


class Placing:
    """What one worker knows from turn to turn: recent answers, and whether the service is worth asking."""

    def __init__(self):
        self.memory = Memory()
        self.breaker = Breaker(failures=FAILURES, pause=LEFT_ALONE_FOR)
        self._asked_at = 0.0

    def take_a_turn(self):
        """Place signatures for ten seconds or so. Returns whether more wait that can be asked for.

        Raises BeingDone while another worker is at it.
        """
        if not (settings.ASK_RIDINGS_OF_SIGNERS and settings.REPRESENT_URL):
            return False  # what areas tell was written when the signature was judged
        if not Riding.objects.in_force().exists():
            return False  # no answer could be placed
        with one_at_a_time("ridings of signers"):
            waiting = Signature.objects.awaiting_riding(WAITS, BATCH)
            codes = {}
            for pk, code in waiting:
                codes.setdefault(code, []).append(pk)
            left = self._place_by_area(codes)
            is_left = self._place_by_service(left)
            return (is_left or len(waiting) == BATCH) and not self.breaker.is_open

    def _place_by_area(self, codes):
        """Places those whose area has one riding alone; nobody is asked. Returns the others: {code: pks}."""
        areas = PostalArea.objects.filter(fsa__in={fsa_of(code) for code in codes}).by_fsa()
        left = {}
        for code, pks in codes.items():
            riding = areas.look_up(code).riding_number
            if riding:
                actions.place_signatures(pks=pks, postal_code=code, riding=riding)
            else:
                left[code] = pks
        return left

    def _place_by_service(self, codes):
        """Returns whether there was not time for all."""
        # Shuffled, so that a code that the service stumbles over does not stand in the way of all others.
        order = random.sample(list(codes), len(codes))
        ends, stumbled, is_up = time.monotonic() + TURN, [], False
        for code in order:
            if self.breaker.is_open or time.monotonic() > ends:
                return True
            try:
                told = self._told(code)
            except represent.RepresentUnavailable:
                stumbled.append(code)
                continue
            is_up = True
            proposal = proposal_of(told)
            riding = proposal.ridings[0].number if proposal.is_certain else ""
            actions.place_signatures(pks=codes[code], postal_code=code, riding=riding)
        for code in stumbled if is_up else ():
            actions.place_signatures(pks=codes[code], postal_code=code, riding="")
        return False

    def _told(self, postal_code):
        reading = read_postal_code(postal_code)
        if reading is None:  # stored before there were such rules
            return Told()
        told = self.memory.get(reading.code)
        if told is not None:
            return told
        _sleep(max(0, self._asked_at + PAUSE - time.monotonic()))
        self._asked_at = time.monotonic()
        try:
            told = ridings_told(represent.postcode(reading.code, within=ANSWER_WITHIN))
        except represent.NotKnown:
            told = Told()
        except represent.RepresentUnavailable as problem:  # its words hold no code
            self.breaker.failed(at_once=isinstance(problem, represent.AskedTooOften))
            if self.breaker.is_open:
                logger.warning("the service that knows ridings does not answer: %s", problem)
            raise
        self.breaker.succeeded()
        self.memory.put(reading.code, told)
        return told


placing = Placing()
