"""Signing in: password, second factor, and the pause after wrong passwords."""

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.page_forms import errors_at, page_of, words_of

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/"
PAGE = "/admin/second-factor/"


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel("2026-11-24T17:00:00Z"):
        yield


@pytest.fixture
def anna():
    return User.objects.create_user("anna", password="a long password", is_staff=True)


def code_of(user, later=0):
    """The code that the user's app shows now, or a number of half minutes later."""
    return f"{totp(TOTPDevice.objects.get(user=user).bin_key, drift=later):06}"


def log_in(client, **more):
    return client.post(LOGIN, {"username": "anna", "password": "a long password", "next": "/admin/"} | more)


@pytest.fixture
def backup_codes(client, anna):
    """Anna has set up her second factor a minute before noon, and is signed out."""
    with time_machine.travel("2026-11-24T16:59:00Z"):
        client.force_login(anna, backend="django.contrib.auth.backends.ModelBackend")
        client.get(PAGE)
        response = client.post(PAGE, {"code": code_of(anna)})
        client.logout()
    return [item.text_content() for item in page_of(response).xpath("//ul[@class='backup-codes']/li")]


class TestThePassword:
    def test_is_enough_for_those_without_a_second_factor(self, client, anna):
        assert log_in(client).headers["Location"] == "/admin/"
        assert client.get("/admin/").status_code == 200

    def test_is_not_asked_from_where_it_was_wrong_five_times(self, client, anna):
        for _try in range(4):
            assert log_in(client, password="wrong").status_code == 200
        response = log_in(client, password="wrong")
        assert response.status_code == 429
        assert "There were 5 wrong passwords in a row." in words_of(response)
        assert log_in(client).status_code == 429
        assert AccessAttempt.objects.get().username == "anna"

    def test_has_its_pause_told_in_french_too(self, client, anna):
        for _try in range(5):
            response = client.post(
                LOGIN, {"username": "anna", "password": "wrong"}, headers={"accept-language": "fr-CA"}
            )
        assert response.status_code == 429
        assert '<html lang="fr"' in response.content.decode()


class TestSettingUp:
    def test_shows_the_key_as_a_picture_and_in_letters_until_it_is_confirmed(self, client, anna):
        client.force_login(anna, backend="django.contrib.auth.backends.ModelBackend")
        first, second = client.get(PAGE), client.get(PAGE)
        assert 'src="data:image/svg+xml' in first.content.decode()
        assert first.context["secret"] == second.context["secret"]
        assert len(first.context["secret"].replace(" ", "")) == 32

    def test_gives_backup_codes_once(self, client, backup_codes):
        assert len(set(backup_codes)) == 8
        log_in(client, code=backup_codes[0])
        assert not any(code in client.get(PAGE).content.decode() for code in backup_codes)

    def test_takes_no_wrong_code(self, client, anna):
        client.force_login(anna, backend="django.contrib.auth.backends.ModelBackend")
        client.get(PAGE)
        wrong = f"{(int(code_of(anna)) + 1) % 1_000_000:06}"
        response = client.post(PAGE, {"code": wrong})
        assert "That code did not match." in words_of(response)
        assert "too many wrong codes" in words_of(client.post(PAGE, {"code": wrong}))
        assert not TOTPDevice.objects.filter(confirmed=True).exists()
        assert client.get("/admin/").status_code == 200

    def test_leaves_one_signed_in(self, client, anna):
        client.force_login(anna, backend="django.contrib.auth.backends.ModelBackend")
        client.get(PAGE)
        client.post(PAGE, {"code": code_of(anna)})
        assert client.get("/admin/").status_code == 200

    def test_is_for_staff(self, client):
        assert client.get(PAGE).status_code == 302


class TestLoggingInWithIt:
    def test_asks_for_the_code(self, client, anna, backup_codes):
        response = log_in(client)
        assert errors_at(response, "code") == [
            "Enter the six digits that your app shows now, and your password once more."
        ]
        assert client.get("/admin/").status_code == 302
        assert log_in(client, code=code_of(anna)).headers["Location"] == "/admin/"
        assert client.get("/admin/").status_code == 200

    def test_takes_no_wrong_code_and_makes_one_wait_after_it(self, client, anna, backup_codes):
        wrong = f"{(int(code_of(anna)) + 1) % 1_000_000:06}"
        assert errors_at(log_in(client, code=wrong), "code")[0].startswith("That code did not match.")
        assert errors_at(log_in(client, code=code_of(anna)), "code")[0].startswith("There were too many wrong codes.")
        assert client.get("/admin/").status_code == 302

    def test_takes_a_code_once(self, client, anna, backup_codes):
        code = code_of(anna)
        log_in(client, code=code)
        client.logout()
        assert errors_at(log_in(client, code=code), "code")

    def test_takes_each_backup_code_once(self, client, anna, backup_codes):
        assert log_in(client, code=backup_codes[0].upper()).status_code == 302
        client.logout()
        assert errors_at(log_in(client, code=backup_codes[0]), "code")

    def test_tells_nothing_about_the_factor_to_those_without_the_password(self, client, anna, backup_codes):
        response = log_in(client, password="wrong", code="123456")
        assert errors_at(response, "code") == []

    def test_keeps_out_a_session_that_has_not_shown_it(self, client, anna, backup_codes):
        client.force_login(anna, backend="django.contrib.auth.backends.ModelBackend")
        assert client.get("/admin/").status_code == 302


class TestRemovingIt:
    def test_takes_a_code_and_then_the_password_is_enough(self, client, anna, backup_codes):
        log_in(client, code=code_of(anna))
        response = client.post(PAGE, {"code": "000000"})
        assert "That code did not match." in words_of(response)
        assert client.post(PAGE, {"code": backup_codes[0]}).status_code == 302
        client.logout()
        assert log_in(client).status_code == 302
        assert not TOTPDevice.objects.exists()
