import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from parliament.models import Member, PostalArea, Riding
from tests.factories.parliament import MemberFactory, PostalAreaFactory, RidingFactory

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 4, 13)


def refused(model, **columns):
    """Whether the database itself refuses a record, past all forms."""
    try:
        with transaction.atomic():
            model.objects.bulk_create([model(as_of=TODAY, **columns)])
    except DatabaseError:
        return True
    return False


class TestRidings:
    def columns(self, **changed):
        names = {"name_en": "Ottawa Centre", "name_fr": "Ottawa-Centre"}
        return {"number": "35079", "province": "ON", **names, **changed}

    @pytest.mark.parametrize(
        "changed",
        [{"number": "3579"}, {"number": "350791"}, {"province": "ZZ"}, {"name_fr": ""}, {"name_en": "—"}],
    )
    def test_have_five_digits_a_province_and_both_names(self, changed):
        assert refused(Riding, **self.columns(**changed))
        assert not refused(Riding, **self.columns())

    def test_have_one_number_and_one_name_in_an_order(self):
        RidingFactory(**self.columns())
        assert refused(Riding, **self.columns(name_en="Other", name_fr="Autre"))
        assert refused(Riding, **self.columns(number="35080", name_fr="Autre"))
        assert refused(Riding, **self.columns(number="35080", name_en="Other", name_fr="Ottawa—Centre"))
        assert not refused(Riding, **self.columns(number="35080", name_en="Other", name_fr="Autre"))

    def test_of_another_order_may_have_the_same_number_and_name(self):
        today = RidingFactory(**self.columns())
        RidingFactory(**self.columns(), representation_order=2013)
        assert Riding.objects.in_force().get() == today

    def test_a_form_says_at_the_name_that_it_is_taken(self):
        RidingFactory(**self.columns())
        with pytest.raises(ValidationError) as refusal:
            Riding(**self.columns(number="35080", name_en="OTTAWA CENTRE", name_fr="Autre"), as_of=TODAY).full_clean()
        assert "name_en" in refusal.value.message_dict
        assert "name_fr" not in refusal.value.message_dict

    def test_keep_the_key_of_their_names_when_they_are_renamed(self):
        riding = RidingFactory(**self.columns())
        riding.name_fr = "Île-des-Sœurs"
        riding.save()
        assert Riding.objects.get().name_key_fr == "iledessoeurs"
        assert riding.history.first().name_key_fr == "iledessoeurs"

    def test_are_found_by_either_name_in_any_spelling(self):
        riding = RidingFactory(name_en="Gaspé", name_fr="Gaspésie—Les Îles-de-la-Madeleine")
        RidingFactory()
        assert Riding.objects.named("GASPE").get() == riding
        assert Riding.objects.named("gaspesie - les iles de la madeleine").get() == riding
        assert Riding.objects.all().by_name_key()["gaspesielesilesdelamadeleine"] == riding
        assert not Riding.objects.named("Gaspésie").exists()


