"""Asking Represent for somebody who waits: never longer than three seconds, whatever the service does."""

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from parliament import look_ups as module
from parliament import represent as service
from parliament.look_ups import Breaker, LookUps, Memory, NotNow
from parliament.represent_ridings import Told
from tests.parliament.represent_stand_in import (
    as_json,
    boundary,
    busy,
    dripping,
    dripping_headers,
    drop,
    elsewhere,
    page_for_people,
    slowly,
)

CODE = "K1P1A1"
CENTRE = {"boundaries_centroid": [boundary("Ottawa Centre")]}
TOLD = Told(("Ottawa Centre",), is_in_force=True)


@pytest.fixture
def look_ups():
    return LookUps()


def seconds(look_ups, code=CODE):
    begun = time.monotonic()
    with pytest.raises(NotNow):
        look_ups.ridings_told(code)
    return time.monotonic() - begun


def test_a_known_code_is_told(represent, look_ups):
    represent.postcodes[CODE] = CENTRE
    assert look_ups.ridings_told(CODE) == TOLD
    assert represent.asked == ["/postcodes/K1P1A1/"]


def test_a_404_with_html_is_an_unknown_code_and_no_failure(represent, look_ups):
    for _time in range(5):
        assert look_ups.ridings_told("K9K9K9") == Told()
    assert len(represent.asked) == 1, "remembered"
    assert not look_ups.breaker.is_open


@pytest.mark.parametrize(
    "answer",
    [
        busy,
        as_json({}, 429),
        as_json({}, 500),
        as_json({}, 502),
        as_json({}, 403),
        page_for_people,
        as_json([]),
        drop,
        elsewhere,
        lambda handler: as_json("x" * 600_000)(handler),
        lambda handler: handler.wfile.write(b"SSH-2.0-other\r\n"),
    ],
    ids=["503", "429", "500", "502", "403", "HTML", "list", "dropped", "redirect", "too long", "no HTTP"],
)
def test_a_broken_answer_is_no_answer_and_comes_at_once(represent, look_ups, answer):
    represent.answers = [answer]
    represent.postcodes[CODE] = CENTRE
    assert seconds(look_ups) < module.ANSWER_WITHIN, "nobody waits for an answer that came"
    assert len(represent.asked) == 1, "no redirect was followed"


def test_data_nested_without_end_is_no_answer(represent, look_ups):
    def nested(handler):
        body = b"[" * 200_000
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    represent.answers = [nested]
    assert seconds(look_ups) < 2


@pytest.mark.parametrize(
    "answer", [slowly(10), dripping, dripping_headers], ids=["ten seconds", "a byte at a time", "headers likewise"]
)
def test_nobody_waits_longer_than_three_seconds(represent, look_ups, answer):
    represent.answers = [answer]
    assert 1 < seconds(look_ups) < 3
    wait_for_places(look_ups)


def wait_for_places(look_ups):
    """The thread that asked has ended by itself, and its place is free again."""
    deadline = time.monotonic() + 2
    while look_ups._places._value < module.AT_ONCE and time.monotonic() < deadline:
        time.sleep(0.02)
    assert look_ups._places._value == module.AT_ONCE


def test_a_name_that_is_never_resolved_holds_nobody_up(represent, look_ups, monkeypatch):
    """The look-up of a host obeys no limit: whoever waits is let go all the same."""
    released = threading.Event()
    monkeypatch.setattr(service, "postcode", lambda code, within: released.wait(8) and {})
    assert seconds(look_ups) < 3
    released.set()


def test_a_closed_port_is_no_answer(settings, look_ups):
    settings.REPRESENT_URL = "http://127.0.0.1:9"
    assert seconds(look_ups) < 2


