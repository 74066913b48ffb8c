import datetime

import pytest
from django.utils import timezone

from parliament.models import DecisionMaker, Member, Office, PostalArea, RosterReading
from publishing.signals import content_saved
from tests.factories.parliament import DecisionMakerFactory, MemberFactory, PostalAreaFactory, RidingFactory
from tests.page_forms import errors_at, form_of, page_of, words_of

pytestmark = pytest.mark.django_db

LIST = "/admin/parliament/decisionmaker/"


def test_publishers_change_who_holds_an_office_and_it_is_announced_once(publisher):
    person, told = DecisionMakerFactory(), []

    def hear(sender, instance, **kwargs):
        told.append(instance.full_name)

    content_saved.connect(hear, sender=DecisionMaker)
    page = f"{LIST}{person.pk}/change/"
    form = form_of(publisher.get(page), "decisionmaker_form")
    response = publisher.post(page, form | {"first_name": "Noor", "last_name": "Gagnon", "gender": ""})
    content_saved.disconnect(hear, sender=DecisionMaker)
    assert response.status_code == 302
    assert told == ["Noor Gagnon"]
    person.refresh_from_db()
    assert person.history.count() == 2


def test_writers_read_the_records_and_change_none(writer):
    page = f"{LIST}{DecisionMakerFactory().pk}/change/"
    assert writer.get(page).status_code == 200
    assert writer.post(page, {}).status_code == 403
    assert writer.get(f"{LIST}add/").status_code == 403


def test_the_list_takes_as_many_queries_for_three_as_for_one(
    publisher, django_assert_num_queries, django_assert_max_num_queries
):
    DecisionMakerFactory(key="one")
    publisher.get(LIST)
    with django_assert_max_num_queries(10) as one:
        publisher.get(LIST)
    DecisionMakerFactory(key="two")
    DecisionMakerFactory(key="three")
    with django_assert_num_queries(len(one)):
        publisher.get(LIST)


RIDINGS, MEMBERS, AREAS = (f"/admin/parliament/{name}/" for name in ("riding", "member", "postalarea"))


class TestTheListsOfTheRoster:
    def add(self):
        riding = RidingFactory()
        MemberFactory(riding=riding)
        PostalAreaFactory(fsa=f"K{riding.pk % 10}A", ridings=[riding])

    @pytest.mark.parametrize("page", [RIDINGS, MEMBERS, AREAS])
    def test_take_as_many_queries_for_three_as_for_one(self, publisher, queries_of, page):
        self.add()
        one = queries_of(publisher, page)
        assert one <= 12
        self.add()
        self.add()
        assert queries_of(publisher, page) == one

    def found(self, client, page, words):
        return [row.text for row in page_rows(client.get(page, {"q": words}))]

    @pytest.mark.parametrize("words", ["ile des soeurs", "Île-des-Sœurs", "VILLE-MARIE", "24078", "ville-marie–ile"])
    def test_find_ridings_without_accents_hyphens_and_dashes(self, publisher, words):
        RidingFactory(number="24078", name_en="Ville-Marie—Île-des-Soeurs", name_fr="Ville-Marie—Île-des-Sœurs")
        RidingFactory(name_en="Outremont", name_fr="Outremont")
        assert self.found(publisher, RIDINGS, words) == ["Ville-Marie—Île-des-Soeurs"]

    def test_find_members_by_their_names_and_by_their_riding(self, publisher):
        MemberFactory(last_name="D’Entremont", riding=RidingFactory(name_en="Acadie—Annapolis"))
        MemberFactory(first_name="Other")
        for words in ("dentremont", "noor d'entremont", "acadie annapolis"):
            assert self.found(publisher, MEMBERS, words) == ["Noor D’Entremont"]
        assert self.found(publisher, MEMBERS, "—") == []

    def test_find_the_area_of_a_whole_postal_code(self, publisher):
        PostalAreaFactory(fsa="K1A", place="Ottawa")
        PostalAreaFactory(fsa="H2X", place="Montréal")
        assert self.found(publisher, AREAS, "h2x 1y4") == ["H2X"]
        assert self.found(publisher, AREAS, "ottawa") == ["K1A"]


def page_rows(response):
    return page_of(response).xpath("//table[@id='result_list']//tbody/tr/th/a")


def test_a_by_election_is_an_edit_of_the_seat(publisher):
    member = MemberFactory()
    page = f"{MEMBERS}{member.pk}/change/"
    form = form_of(publisher.get(page), "member_form")
    assert publisher.post(page, form | {"is_vacant": "on"}).status_code == 200
    left = form | {"is_vacant": "on", "first_name": "", "last_name": "", "gender": "", "email": ""}
    assert publisher.post(page, left).status_code == 302
    assert Member.objects.get().is_vacant
    assert member.history.count() == 2


def test_what_is_wrong_with_a_seat_is_told_at_the_field(publisher):
    page = f"{MEMBERS}{MemberFactory().pk}/change/"
    form = form_of(publisher.get(page), "member_form")
    assert errors_at(publisher.post(page, form | {"last_name": ""}), "last_name")
    assert errors_at(publisher.post(page, form | {"is_vacant": "on"}), "is_vacant")
    no_name = {"is_vacant": "on", "first_name": "", "last_name": ""}
    assert "neither name nor e-mail" in words_of(publisher.post(page, form | no_name))


