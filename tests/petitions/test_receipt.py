"""The signer's own page: see, correct, choose, take back, erase. Nobody needs an account, and nobody else gets in."""

import pytest
from django.db import connection
from django.utils import timezone

from petitions import actions, confirmation, receipts
from petitions.models import Petition, Signature, WaitingMail
from tests.factories.petitions import SignatureFactory
from tests.page_forms import page_of, words_of

pytestmark = pytest.mark.django_db

PAGES = ["petition-receipt", "petition-receipt-withdraw", "petition-receipt-erase", "petition-receipt-download"]
VERBS = ["name", "choices", "withdraw", "erase"]
PERSONAL = ("Amina", "Oneil", "amina@example.ca", "K1A 0B1")


@pytest.fixture
def signature(petition):
    return SignatureFactory(petition=petition, email="amina@example.ca", last_name="Oneil", confirmed=True)


@pytest.fixture
def link(address):
    """`link(signature, "petition-receipt-erase", language="fr")`: the path of one of its pages."""

    def make(signature, name="petition-receipt", *more, language="en", token=None):
        token = receipts.make_token(signature) if token is None else token
        return address(name, signature.petition, token, *more, language=language)

    return make


@pytest.fixture
def do(visitor, link):
    """`do("withdraw", signature)` presses the button, as a browser posts from a page without referrers."""

    def press(verb, signature, fields=None, *, language="en", headers=None):
        path = link(signature, f"petition-receipt-{verb}", language=language)
        return visitor.post(path, fields or {}, headers={"origin": "null"} | (headers or {}))

    return press


def stored(signature):
    return Signature.objects.filter(pk=signature.pk).values().get()


class TestThePage:
    def test_tells_all_that_is_kept(self, visitor, signature, link):
        words = words_of(visitor.get(link(signature)))
        for part in (*PERSONAL, "Waive travel loans", "hidden", "in English"):
            assert part in words

    def test_speaks_french_at_its_french_address(self, visitor, signature, link):
        path = link(signature, language="fr")
        assert path.startswith("/fr/petitions/annuler-les-prets/recu/")
        page = visitor.get(path)
        assert '<html lang="fr-CA">' in page.text
        assert f'href="{link(signature)}"' in page.text, "the way to the English page"

    @pytest.mark.parametrize("name", PAGES)
    @pytest.mark.parametrize("method", ["get", "head", "options"])
    def test_changes_nothing_by_being_looked_at(self, visitor, signature, link, name, method):
        before = stored(signature)
        getattr(visitor, method)(link(signature, name))
        assert stored(signature) == before

    @pytest.mark.parametrize("verb", ["name", "choices"])
    def test_a_form_opened_by_hand_leads_back_to_it(self, visitor, signature, link, verb):
        answer = visitor.get(link(signature, f"petition-receipt-{verb}"))
        assert (answer.status_code, answer["Location"]) == (303, link(signature))

    @pytest.mark.parametrize("name", PAGES)
    def test_is_kept_by_no_cache_found_by_no_search_and_named_to_nobody(self, visitor, signature, link, name):
        page = visitor.get(link(signature, name))
        assert "no-store" in page["Cache-Control"]
        assert page["X-Robots-Tag"] == "noindex"
        assert page["Referrer-Policy"] == "no-referrer"
        assert not page.cookies

    def test_runs_no_script_and_puts_its_address_into_no_head(self, visitor, signature, link):
        page = visitor.get(link(signature))
        assert "<script" not in page.text
        token = receipts.make_token(signature)
        assert not [link for link in page_of(page).xpath("//head//@href|//head//@content") if token in link]

    def test_works_before_the_signature_is_confirmed(self, visitor, petition, link):
        pending = SignatureFactory(petition=petition, email="amina@example.ca")
        words = words_of(visitor.get(link(pending)))
        assert "It does not count yet" in words
        assert "Somebody else typed your address?" in words

    def test_says_nothing_of_suspicions(self, visitor, signature, link):
        usual = visitor.get(link(signature)).content
        Signature.objects.filter(pk=signature.pk).update(state="held", suspicions=["rate"])
        assert visitor.get(link(signature)).content == usual

    def test_says_that_a_signature_was_closed_and_offers_no_change(self, visitor, signature, link):
        Signature.objects.filter(pk=signature.pk).update(state="invalidated")
        page = visitor.get(link(signature))
        assert "closed it" in words_of(page)
        assert "Correct your name" not in words_of(page)
        assert "Erase everything about me" in words_of(page)

    @pytest.mark.parametrize("state", ["draft", "withdrawn", "closed"])
    def test_stays_when_the_petition_is_off_the_site(self, visitor, signature, link, state, do):
        Petition.objects.filter(pk=signature.petition_id).update(state=state)
        assert visitor.get(link(signature)).status_code == 200
        do("erase", signature)
        assert stored(signature)["email"] == ""

    def test_costs_few_queries(self, visitor, signature, link, queries_of):
        assert queries_of(visitor, link(signature)) <= 6


