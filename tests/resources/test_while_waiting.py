"""Files that somebody waits for: a short queue, and then a word to try again."""

import threading
import time

import pytest

from resources import while_waiting
from resources.rendering import layout
from tests.resources.editions import edition

pytestmark = pytest.mark.typeset


@pytest.fixture(autouse=True)
def _rested():
    yield
    while_waiting.rest()


def test_pdf_word_and_text_are_set():
    made = edition(layout="letter")
    content, pages = while_waiting.set_pdf(layout.print_html(made), made.layout)
    assert (content[:5], pages) == (b"%PDF-", 1)
    assert while_waiting.set_word(made).startswith(b"PK")
    assert while_waiting.set_text(made).decode()
    assert while_waiting.missing_characters("Añ\U0001f600") == ["\U0001f600"]


def test_files_are_joined():
    made = edition(layout="guide")
    html = layout.print_html(made)
    content, pages = while_waiting.set_pdf(html, "guide")
    assert while_waiting.set_pdf(html, "guide", [("The same", "en-CA", content)])[1] == 2 * pages


def test_whoever_comes_when_the_queue_is_full_is_told_so_at_once(monkeypatch):
    may_go_on = threading.Event()

    def wait(job, *arguments, **limits):
        may_go_on.wait(10)
        return b""

    monkeypatch.setattr(while_waiting._press, "run", wait)
    waiting = [
        threading.Thread(target=while_waiting.set_word, args=(None,)) for _n in range(while_waiting.MOST_AT_ONCE)
    ]
    for thread in waiting:
        thread.start()
    deadline = time.monotonic() + 5
    while while_waiting._places._value and time.monotonic() < deadline:
        time.sleep(0.01)
    with pytest.raises(while_waiting.TooBusy):
        while_waiting.set_word(None)
    may_go_on.set()
    for thread in waiting:
        thread.join()
    assert while_waiting.set_word(None) == b""


def test_a_place_in_the_queue_is_given_back_when_setting_fails(monkeypatch):
    def fail(*arguments, **limits):
        raise ValueError("broken")

    monkeypatch.setattr(while_waiting._press, "run", fail)
    for _number in range(while_waiting.MOST_AT_ONCE + 1):
        with pytest.raises(ValueError, match="broken"):
            while_waiting.set_word(None)
