"""Which tests are left out where a program of others is missing, and which are not where it is required."""

import pytest

from tests.resources import validators


@pytest.fixture(autouse=True)
def _empty_machine(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")


def is_skipped(program):
    return validators.needs(program).args[0]


@pytest.mark.parametrize("program", [*validators.INSTALLED, *validators.OPTIONAL])
def test_a_missing_program_is_named_with_the_package_that_has_it(monkeypatch, program):
    monkeypatch.setattr(validators, "REQUIRED", False)
    mark = validators.needs(program)
    assert mark.args == (True,)
    assert mark.kwargs["reason"].startswith(f"{program} is not on this machine: install ")


def test_what_ci_requires_is_tried_in_any_case_and_what_is_large_is_not(monkeypatch):
    monkeypatch.setattr(validators, "REQUIRED", True)
    assert [is_skipped(program) for program in validators.INSTALLED] == [False, False]
    assert [is_skipped(program) for program in validators.OPTIONAL] == [True, True]
