import pytest
from django.utils.translation import override

from petitions.forms import SignForm
from petitions.models import Signature


def form(typed, **fields):
    return SignForm(typed(**fields))


def cleaned(typed, name, value):
    signing = form(typed, **{name: value})
    assert signing.is_valid(), signing.errors
    return signing.cleaned_data[name]


def error(typed, name, value):
    """The words at the field; nothing else may be wrong."""
    signing = form(typed, **{name: value})
    assert not signing.is_valid()
    assert list(signing.errors) == [name]
    return " ".join(signing.errors[name])


class TestNames:
    @pytest.mark.parametrize("field", ["first_name", "last_name"])
    @pytest.mark.parametrize(
        ("name", "kept"),
        [
            ("Zoë", "Zoë"),
            ("O'Neil", "O'Neil"),
            ("O’Brien", "O’Brien"),
            ("Tremblay-N'Guyen", "Tremblay-N'Guyen"),
            ("J.R.R.", "J.R.R."),
            ("St. John", "St. John"),
            ("d'Arc (née Durand)", "d'Arc (née Durand)"),
            ("Mary & Ann", "Mary & Ann"),
            ("李", "李"),
            ("محمد", "محمد"),
            ("علی\u200cرضا", "علی\u200cرضا"),
            ("नेहा", "नेहा"),
            ("Nguyễn", "Nguyễn"),
            ("שָׁלוֹם", "שָׁלוֹם"),
            ("X Æ A-12", "X Æ A-12"),
            ("e\u0301lise", "élise"),
            ("  Anna \u00a0 Maria ", "Anna Maria"),
            ("x" * 80, "x" * 80),
        ],
    )
    def test_names_are_as_people_have_them(self, typed, field, name, kept):
        assert cleaned(typed, field, name) == kept

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("", "Enter your first name"),
            ("   ", "Enter your first name"),
            ("x" * 81, "Shorten your first name to 80"),
            ("<b>Ann</b>", "Leave out signs"),
            ("Ann<", "Leave out signs"),
            ("ann@example.ca", "Leave out signs"),
            ("{{ name }}", "Leave out signs"),
            ("https://x", "Leave out signs"),
            ("win at casino.example", "Leave out signs"),
            ("WWW.x", "Leave out signs"),
            ("123", "in letters"),
            ("🙂", "in letters"),
            ("\u200d", "in letters"),
            ("-", "in letters"),
            ("Z" + "\u0335" * 5, "in letters"),
            ("An\u202enA", "invisible"),
            ("An\u2066n", "invisible"),
            ("An\u200bn", "invisible"),
            ("An\nn", "invisible"),
            ("An\x07n", "invisible"),
            ("An\x00n", "invisible"),
            ("An\tn", "invisible"),
            ("An\u2028n", "invisible"),
            ("An\ufffen", "invisible"),
        ],
    )
    def test_what_is_no_name_is_told_so(self, typed, name, words):
        assert words in error(typed, "first_name", name)

    def test_each_name_has_its_own_words(self, typed):
        assert "last name" in error(typed, "last_name", "")
        assert "last name" in error(typed, "last_name", "x" * 81)


class TestEmail:
    @pytest.mark.parametrize(
        ("address", "kept"),
        [
            ("amina@example.ca", "amina@example.ca"),
            (" Amina@Example.CA ", "Amina@Example.CA"),
            ("o'neil+petition@mail.example.ca", "o'neil+petition@mail.example.ca"),
            ("a@exämple.ca", "a@xn--exmple-cua.ca"),
            ("a@\u212aelp.ca", "a@kelp.ca"),
            ("a" * 64 + "@" + "b" * 60 + ".ca", "a" * 64 + "@" + "b" * 60 + ".ca"),
        ],
    )
    def test_addresses_that_mail_reaches_are_taken(self, typed, address, kept):
        assert cleaned(typed, "email", address) == kept

    @pytest.mark.parametrize(
        "address",
        [
            "amina",
            "amina@",
            "@example.ca",
            "amina@example",
            "amina@localhost",
            "amina@[127.0.0.1]",
            "amina@127.0.0.1",
            "amina(at)example.ca",
            "a@b@example.ca",
            "a@example.ca, b@example.ca",
            "a b@example.ca",
            '"a b"@example.ca',
            '"\x01"@example.ca',
            "a..b@example.ca",
            "a@-example.ca",
            "a@example..ca",
            "élodie@example.ca",
            "\u017fam@example.ca",
            "a@exa\u202emple.ca",
            "a@example.ca\nBcc: b@example.ca",
            "a@example.ca\r\n\r\nHello",
            "a\x00@example.ca",
            "Amina <amina@example.ca>",
            "a" * 64 + "@" + ".".join(["b" * 63] * 3) + ".ca",
        ],
    )
    def test_addresses_that_mail_cannot_reach_are_told_so(self, typed, address):
        assert "name@example.ca" in error(typed, "email", address)

    def test_an_empty_one_is_asked_for(self, typed):
        assert error(typed, "email", "") == "Enter your email address."