class TestALinkThatIsNotRight:
    @pytest.mark.parametrize("spoil", [lambda t: t[:-1], lambda t: "x" + t, lambda t: "x", lambda t: "é" * 50])
    @pytest.mark.parametrize("name", PAGES)
    def test_altered_opens_nothing(self, visitor, signature, link, spoil, name):
        answer = visitor.get(link(signature, name, token=spoil(receipts.make_token(signature))))
        assert answer.status_code == 404
        assert "no-store" in answer["Cache-Control"]
        assert not [word for word in PERSONAL if word in answer.text]

    def test_the_link_to_confirm_does_not_open_it(self, visitor, signature, link):
        assert visitor.get(link(signature, token=confirmation.make_token(signature))).status_code == 404

    @pytest.mark.parametrize("verb", VERBS)
    def test_another_site_can_press_no_button(self, signature, do, verb):
        before = stored(signature)
        for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}):
            assert do(verb, signature, {"first_name": "Eve", "last_name": "Oneil"}, headers=headers).status_code == 403
        assert stored(signature) == before

    @pytest.mark.parametrize("verb", VERBS)
    def test_at_another_petitions_address_it_is_still_this_signature(self, visitor, signature, link, verb):
        theirs = SignatureFactory(confirmed=True)
        path = link(theirs, f"petition-receipt-{verb}", token=receipts.make_token(signature))
        before = stored(theirs)
        visitor.post(path, {"first_name": "Amina", "last_name": "Okoro"})
        assert stored(theirs) == before
        assert stored(signature) != before


