"""Reads the environment: what is required in production, and what DEBUG relaxes."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", default=False)


def required(name, *, in_debug, why):
    """The variable `name`, or `in_debug` when DEBUG is on.

    Raises ImproperlyConfigured, naming the variable and its purpose, when it is missing in production.
    """
    value = env.str(name, default="").strip()
    if value:
        return value
    if DEBUG:
        return in_debug
    raise ImproperlyConfigured(
        f"Set the environment variable {name}: {why} "
        "(see the table of variables in README.md, or set DEBUG=true to try the site on your own machine)."
    )
