"""The roster of Represent as the rows that files of members have."""

import re

from parliament.csv_files import MemberRow, Sheet, says_vacant
from parliament.models import Member
from parliament.office_rows import represent_offices

# The number at the end of a member's address at ourcommons.ca: ".../sven-spengemann(88852)".
_PERSON = re.compile(r"\((\d{1,9})\)/?$")
_GENDERS = {"m": Member.Gender.MAN, "f": Member.Gender.WOMAN}


def sheet_of(records):
    """A Sheet of members from Represent's records. Rows are numbered from 1 in their order."""
    return Sheet("Represent", "members", [_row(number, record) for number, record in enumerate(records, 1)], None)


def _row(number, record):
    person = _PERSON.search(_text(record, "url"))
    first_name, last_name = _text(record, "first_name"), _text(record, "last_name")
    if not last_name:
        first_name, _space, last_name = _text(record, "name").rpartition(" ")
    if says_vacant(first_name, last_name):
        return _row(number, {"district_name": record.get("district_name")})
    return MemberRow(
        line=number,
        riding_en=_text(record, "district_name"),
        riding_fr="",
        province="",
        first_name=first_name,
        last_name=last_name,
        party_en=_text(record, "party_name"),
        party_fr=None,
        email=_text(record, "email"),
        person_id=person[1] if person else None,
        gender=_GENDERS.get(_text(record, "gender").casefold()[:1]),
        languages=_languages(record.get("extra")),
        offices=represent_offices(record.get("offices")),
    )


def _languages(extra):
    told = extra.get("preferred_languages") if isinstance(extra, dict) else None
    words = {word.casefold() for word in told if isinstance(word, str)} if isinstance(told, list) else set()
    english, french = "english" in words, bool(words & {"french", "français"})
    if english and french:
        return Member.Languages.BOTH
    return Member.Languages.ENGLISH if english else Member.Languages.FRENCH if french else None


def _text(record, key):
    value = record.get(key)
    return " ".join(value.split()) if isinstance(value, str) else ""
