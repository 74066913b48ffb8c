"""deploy/environment.example and README's table name every variable that the code reads, and no other."""

import ast
import json
import os
import re
import subprocess
import sys

import environ
import pytest

from tests.deploy.nginx import PROJECT

EXAMPLE = PROJECT / "deploy" / "environment.example"
# What run_site gives to the processes it starts is no setting of the site.
SOURCES = [PROJECT / "config" / name for name in ("settings.py", "environment.py")]


def variables_read():
    """The names that config reads, as env.str("NAME"), env("NAME") or required("NAME")."""
    names = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _reads_environment(node.func):
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    names.add(first.value)
    return names


def _reads_environment(function):
    if isinstance(function, ast.Attribute):
        return isinstance(function.value, ast.Name) and function.value.id == "env"
    return isinstance(function, ast.Name) and function.id in ("env", "required", "required_address")


def variables_of_example():
    """{name: whether it is set, not only shown with its default}."""
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    found = [re.fullmatch(r"(#?)([A-Z][A-Z_]+)=(.*)", line) for line in lines]
    return {match[2]: not match[1] for match in found if match}


def settings_with(variables):
    """What config.settings makes of `variables` and nothing else; the process's output."""
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    script = (
        "import json, django; from django.conf import settings; django.setup();"
        "print(json.dumps({n: str(getattr(settings, n)) for n in ('SITE_URL', 'STATIC_ROOT', 'EMAIL_HOST',"
        "'EMAIL_PORT', 'DEFAULT_FROM_EMAIL', 'DEBUG', 'SECURE_HSTS_SECONDS', 'ALLOWED_HOSTS')}))"
    )
    result = subprocess.run(
        [sys.executable, "-c", script],
        cwd=PROJECT,
        # A .env of whoever runs the tests must not help out: what stands in the environment goes first.
        env=clean | {"DJANGO_SETTINGS_MODULE": "config.settings", "DEBUG": "false"} | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def parsed(text):
    """{name: value}, as the site itself reads a file .env."""

    class Sheet(environ.Env):
        ENVIRON = {}

    Sheet.read_env(text)
    return Sheet.ENVIRON


def test_the_example_names_what_the_settings_read():
    assert set(variables_of_example()) == variables_read()


def test_the_table_of_the_readme_does_too():
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    cells = re.findall(r"^\| (`[A-Z].*?) \|", readme, re.MULTILINE)
    assert {name for cell in cells for name in re.findall(r"`([A-Z_]+)`", cell)} == variables_read()


def test_every_variable_of_the_example_is_explained():
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if re.fullmatch(r"#?[A-Z][A-Z_]+=.*", line):
            above = lines[number - 1]
            assert above.startswith("# ") or re.fullmatch(r"#?[A-Z][A-Z_]+=.*", above), line


def test_the_example_starts_the_site_once_its_secret_is_filled_in():
    variables = parsed(EXAMPLE) | {"SECRET_KEY": "s" * 60}
    found = settings_with(variables)
    assert found["SITE_URL"] == "https://act.example.org"
    assert found["STATIC_ROOT"] == "/var/lib/take-action/static"
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example.org", "587")
    assert found["DEFAULT_FROM_EMAIL"] == "Take Action <act@example.org>"
    assert found["DEBUG"] == "False"


def test_the_defaults_that_the_example_shows_are_the_defaults(tmp_path):
    shown = tmp_path / "shown"
    shown.write_text(re.sub(r"^#(?=[A-Z_]+=.)", "", EXAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE))
    secret = {"SECRET_KEY": "s" * 60}
    assert settings_with(parsed(shown) | secret) == settings_with(parsed(EXAMPLE) | secret)


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "DEFAULT_FROM_EMAIL"])
def test_a_required_variable_is_set_in_the_example_and_its_absence_explained(name):
    assert variables_of_example()[name]
    variables = parsed(EXAMPLE) | {"SECRET_KEY": "s" * 60} | {name: ""}
    with pytest.raises(AssertionError, match=f"Set the environment variable {name}"):
        settings_with(variables)
