"""Reads the environment: what is required in production, and what DEBUG relaxes."""

import re
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


def required_address(name, *, in_debug, why):
    """As `required`, for the address of a site: scheme and host, without a slash at the end."""
    address = required(name, in_debug=in_debug, why=why).rstrip("/")
    if not re.fullmatch(r"https?://[^/\s]+", address):
        raise ImproperlyConfigured(f"The environment variable {name} is “{address}”. Write scheme and host: {why}.")
    return address
