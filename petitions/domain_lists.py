"""Lists of suspicious domains as they go round: one on a line, with remarks."""

import re
from typing import NamedTuple

from django.db import transaction
from django.utils.encoding import punycode

from petitions.models import BlockedDomain

_DOMAIN = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]\Z")
CHUNK = 1000


class Report(NamedTuple):
    """What an import has done, in numbers; `invalid` holds the first lines that are no domain."""

    added: int
    kept: int
    removed: int
    invalid: list
    invalid_count: int


def read_domains(text):
    """({domain}, [lines that are none]) of a list: a domain on a line, "#" begins a remark, "@" and "*." fall away."""
    domains, invalid = set(), []
    for line in text.lstrip("\ufeff").splitlines():
        word = line.partition("#")[0].strip().lower()
        if not word:
            continue
        domain = _in_ascii(word.lstrip("@").removeprefix("*.").rstrip("."))
        if _DOMAIN.match(domain):
            domains.add(domain)
        else:
            invalid.append(line.strip()[:80])
    return domains, invalid


def _in_ascii(domain):
    try:
        return punycode(domain)
    except UnicodeError:
        return ""


def import_domains(*, text, kind, replaces):
    """Add the domains of a list as those of one `kind`.

    Effects, in one transaction: what is new is stored; what is there stays what it was; with `replaces`, those of
    this kind that the list does not name are removed, unless it names none at all. Signatures that were judged
    stay as they are. Returns a Report.
    """
    domains, invalid = read_domains(text)
    with transaction.atomic():
        there = dict(BlockedDomain.objects.values_list("domain", "kind"))
        new = sorted(domains - there.keys())
        for start in range(0, len(new), CHUNK):
            rows = [BlockedDomain(domain=domain, kind=kind) for domain in new[start : start + CHUNK]]
            BlockedDomain.objects.bulk_create(rows, ignore_conflicts=True)
        gone = [d for d, its_kind in there.items() if its_kind == kind and d not in domains] if replaces else []
        if not domains:
            gone = []
        for start in range(0, len(gone), CHUNK):
            BlockedDomain.objects.filter(domain__in=gone[start : start + CHUNK]).delete()
    return Report(len(new), len(domains & there.keys()), len(gone), invalid[:10], len(invalid))
