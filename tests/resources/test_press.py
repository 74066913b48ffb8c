"""A text that a typesetter cannot cope with is stopped, in words for staff, and touches nothing else."""

import pytest

from resources import actions
from resources.rendering import press
from resources.rendering.problems import RenderingFailed, TookTooLong, TookTooMuchMemory, TookTooMuchWork
from tests.factories.publishing import OrganisationFactory
from tests.factories.resources import DocumentFactory

ENDLESS = "<p>" + "words " * 400_000


@pytest.fixture
def press_with():
    """`press_with(seconds=2)` is a press with other limits."""
    made = []

    def make(**limits):
        made.append(press.Press(press.LIMITS._replace(**limits)))
        return made[-1]

    yield make
    for machine in made:
        machine.stop()


def test_a_text_that_takes_too_long_is_stopped_and_the_next_one_is_set(press_with):
    machine = press_with()
    with pytest.raises(TookTooLong) as stopped:
        machine.run("pdf", ENDLESS, "guide", seconds=1.5)
    assert "took more than 1 seconds and was stopped" in stopped.value.for_staff()
    assert machine.run("missing characters", "abc") == []


def test_a_text_that_keeps_the_processor_busy_is_stopped_and_the_next_one_is_set(press_with):
    machine = press_with(processor_seconds=2)
    with pytest.raises(TookTooMuchWork) as stopped:
        machine.run("pdf", ENDLESS, "guide")
    assert "took more than 2 seconds of work and was stopped" in stopped.value.for_staff()
    assert machine.run("missing characters", "abc") == []


def test_the_processor_time_of_earlier_texts_does_not_count(press_with):
    machine = press_with(processor_seconds=3)
    for _number in range(8):
        machine.run("pdf", "<h1>Title</h1>" + "<p>Some words to set.</p>" * 200, "guide")


def test_a_text_that_needs_too_much_memory_is_stopped_and_the_next_one_is_set(press_with):
    machine = press_with(memory=300 * 1024**2)
    with pytest.raises(TookTooMuchMemory) as stopped:
        machine.run("pdf", "<table>" + "<tr><td>cell</td></tr>" * 1_000_000, "guide")
    assert "needed more than 300 MB of memory and was stopped" in stopped.value.for_staff()
    assert machine.run("missing characters", "abc") == []


def test_a_child_makes_room_for_a_new_one_before_its_memory_grows(press_with):
    machine, children = press_with(files=2), []
    for _file in range(4):
        assert machine.run("missing characters", "abc") == []
        children.append(machine._process and machine._process.pid)
    assert children[1] is None
    assert children[3] is None
    assert None not in (children[0], children[2])
    assert children[0] != children[2]


def test_a_fault_in_the_child_is_told_in_words(press_with):
    with pytest.raises(RenderingFailed, match="FileNotFoundError"):
        press_with().run("pdf", "<p>Words</p>", "no-such-layout")


def test_a_child_that_dies_is_replaced(press_with):
    machine = press_with()
    machine.run("missing characters", "abc")
    machine._process.kill()
    machine._process.join()
    assert machine.run("missing characters", "ሰ") == ["ሰ"]


@pytest.mark.django_db
def test_a_text_that_exceeds_a_limit_leaves_the_files_of_others_as_they_are(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    OrganisationFactory()
    calm, wild = DocumentFactory(has_docx=False), DocumentFactory(has_docx=False)
    list(actions.render_documents(jobs=actions.jobs([calm]), at_once=1))
    before = list(calm.renditions.values())
    wild.body_en = "<p>Words that never end.</p>"
    wild.save()

    def set_pdf(html, *_):
        if "never end" in html:
            raise TookTooMuchMemory(press.LIMITS.memory)
        return b"%PDF", 1

    monkeypatch.setattr(press, "set_pdf", set_pdf)
    done = {job.language: r for job, r in actions.render_documents(jobs=actions.jobs([wild]), at_once=2)}
    assert "more than 2048 MB of memory" in done["en"].problem
    assert not done["en"].file
    assert done["fr"].file
    assert list(calm.renditions.values()) == before
