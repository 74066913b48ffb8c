"""Production is the default: what is missing keeps the site from starting, and is named."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as django_settings

PRODUCTION = {
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "act.example.org",
    "SITE_URL": "https://act.example.org",
    "DEFAULT_FROM_EMAIL": "act@example.org",
}
KEPT = ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "SYSTEMROOT")


def run(code, **variables):
    """Runs `code` with Django set up in a process of its own, in which only `variables` are set."""
    environment = {name: os.environ[name] for name in KEPT if name in os.environ}
    # An .env file of whoever runs the tests must not lend its values.
    environment |= {"DJANGO_SETTINGS_MODULE": "config.settings", "DEBUG": "false"}
    environment |= dict.fromkeys(PRODUCTION, "") | variables
    return subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); from django.conf import settings as s; {code}"],
        env=environment,
        cwd=django_settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("missing", PRODUCTION)
@pytest.mark.parametrize("value", ["", "   "])
def test_the_site_refuses_to_start_and_says_which_variable_to_set(missing, value):
    ended = run("print('started')", **PRODUCTION | {missing: value})
    assert ended.returncode != 0
    assert "started" not in ended.stdout
    last = ended.stderr.strip().splitlines()[-1]
    assert f"Set the environment variable {missing}:" in last
    assert "README.md" in last
    assert "DEBUG=true" in last


def test_with_all_of_them_it_starts_safely():
    ended = run(
        "print(s.DEBUG, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS);"
        "print(s.ALLOWED_HOSTS, s.SESSION_COOKIE_PATH)",
        **PRODUCTION,
    )
    assert ended.stderr == ""
    assert ended.stdout.splitlines() == ["False True True True 31536000", "['act.example.org'] /admin/"]


def test_with_debug_nothing_needs_to_be_set():
    ended = run("print(s.DEBUG, s.SECURE_SSL_REDIRECT, s.EMAIL_BACKEND)", DEBUG="true")
    assert ended.stderr == ""
    assert ended.stdout.strip() == "True False django.core.mail.backends.filebased.EmailBackend"


def test_values_are_read_as_people_write_them():
    values = PRODUCTION | {"ALLOWED_HOSTS": "act.example.org, www.example.org,", "SITE_URL": "https://act.example.org/"}
    ended = run("print(s.ALLOWED_HOSTS, s.SITE_URL)", **values)
    assert ended.stdout.strip() == "['act.example.org', 'www.example.org'] https://act.example.org"


def test_links_signed_with_a_former_key_go_on_working():
    code = "from django.core import signing; print(signing.Signer(salt='a').{})"
    signed = run(code.format("sign('5')"), **PRODUCTION).stdout.strip()
    changed = PRODUCTION | {"SECRET_KEY": "y" * 60}
    kept = run(code.format(f"unsign('{signed}')"), **changed, SECRET_KEY_FALLBACKS=f"{'z' * 60}, {'x' * 60}")
    assert kept.stdout.strip() == "5"
    assert "BadSignature" in run(code.format(f"unsign('{signed}')"), **changed).stderr


@pytest.mark.parametrize("address", ["act.example.org", "//act.example.org", "ftp://act.example.org", "https://"])
def test_half_an_address_of_the_site_is_refused(address):
    ended = run("print('started')", **PRODUCTION | {"SITE_URL": address})
    assert ended.returncode != 0
    assert "SITE_URL" in ended.stderr.strip().splitlines()[-1]


def test_the_example_of_an_environment_names_every_variable():
    for name in PRODUCTION:
        assert f"`{name}`" in (django_settings.BASE_DIR / "README.md").read_text(encoding="utf-8")