class TestTheName:
    @pytest.mark.parametrize(
        ("first", "last"),
        [
            ("Aminah", "Oneil"),
            ("Amina", "O'Neil"),
            ("Amina", "Tremblay-Oneil"),
            ("Amina", "Okoro"),
            ("Samuel", "Oneil"),
            ("Oneil", "Amina"),
        ],
    )
    def test_is_corrected(self, signature, do, first, last):
        answer = do("name", signature, {"first_name": f" {first} ", "last_name": last})
        assert answer.status_code == 303
        signature.refresh_from_db()
        assert (signature.first_name, signature.last_name) == (first, last)
        assert signature.state == "confirmed"

    @pytest.mark.parametrize(("state", "becomes"), [("confirmed", "held"), ("pending", "pending")])
    def test_that_leads_somewhere_waits_for_a_look_as_it_would_have_when_signing(self, signature, do, state, becomes):
        confirmed_at = signature.confirmed_at if state == "confirmed" else None
        kept = {"state": state, "confirmed_at": confirmed_at, "show_name": True, "is_cleared": True}
        Signature.objects.filter(pk=signature.pk).update(**kept)
        answer = do("name", signature, {"first_name": "Amina", "last_name": "Oneil casino . com"})
        assert answer.status_code == 303
        after = stored(signature)
        assert (after["state"], after["suspicions"], after["is_cleared"]) == (becomes, ["name"], False)
        assert not Signature.objects.named_in_public().exists()

    def test_is_told_on_a_page_of_its_own(self, visitor, signature, do, link):
        answer = do("name", signature, {"first_name": "Aminah", "last_name": "Oneil"}, language="fr")
        assert answer["Location"] == link(signature, "petition-receipt-done", "name", language="fr")
        assert "Aminah Oneil" in words_of(visitor.get(answer["Location"]))

    def test_does_not_become_another_person(self, signature, do):
        answer = do("name", signature, {"first_name": "Bruno", "last_name": "Tremblay"})
        assert answer.status_code == 422
        page = page_of(answer)
        assert page.xpath("//input[@name='first_name']/@value") == ["Bruno"]
        assert page.xpath("//input[@name='first_name']/@aria-invalid") == ["true"]
        assert page.xpath("//*[@role='alert']//a/@href") == ["#id_first_name"]
        assert "somebody else’s signature" in words_of(answer)
        assert stored(signature)["first_name"] == "Amina"

    @pytest.mark.parametrize("first", ["", "x" * 81, "<b>", "see example.com", "123"])
    def test_keeps_the_rules_of_the_form_that_was_signed(self, signature, do, first):
        answer = do("name", signature, {"first_name": first, "last_name": "Oneil"})
        assert answer.status_code == 422
        assert page_of(answer).get_element_by_id("id_first_name_error") is not None
        assert stored(signature)["first_name"] == "Amina"

    def test_is_not_that_of_the_other_person_of_the_household(self, petition, signature, do):
        other = SignatureFactory(
            petition=petition, email="amina@example.ca", first_name="Amin", last_name="Oneil", seat=2, confirmed=True
        )
        answer = do("name", other, {"first_name": "Amina", "last_name": "Oneil"})
        assert answer.status_code == 422
        assert "signed with the same email address already" in words_of(answer)
        assert stored(other)["first_name"] == "Amin"

    def test_written_otherwise_is_the_same_person_for_the_rule_too(self, petition, signature, do):
        do("name", signature, {"first_name": "Amína", "last_name": "O'NEIL"})
        assert stored(signature)["name_key"] == "aminaoneil"

    @pytest.mark.parametrize("state", ["withdrawn", "invalidated"])
    def test_of_an_ended_signature_stays(self, signature, do, link, state):
        Signature.objects.filter(pk=signature.pk).update(state=state)
        answer = do("name", signature, {"first_name": "Aminah", "last_name": "Oneil"})
        assert answer["Location"] == link(signature)
        assert stored(signature)["first_name"] == "Amina"

    def test_is_not_written_over_what_was_signed_anew_meanwhile(self, signature):
        Signature.objects.filter(pk=signature.pk).update(first_name="Bruno", name_key="brunooneil")
        with pytest.raises(actions.NotPossible):
            actions.correct_name(signature=signature, first_name="Aminah", last_name="Oneil")


class TestTheChoices:
    def test_are_what_is_ticked(self, visitor, signature, do, link):
        answer = do("choices", signature, {"show_name": "on", "wants_news": "on"})
        assert answer["Location"] == link(signature, "petition-receipt-done", "choices")
        words = words_of(visitor.get(answer["Location"]))
        assert "Your name is shown" in words
        assert "We may email you" in words
        do("choices", signature, {"wants_news": "on"})
        assert (stored(signature)["show_name"], stored(signature)["wants_news"]) == (False, True)

    def test_stand_in_the_form_as_they_are(self, visitor, signature, do, link):
        do("choices", signature, {"wants_news": "on"})
        page = page_of(visitor.get(link(signature)))
        assert page.xpath("//input[@name='wants_news']/@checked")
        assert not page.xpath("//input[@name='show_name']/@checked")

    def test_a_hidden_name_is_gone_from_the_petitions_page(self, client, signature, do):
        do("choices", signature, {"show_name": "on"})
        assert "Amina Oneil" in words_of(client.get(signature.petition.get_absolute_url()))
        do("choices", signature)
        assert "Amina Oneil" not in words_of(client.get(signature.petition.get_absolute_url()))


