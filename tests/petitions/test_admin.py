"""The petition's form, and how little of its signatures staff see."""

import pytest

from petitions.models import Petition, Signature, Tally
from publishing.signals import content_saved
from tests.factories.campaigns import PartnerFactory
from tests.factories.petitions import PetitionFactory, SignatureFactory
from tests.page_forms import form_of, words_of

pytestmark = pytest.mark.django_db

LIST = "/admin/petitions/petition/"
SIGNATURES = "/admin/petitions/signature/"
State = Petition.State


def change_page(petition):
    return f"{LIST}{petition.pk}/change/"


def save(client, page, **changes):
    return client.post(page, form_of(client.get(page), "petition_form") | changes)


@pytest.fixture
def announced():
    told = []

    def hear(sender, instance, **kwargs):
        told.append(instance.state)

    content_saved.connect(hear, sender=Petition)
    yield told
    content_saved.disconnect(hear, sender=Petition)


class TestThePetition:
    def test_is_drafted_by_writers_who_do_not_open_it(self, writer):
        petition = PetitionFactory(draft=True)
        page = change_page(petition)
        assert "state" not in form_of(writer.get(page), "petition_form")
        assert save(writer, page, state="open", lead_en="Better words.").status_code == 302
        petition.refresh_from_db()
        assert (petition.state, petition.lead_en) == (State.DRAFT, "Better words.")

    @pytest.mark.parametrize("state", [state for state in State if state != State.DRAFT])
    def test_is_not_changed_by_writers_once_it_is_no_draft(self, writer, state):
        page = change_page(PetitionFactory(state=state))
        assert writer.get(page).status_code == 200
        assert writer.post(page, {}).status_code == 403

    def test_is_saved_with_its_partners_and_announced_once(self, publisher, announced):
        petition, partner = PetitionFactory(), PartnerFactory()
        save(publisher, change_page(petition), partners=[partner.pk])
        assert list(petition.partners.all()) == [partner]
        assert announced == ["open"]

    def test_keeps_its_words_editable_after_it_has_closed_by_itself(self, publisher):
        petition = PetitionFactory(closed=True, state=State.OPEN)
        assert save(publisher, change_page(petition), lead_en="Better words.").status_code == 302

    def test_is_deleted_by_nobody_because_people_have_signed_it(self, superuser):
        signature = SignatureFactory()
        response = superuser.post(f"{LIST}{signature.petition_id}/delete/", {"post": "yes"})
        assert response.status_code == 403
        response = superuser.post(
            LIST, {"action": "delete_selected", "_selected_action": signature.petition_id}, follow=True
        )
        assert signature.last_name not in response.content.decode()
        assert Petition.objects.exists()

    def test_is_listed_with_its_count_and_as_many_queries_for_three_as_for_one(
        self, publisher, django_assert_num_queries, django_assert_max_num_queries
    ):
        Tally.objects.create(petition=PetitionFactory(), confirmed=1234)
        assert "1234" in words_of(publisher.get(LIST))
        with django_assert_max_num_queries(12) as one:
            publisher.get(LIST)
        for petition in PetitionFactory.create_batch(2):
            Tally.objects.create(petition=petition, confirmed=1)
        with django_assert_num_queries(len(one)):
            publisher.get(LIST)


class TestSignatures:
    @pytest.fixture
    def signature(self):
        return SignatureFactory(
            first_name="Amina", last_name="Verysecret", email="hidden@example.ca", postal_code="K1A 0B1", confirmed=True
        )

    def test_are_kept_from_both_groups(self, writer, publisher, signature):
        for client in (writer, publisher):
            assert client.get(SIGNATURES).status_code == 403
            assert "signature" not in client.get("/admin/").content.decode()

    def test_show_superusers_where_and_when_but_nobodys_name(self, superuser, signature):
        page = superuser.get(SIGNATURES).content.decode()
        assert "Ontario" in page
        assert signature.petition.title_en in page
        for personal in ("Amina", "Verysecret", "hidden@example.ca", "K1A", "0B1"):
            assert personal not in page

    def test_have_no_page_of_their_own_and_are_not_changed(self, superuser, signature):
        for address in ("change/", "history/", "delete/"):
            response = superuser.get(f"{SIGNATURES}{signature.pk}/{address}")
            assert response.status_code == 403
            assert b"Verysecret" not in response.content
        assert superuser.get(f"{SIGNATURES}add/").status_code == 403
        superuser.post(SIGNATURES, {"action": "delete_selected", "_selected_action": signature.pk, "post": "yes"})
        assert Signature.objects.exists()

    @pytest.mark.parametrize("query", ["email__startswith=hidden", "last_name=Verysecret", "postal_code=K1A+0B1"])
    def test_are_not_narrowed_by_what_they_do_not_show(self, superuser, publisher, signature, query):
        assert superuser.get(f"{SIGNATURES}?{query}").status_code == 400
        assert publisher.get(f"{LIST}?signatures__{query}").status_code == 400

    def test_are_narrowed_by_what_they_show(self, superuser, signature):
        for query in ("state__exact=confirmed", "language=en", "created_at__year=2020"):
            assert superuser.get(f"{SIGNATURES}?{query}").status_code == 200

    @pytest.mark.parametrize(
        ("postal_code", "place"),
        [("H2X 1Y4", "Quebec"), ("x0a 0h0", "Nunavut"), ("V5K 0A1", "British Columbia")],
    )
    def test_say_the_province(self, superuser, postal_code, place):
        SignatureFactory(postal_code=postal_code)
        assert place in words_of(superuser.get(SIGNATURES))

    def test_say_who_lives_abroad(self, superuser):
        SignatureFactory(residence="abroad")
        assert "outside Canada" in words_of(superuser.get(SIGNATURES))

    def test_are_listed_with_as_many_queries_for_three_as_for_one(
        self, superuser, signature, django_assert_num_queries, django_assert_max_num_queries
    ):
        superuser.get(SIGNATURES)
        with django_assert_max_num_queries(15) as one:
            superuser.get(SIGNATURES)
        SignatureFactory.create_batch(2)
        with django_assert_num_queries(len(one)):
            superuser.get(SIGNATURES)


def test_petitions_stand_above_what_hangs_on_them(superuser):
    [app] = [app for app in superuser.get("/admin/").context["app_list"] if app["app_label"] == "petitions"]
    names = [row["object_name"] for row in app["models"]]
    assert names[0] == "Petition"
    assert len(names) > 5