def test_where_no_thread_is_left_nobody_waits_and_no_place_is_lost(represent, look_ups, monkeypatch):
    def refuse(_thread):
        raise RuntimeError("can't start new thread")

    represent.postcodes[CODE] = CENTRE
    with monkeypatch.context() as without:
        without.setattr(threading.Thread, "start", refuse)
        for _time in range(module.AT_ONCE + 1):
            with pytest.raises(NotNow):
                look_ups.ridings_told(CODE)
    assert look_ups.ridings_told(CODE) == TOLD


def test_only_a_few_wait_at_once_and_the_others_are_let_go(represent, look_ups):
    represent.answers = [slowly(10)] * 40
    with ThreadPoolExecutor(40) as people:
        waits = sorted(people.map(lambda number: seconds(look_ups, f"K1P1A{number % 10}"), range(40)))
    assert sum(wait > 1 for wait in waits) <= module.AT_ONCE
    assert waits[-1] < 3
    assert len(represent.asked) <= module.AT_ONCE


class TestTheBreaker:
    def test_nobody_asks_for_a_while_after_three_failures(self, represent, look_ups):
        represent.answers = [page_for_people] * 3
        for _time in range(6):
            seconds(look_ups)
        assert len(represent.asked) == module.FAILURES

    def test_asked_too_often_it_is_left_alone_at_once(self, represent, look_ups):
        represent.answers = [busy]
        for _time in range(3):
            seconds(look_ups)
        assert len(represent.asked) == 1

    def test_it_is_tried_again_and_one_failure_is_enough_then(self, monkeypatch):
        clock = [1000.0]
        monkeypatch.setattr(module, "monotonic", lambda: clock[0])
        breaker = Breaker()
        for _time in range(module.FAILURES):
            assert not breaker.is_open
            breaker.failed()
        assert breaker.is_open
        clock[0] += module.PAUSE + 1
        assert not breaker.is_open
        breaker.failed()
        assert breaker.is_open
        clock[0] += module.PAUSE + 1
        breaker.succeeded()
        breaker.failed()
        assert not breaker.is_open

    def test_what_is_remembered_is_told_all_the_same(self, represent, look_ups):
        represent.postcodes[CODE] = CENTRE
        look_ups.ridings_told(CODE)
        look_ups.breaker.failed(at_once=True)
        assert look_ups.ridings_told(CODE) == TOLD


class TestTheMemory:
    def test_holds_no_code_in_the_clear(self):
        memory = Memory()
        memory.put(CODE, TOLD)
        assert memory.get(CODE) == TOLD
        assert CODE not in repr(vars(memory))
        other = Memory()
        other.put(CODE, TOLD)
        assert set(memory._kept) != set(other._kept), "another process has another key"

    def test_is_bounded(self):
        memory = Memory(most=3)
        for number in range(9):
            memory.put(f"K1P1A{number}", TOLD)
        assert len(memory) == 3
        assert memory.get("K1P1A0") is None
        assert memory.get("K1P1A8") == TOLD

    @pytest.mark.parametrize(("told", "kept"), [(TOLD, module.KNOWN_FOR), (Told(), module.UNKNOWN_FOR)])
    def test_forgets(self, monkeypatch, told, kept):
        clock = [1000.0]
        monkeypatch.setattr(module, "monotonic", lambda: clock[0])
        memory = Memory()
        memory.put(CODE, told)
        clock[0] += kept - 1
        assert memory.get(CODE) == told
        clock[0] += 2
        assert memory.get(CODE) is None


def test_no_exception_says_which_code_was_asked_for(represent):
    for answer in (busy, drop, page_for_people, slowly(2)):
        represent.answers = [answer]
        with pytest.raises(service.RepresentUnavailable) as problem:
            service.postcode(CODE, within=0.3)
        assert CODE not in f"{problem.value!r} {problem.value.__cause__!r}"


def test_a_thread_that_runs_a_loop_may_ask_too(represent):
    represent.answers = [busy]

    async def ask():
        with pytest.raises(service.RepresentUnavailable):
            service.postcode(CODE, within=1)

    with ThreadPoolExecutor(1) as thread:  # this one may run the browser's loop already
        thread.submit(asyncio.run, ask()).result()