class TestTakingBack:
    def test_ends_the_signature_and_the_count_follows(self, visitor, signature, do, link):
        actions.count_window()
        answer = do("withdraw", signature)
        assert answer["Location"] == link(signature, "petition-receipt-done", "withdrawn")
        assert "taken your signature back" in words_of(visitor.get(answer["Location"]))
        actions.count_window()
        signature.petition.tally.refresh_from_db()
        assert signature.petition.tally.confirmed == 0

    def test_changes_no_column_that_is_counted_by(self, signature, do):
        names = ("province", "riding", "language", "confirmed_at", "residence")
        before = {name: stored(signature)[name] for name in names}
        do("withdraw", signature)
        assert {name: stored(signature)[name] for name in names} == before

    def test_of_one_that_is_not_confirmed_means_that_it_never_counts(self, petition, do):
        pending = SignatureFactory(petition=petition)
        WaitingMail.objects.create(signature=pending)
        do("withdraw", pending)
        assert stored(pending)["state"] == "withdrawn"
        assert not WaitingMail.objects.exists()

    def test_twice_leads_to_the_page(self, signature, do, link):
        do("withdraw", signature)
        assert do("withdraw", signature)["Location"] == link(signature)

    def test_of_an_invalidated_one_does_nothing(self, signature, do, link):
        Signature.objects.filter(pk=signature.pk).update(state="invalidated")
        assert do("withdraw", signature)["Location"] == link(signature)
        assert stored(signature)["state"] == "invalidated"


class TestErasing:
    @pytest.mark.parametrize("state", ["pending", "confirmed", "held", "invalidated", "withdrawn"])
    def test_leaves_nothing_personal_in_any_state(self, signature, do, state):
        Signature.objects.filter(pk=signature.pk).update(
            state=state,
            confirmed_at=None if state == "pending" else timezone.now(),
            ip_hash="abc",
            seconds_to_fill=9,
            show_name=True,
        )
        WaitingMail.objects.create(signature=signature)
        do("erase", signature)
        row = stored(signature)
        assert row["state"] == "withdrawn"
        assert row["erased_at"] is not None
        for name in ("first_name", "last_name", "name_key", "email", "canonical_email", "postal_code", "ip_hash"):
            assert row[name] == ""
        assert not row["show_name"]
        assert row["seconds_to_fill"] is None
        assert not WaitingMail.objects.exists()

    @pytest.mark.parametrize("name", PAGES)
    def test_the_link_says_so_kindly_afterwards(self, visitor, signature, do, link, name):
        do("erase", signature)
        answer = visitor.get(link(signature, name))
        assert answer.status_code == 410
        assert "Nothing is kept about you here" in words_of(answer)
        assert "no-store" in answer["Cache-Control"]

    def test_again_changes_nothing(self, signature, do):
        do("erase", signature)
        before = stored(signature)
        assert do("erase", signature).status_code == 410
        actions.erase(signature=signature)
        assert stored(signature) == before

    def test_of_one_leaves_the_other_of_the_household(self, petition, signature, do):
        other = SignatureFactory(
            petition=petition, email="amina@example.ca", first_name="Bo", last_name="Oneil", seat=2, confirmed=True
        )
        before = stored(other)
        do("erase", signature)
        assert stored(other) == before

    def test_frees_the_address_to_sign_again(self, signature, do, post):
        do("erase", signature)
        assert post(email="amina@example.ca", last_name="Oneil").status_code == 303
        assert Signature.objects.filter(canonical_email="amina@example.ca", state="pending").count() == 1

    def test_the_database_refuses_an_emptied_row_that_holds_an_address(self, signature, do):
        do("erase", signature)
        with pytest.raises(Exception, match="petitions_signature_emptied_holds_nothing"), connection.cursor() as cursor:
            cursor.execute("UPDATE petitions_signature SET email = 'a@b.ca' WHERE id = %s", [signature.pk])


def test_days_of_deletion_are_told_as_soon_as_they_are_known(visitor, signature, link):
    assert "the email address 90 days, name and postal code 1 year after" in words_of(visitor.get(link(signature)))
    Petition.objects.filter(pk=signature.petition_id).update(
        state="closed", opens_at="2025-12-01T12:00Z", closes_at="2026-01-01T12:00Z"
    )
    words = words_of(visitor.get(link(signature)))
    assert "the email address on 28 September 2026" in words
