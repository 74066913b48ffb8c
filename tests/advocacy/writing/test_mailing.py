"""The letter in the visitor's own mail program."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from advocacy.writing.composing import compose
from advocacy.writing.mailing import LONGEST_ADDRESS, mail_link
from advocacy.writing.recipients import recipients_of
from parliament.models import DecisionMaker

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(letter, riding, typed):
    def make(language="en", **words):
        found = recipients_of(letter, riding, language)
        return compose(letter, riding, found, typed(**words) | {"points": [], "language": language})

    return make


def test_the_address_carries_recipient_copy_subject_and_text(own):
    link = mail_link(own())
    parts = urlsplit(link.address)
    asked = parse_qs(parts.query, strict_parsing=True)
    assert (parts.scheme, parts.path) == ("mailto", "minister@example.org")
    assert asked["cc"] == ["noor.gagne@example.org"]
    assert asked["subject"] == ["Travel loans"]
    assert asked["body"][0].startswith("Dear Minister:\r\n\r\nOur parish sponsored")
    assert link.has_text


def test_lines_end_as_mail_programs_want_them_and_nothing_of_the_text_is_read_as_an_address(own):
    address = mail_link(own(opening="A & B = C? 100% #1 + 2 “é”\nof ours, and more words here")).address
    body = address.partition("body=")[2]
    assert "%0D%0A%0D%0A" in body
    assert not set("&=?#+ \r\n“é") & set(body)
    assert "%0A%0A" not in body
    assert "A & B = C? 100% #1 + 2 “é”\r\nof ours" in unquote(body)


def test_a_line_break_typed_into_a_name_adds_no_header(own):
    assert "\nbcc" not in unquote(mail_link(own(opening="x\nbcc: all@example.org")).address.partition("&body=")[0])


def test_an_address_that_is_too_long_leaves_the_text_out_and_says_so(own):
    long = own(opening="é" * 400)
    link = mail_link(long)
    assert not link.has_text
    assert len(link.address) < LONGEST_ADDRESS
    assert "subject=Travel%20loans" in link.address
    assert "body=" not in link.address
    assert len(mail_link(own(opening="word " * 40)).address) <= LONGEST_ADDRESS


def test_without_an_address_there_is_no_link(own):
    DecisionMaker.objects.update(email="")
    assert mail_link(own()) is None