def test_a_riding_cannot_have_the_name_of_another(publisher):
    RidingFactory(name_en="Acadie—Annapolis", name_fr="Acadie—Annapolis")
    page = f"{RIDINGS}{RidingFactory().pk}/change/"
    form = form_of(publisher.get(page), "riding_form")
    answer = publisher.post(page, form | {"name_en": "Acadie - Annapolis"})
    assert errors_at(answer, "name_en") == ["Another riding of this order has this name."]
    answer = publisher.post(page, form | {"number": "123"})
    assert errors_at(answer, "number") == ["Five digits, such as 35075."]


def test_the_candidates_of_an_area_are_chosen_by_hand(publisher):
    one, other = RidingFactory(), RidingFactory()
    area = PostalAreaFactory(ridings=[one])
    page = f"{AREAS}{area.pk}/change/"
    form = form_of(publisher.get(page), "postalarea_form")
    assert form["ridings"] == str(one.pk)
    assert publisher.post(page, form | {"ridings": [one.pk, other.pk]}).status_code == 302
    assert PostalArea.objects.riding_number_for("K1A") == ""
    assert words_of(publisher.get(f"{AREAS}{area.pk}/history/"))


def test_writers_read_the_roster_and_change_none_of_it(writer):
    for page, record in ((RIDINGS, RidingFactory()), (MEMBERS, MemberFactory()), (AREAS, PostalAreaFactory())):
        assert writer.get(page).status_code == 200
        assert writer.get(f"{page}{record.pk}/change/").status_code == 200
        assert writer.post(f"{page}{record.pk}/change/", {}).status_code == 403
        assert writer.get(f"{page}add/").status_code == 403


class TestWhatIsCorrectedByHand:
    def page(self, member):
        return f"/admin/parliament/member/{member.pk}/change/"

    def test_is_noted_and_can_be_released(self, publisher):
        member = MemberFactory()
        form = form_of(publisher.get(self.page(member)), "member_form")
        response = publisher.post(self.page(member), form | {"email": "office@example.org"})
        assert response.status_code == 302, errors_at(response)
        member.refresh_from_db()
        assert member.corrected == ["email"]
        page = publisher.get(self.page(member))
        assert "Corrected by hand" in words_of(page)
        form = form_of(page, "member_form")
        form.pop("kept")
        publisher.post(self.page(member), form)
        member.refresh_from_db()
        assert (member.corrected, member.email) == ([], "office@example.org")

    def test_a_form_that_changes_nothing_corrects_nothing(self, publisher):
        member = MemberFactory()
        publisher.post(self.page(member), form_of(publisher.get(self.page(member)), "member_form"))
        member.refresh_from_db()
        assert member.corrected == []

    def test_offices_are_corrected_as_one(self, publisher):
        member = MemberFactory()
        office = Office.objects.create(member=member, phone="613-555-0111", as_of="2026-04-13")
        form = form_of(publisher.get(self.page(member)), "member_form")
        response = publisher.post(self.page(member), form | {"offices-0-phone": "613-555-0112"})
        assert response.status_code == 302, errors_at(response)
        member.refresh_from_db()
        office.refresh_from_db()
        assert (member.corrected, office.phone) == (["offices"], "613-555-0112")


class TestTheAgeOfTheRoster:
    def told(self, client):
        context = client.get("/admin/").context
        return " ".join(str(words) for words, _address in [*context["facts"], *context["to_do"]])

    def test_is_told_always_and_warned_of_after_a_month(self, publisher):
        today = timezone.localdate()
        member = MemberFactory(as_of=today - datetime.timedelta(days=30))
        assert "30 days ago" in self.told(publisher)
        assert "older than a month" not in self.told(publisher)
        Member.objects.filter(pk=member.pk).update(as_of=today - datetime.timedelta(days=31))
        assert "older than a month" in self.told(publisher)

    def test_no_roster_has_no_age(self, publisher):
        assert "roster" not in self.told(publisher)

    def test_a_reading_that_was_refused_is_told_until_one_is_taken(self, publisher):
        MemberFactory(as_of=timezone.localdate())
        RosterReading.objects.create(problem="No riding is called “Atlantis”.")
        assert "Atlantis" in self.told(publisher)
        RosterReading.objects.create(added=1)
        assert "Atlantis" not in self.told(publisher)


def test_the_readings_can_be_read_and_not_written(publisher):
    reading = RosterReading.objects.create(problem="Nobody answered.")
    assert "Nobody answered." in words_of(publisher.get(f"/admin/parliament/rosterreading/{reading.pk}/change/"))
    assert publisher.get("/admin/parliament/rosterreading/").status_code == 200
    assert publisher.get("/admin/parliament/rosterreading/add/").status_code == 403


def test_the_list_of_readings_takes_as_many_queries_for_three_as_for_one(
    publisher, django_assert_num_queries, django_assert_max_num_queries
):
    RosterReading.objects.create()
    with django_assert_max_num_queries(12) as one:
        publisher.get("/admin/parliament/rosterreading/")
    RosterReading.objects.create()
    RosterReading.objects.create()
    with django_assert_num_queries(len(one)):
        publisher.get("/admin/parliament/rosterreading/")
