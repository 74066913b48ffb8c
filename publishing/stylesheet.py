"""One stylesheet for the whole site: the small files of static/css in order, with the organisation's colours.

A single file of hashed address costs a phone one request, once. It is put together once per process and
pair of colours, and compressed then.
"""

import gzip
import hashlib
import re
from functools import lru_cache
from typing import NamedTuple

import brotli
import rcssmin
from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static

from publishing.colours import darken

FILES = (
    "tokens",
    "base",
    "layout",
    "components/header",
    "components/buttons",
    "components/forms",
    "components/cards",
    "components/figures",
    "components/prose",
    "components/lists",
    "components/hero",
    "components/petition",
    "components/member",
    "components/call",
    "components/planner",
    "components/writing",
    "components/footer",
    "print",
)
# The card that other sites embed: a page of its own, without the site's fonts.
EMBED_FILES = ("embed",)
# The defaults stand in tokens.css; only other colours need a rule.
DEFAULT_COLOURS = ("#0f3f3a", "#b5381a")


class Stylesheet(NamedTuple):
    digest: str
    plain: bytes
    gzip: bytes
    brotli: bytes


def _source(name):
    with open(finders.find(f"css/{name}.css"), encoding="utf-8") as file:
        return file.read()


def _with_static_addresses(css):
    return re.sub(r"url\(\.\./([^)]+)\)", lambda match: f"url({static(match[1])})", css)


def _colour_rule(brand, action):
    if (brand, action) == DEFAULT_COLOURS:
        return ""
    return (
        "@layer tokens{:root{"
        f"--spruce:{brand};--spruce-deep:{darken(brand, 0.7)};"
        f"--act:{action};--act-deep:{darken(action, 0.78)};--ember:{action};--ember-deep:{darken(action, 0.78)}"
        "}}"
    )


def _assemble(brand, action, files):
    css = "\n".join(_with_static_addresses(_source(name)) for name in files) + _colour_rule(brand, action)
    plain = rcssmin.cssmin(css).encode()
    return Stylesheet(
        hashlib.sha256(plain).hexdigest()[:16], plain, gzip.compress(plain, mtime=0), brotli.compress(plain)
    )


_assemble_once = lru_cache(maxsize=8)(_assemble)


def stylesheet(organisation, files=FILES):
    """The Stylesheet for the organisation's colours: of the site, or that of EMBED_FILES."""
    assemble = _assemble if settings.DEBUG else _assemble_once
    return assemble(organisation.brand_colour, organisation.action_colour, files)