class TestMembers:
    @pytest.mark.parametrize("changed", [{"last_name": ""}, {"is_vacant": True}])
    def test_have_a_name_unless_the_seat_is_vacant(self, changed):
        riding = RidingFactory()
        assert refused(Member, riding=riding, **{"first_name": "Noor", "last_name": "Gagné", **changed})
        assert not refused(Member, riding=riding, first_name="Noor", last_name="Gagné")

    @pytest.mark.parametrize(
        "left", [{"email": "a@example.org"}, {"first_name": "Noor"}, {"gender": "f"}, {"is_privy_councillor": True}]
    )
    def test_leave_nothing_of_themselves_in_a_vacant_seat(self, left):
        assert refused(Member, riding=RidingFactory(), is_vacant=True, **left)
        assert not refused(Member, riding=RidingFactory(), is_vacant=True)

    def test_sit_for_one_riding_which_has_one_seat(self):
        member = MemberFactory()
        assert member.riding.member == member
        assert refused(Member, riding=member.riding, last_name="Other")

    def test_of_vacant_seats_do_not_sit(self):
        member, vacant = MemberFactory(), MemberFactory(vacant=True)
        assert list(Member.objects.sitting()) == [member]
        assert str(vacant) == "Vacant seat"

    def test_are_addressed_in_both_languages(self):
        member = MemberFactory()
        assert member.form_of_address("en").name_line == "Ms. Noor Gagné, M.P."
        assert member.form_of_address("fr").salutation == "Madame la Députée,"
        assert member.address_lines("en")[0] == "House of Commons"
        assert member.address_lines("fr")[0] == "Chambre des communes"

    def test_are_honourable_as_privy_councillors_and_neutral_where_the_title_is_unknown(self):
        councillor = MemberFactory(is_privy_councillor=True)
        assert councillor.form_of_address("en").name_line == "The Honourable Noor Gagné, P.C., M.P."
        assert MemberFactory(gender="").form_of_address("en").salutation == "Dear Noor Gagné:"
        assert MemberFactory(gender="").form_of_address("fr").salutation == "Bonjour,"


class TestPostalAreas:
    @pytest.mark.parametrize("changed", [{"fsa": "k1a"}, {"fsa": "K1"}, {"fsa": "K1A0"}, {"province": "ZZ"}])
    def test_have_three_capitals_and_a_province(self, changed):
        if len(changed.get("fsa", "")) <= 3:
            assert refused(PostalArea, **{"fsa": "K1A", "province": "ON", **changed})
        with pytest.raises(ValidationError):
            PostalAreaFactory(**changed)
        assert not refused(PostalArea, fsa="K1A", province="ON")

    def test_are_there_once(self):
        PostalAreaFactory(fsa="K1A")
        assert refused(PostalArea, fsa="K1A", province="ON")

    def test_tell_the_riding_where_there_is_one_alone(self):
        one, other = RidingFactory(number="35079"), RidingFactory()
        PostalAreaFactory(fsa="K1A", place="Ottawa", ridings=[one])
        PostalAreaFactory(fsa="K1B", place="Gloucester", ridings=[one, other])
        PostalAreaFactory(fsa="K1C", place="")
        areas = PostalArea.objects
        assert areas.riding_number_for("k1a 0a6") == "35079"
        assert areas.riding_number_for("K1B0A6") == areas.riding_number_for("K1C 0A6") == ""
        assert areas.riding_number_for("K9Z 0A6") == areas.riding_number_for("nonsense") == ""
        assert areas.place_of("k1b") == "Gloucester"
        assert areas.place_of("K1C") == areas.place_of("K9Z") == areas.place_of("") == ""

    def test_answer_for_many_codes_with_two_queries(self, django_assert_num_queries):
        one, other = RidingFactory(number="35079"), RidingFactory(number="35080")
        PostalAreaFactory(fsa="K1A", place="Ottawa", ridings=[one])
        PostalAreaFactory(fsa="K1B", place="Gloucester", ridings=[other, one])
        PostalAreaFactory(fsa="K1C")
        with django_assert_num_queries(2):
            areas = PostalArea.objects.by_fsa()
            found = [areas.look_up(code) for code in ["k1a 0a6", "K1B 1B1", "K1C 1C1", "K9Z 1A1", ""] * 20]
        assert [area.riding_number for area in found[:5]] == ["35079", "", "", "", ""]
        assert [area.place for area in found[:5]] == ["Ottawa", "Gloucester", "Ottawa", "", ""]
        assert areas["K1B"].riding_numbers == ("35079", "35080")

    def test_remember_which_ridings_they_had(self):
        one, other = RidingFactory(), RidingFactory()
        area = PostalAreaFactory(ridings=[one])
        area.ridings.set([other])
        kept = [set(version.ridings.values_list("riding", flat=True)) for version in area.history.all()]
        assert kept[0] == {other.pk}
        assert {one.pk} in kept