class TestPostalCode:
    @pytest.mark.parametrize(
        "code", ["K1A 0B1", "k1a0b1", " k1a  0b1 ", "K1A-0B1", "K1A–0B1", "K1A\u00a00B1", "K.1.A 0B1", "Ｋ１Ａ ０Ｂ１"]
    )
    def test_a_code_is_read_however_it_is_spaced(self, typed, code):
        assert cleaned(typed, "postal_code", code) == "K1A 0B1"

    @pytest.mark.parametrize("code", ["K1A OB1", "k1a ob1", "KOA 0B1", "O1A 0B1"])
    def test_the_letter_o_is_told_from_zero(self, typed, code):
        assert "zeros" in error(typed, "postal_code", code)

    @pytest.mark.parametrize(
        "code",
        [
            "K1A",
            "K1A 0B",
            "K1A 0B11",
            "1K1 A0B",
            "D1A 0B1",
            "Z1A 0B1",
            "W1A 0B1",
            "K1I 0B1",
            "12345",
            "SW1A 1AA",
            "75001",
            "K1A 0B1 Canada",
            "K\u0661A \u0660B\u0661",
            "К1А 0В1",  # Cyrillic
            "<K1A 0B1>",
            "K1A'0B1",
            "x" * 5000,
        ],
    )
    def test_what_is_no_canadian_code_is_told_so(self, typed, code):
        assert "such as K1A 0B1" in error(typed, "postal_code", code)

    @pytest.mark.parametrize("code", ["", "  ", "-"])
    def test_without_a_code_one_lives_abroad_and_says_so(self, typed, code):
        assert "outside Canada" in error(typed, "postal_code", code)

    @pytest.mark.parametrize("junk", ["", "12345", "K1A OB1", "<b>", "x" * 5000, "K1A 0B1", "\x00"])
    def test_abroad_it_does_not_matter_what_stands_in_the_box(self, typed, junk):
        signing = form(typed, postal_code=junk, lives_abroad="on")
        assert signing.is_valid(), signing.errors
        assert signing.cleaned_data["postal_code"] == ""
        assert signing.cleaned_data["residence"] == Signature.Residence.ABROAD

    def test_in_canada_it_says_so(self, typed):
        signing = form(typed)
        assert signing.is_valid()
        assert signing.cleaned_data["residence"] == Signature.Residence.CANADA


def test_both_choices_are_unticked_until_somebody_ticks_them(typed):
    assert not SignForm()["show_name"].value()
    assert not SignForm()["wants_news"].value()
    unticked, ticked = form(typed), form(typed, show_name="on", wants_news="on")
    assert unticked.is_valid()
    assert ticked.is_valid()
    assert (unticked.cleaned_data["show_name"], unticked.cleaned_data["wants_news"]) == (False, False)
    assert (ticked.cleaned_data["show_name"], ticked.cleaned_data["wants_news"]) == (True, True)


def test_an_empty_form_says_everything_at_once():
    signing = SignForm({})
    assert not signing.is_valid()
    assert list(signing.errors) == ["first_name", "last_name", "email", "postal_code"]


def test_nobody_signs_into_fields_that_are_not_in_the_form(typed):
    signing = form(typed, state="confirmed", confirmed_at="2026-01-01", mails_sent="0", language="fr", petition="1")
    assert signing.is_valid()
    assert set(signing.cleaned_data) == {
        "first_name", "last_name", "email", "postal_code", "lives_abroad", "show_name", "wants_news", "residence",
        "homepage", "seconds", "version",
    }  # fmt: skip


def test_french_errors_are_french(typed):
    with override("fr"):
        signing = SignForm({"first_name": "", "last_name": "<b>", "email": "a", "postal_code": "K1A OB1"})
        assert not signing.is_valid()
        words = {name: " ".join(messages) for name, messages in signing.errors.items()}
    with override("en"):
        english = SignForm({"first_name": "", "last_name": "<b>", "email": "a", "postal_code": "K1A OB1"})
        assert not english.is_valid()
        for name, messages in english.errors.items():
            assert words[name] != " ".join(messages), f"{name} has no French words"
