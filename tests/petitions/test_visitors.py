"""What is kept of a visitor's connection: a keyed hash that expires."""

import re

import pytest
import time_machine
from django.test import RequestFactory

from petitions.models import Signature
from petitions.visitors import ip_hash_of, network_of

MONDAY = "2026-11-23T12:00:00Z"


def hash_of(address):
    return ip_hash_of(RequestFactory().get("/", REMOTE_ADDR=address))


class TestTheNetwork:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff"),
            ("::ffff:203.0.113.9", "203.0.113.9"),
            ("2001:DB8:1:2::1", "2001:db8:1:2:0:0:0:1"),
        ],
    )
    def test_is_one_for_what_one_visitor_has(self, one, other):
        assert network_of(one) == network_of(other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("203.0.113.9", "203.0.113.10"),
            ("2001:db8:1:2::1", "2001:db8:1:3::1"),
            ("::ffff:203.0.113.9", "::ffff:203.0.113.10"),
        ],
    )
    def test_is_another_for_others(self, one, other):
        assert network_of(one) != network_of(other)

    @pytest.mark.parametrize("address", ["", "unix:", "localhost"])
    def test_is_none_where_there_is_no_address(self, address):
        assert network_of(address) == hash_of(address) == ""


class TestTheHash:
    def test_is_32_hexadecimal_digits_and_the_same_for_the_same_network(self):
        assert re.fullmatch("[0-9a-f]{32}", hash_of("203.0.113.9"))
        assert hash_of("203.0.113.9") == hash_of("203.0.113.9") != hash_of("203.0.113.10")

    def test_has_a_key_that_lasts_for_a_week(self):
        with time_machine.travel(MONDAY) as clock:
            first = hash_of("203.0.113.9")
            clock.shift(6 * 86_400)
            assert hash_of("203.0.113.9") == first
            clock.shift(86_400)
            assert hash_of("203.0.113.9") != first

    def test_cannot_be_made_without_the_secret(self, settings):
        first = hash_of("203.0.113.9")
        settings.SECRET_KEY = "another" + "x" * 50
        assert hash_of("203.0.113.9") != first


@pytest.mark.django_db
class TestWhatASignatureKeeps:
    def test_is_the_hash_and_no_address(self, post, settings):
        settings.TRUSTED_PROXIES = 1
        post(headers={"x-forwarded-for": "203.0.113.9"})
        kept = Signature.objects.values().get()
        assert kept["ip_hash"] == hash_of("203.0.113.9")
        assert "203.0.113" not in str(kept)

    def test_is_the_seconds_that_the_script_counted(self, post):
        post(seconds="17")
        assert Signature.objects.get().seconds_to_fill == 17

    @pytest.mark.parametrize("said", [None, "", " ", "NaN", "-4", "1.5", "1e9", "9" * 400, "²"])
    def test_is_nothing_where_it_did_not_run_or_made_no_sense(self, post, said):
        assert post(seconds=said).status_code == 303
        assert Signature.objects.get().seconds_to_fill is None

    def test_has_room_for_a_page_left_open(self, post):
        post(seconds="999999999")
        assert Signature.objects.get().seconds_to_fill == 32_767

    def test_is_that_somebody_filled_in_the_field_that_nobody_sees_and_they_are_not_told(self, post, petition):
        honest = post(email="honest@example.ca")
        caught = post(email="robot@example.ca", homepage="https://casino.example/")
        assert caught.content == honest.content
        assert caught.headers["Location"] == honest.headers["Location"]
        trapped = dict(Signature.objects.values_list("email", "was_trapped"))
        assert trapped == {"honest@example.ca": False, "robot@example.ca": True}


@pytest.mark.django_db
class TestTheTrap:
    def test_is_out_of_sight_of_the_keyboard_and_of_screen_readers(self, client, petition, address):
        page = client.get(address("petition", petition)).text
        (trap,) = re.findall(r'<div[^>]*aria-hidden="true"><label[^>]*>Leave this empty</label><input[^>]*>', page)
        assert 'class="visually-hidden"' in trap
        assert 'tabindex="-1"' in trap
        assert 'autocomplete="off"' in trap
        assert 'type="text"' in trap

    def test_keeps_what_was_typed_while_mistakes_are_mended(self, post):
        page = post(email="", homepage="https://x/", seconds="9").text
        assert 'value="https://x/"' in page
        assert re.search(r'<input type="hidden" name="seconds" value="9"', page)
