"""Whose address a request has, behind proxies of our own and behind none."""

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User

from publishing.visitor_address import visitor_address

CONNECTION = "10.0.0.1"
MADE_UP = "6.6.6.6"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, None, CONNECTION),
        (0, "203.0.113.9", CONNECTION),
        (1, None, CONNECTION),
        (1, "", CONNECTION),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, f"{MADE_UP}, 203.0.113.9", "203.0.113.9"),
        (1, f"{MADE_UP},{MADE_UP}, 203.0.113.9 ", "203.0.113.9"),
        (2, f"{MADE_UP}, 203.0.113.9, 192.0.2.1", "203.0.113.9"),
        (2, "203.0.113.9", CONNECTION),
        (3, "203.0.113.9, 192.0.2.1", CONNECTION),
        (1, "203.0.113.9:4711", "203.0.113.9"),
        (1, "[2001:db8::1]:4711", "2001:db8::1"),
        (1, "2001:DB8:0::1", "2001:db8::1"),
        (1, "somebody", CONNECTION),
        (1, "203.0.113.999", CONNECTION),
        (1, f"{MADE_UP}, unknown", CONNECTION),
        (1, f"{MADE_UP},", CONNECTION),
        (-1, MADE_UP, CONNECTION),
    ],
)
def test_the_address_is_what_the_outermost_proxy_of_ours_wrote(settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    meta = {"REMOTE_ADDR": CONNECTION} | ({} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded})
    assert visitor_address(meta) == address


def test_a_connection_without_an_address_has_none():
    assert visitor_address({}) == ""


@pytest.mark.django_db
@pytest.mark.parametrize(("proxies", "address"), [(0, "127.0.0.1"), (1, "203.0.113.9")])
def test_wrong_passwords_are_counted_where_they_were_typed(client, settings, proxies, address):
    settings.TRUSTED_PROXIES = proxies
    User.objects.create_user("anna", password="a long password", is_staff=True)
    client.post(
        "/admin/login/",
        {"username": "anna", "password": "wrong"},
        headers={"x-forwarded-for": f"{MADE_UP}, 203.0.113.9"},
    )
    assert AccessAttempt.objects.get().ip_address == address
