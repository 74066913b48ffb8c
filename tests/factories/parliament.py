import datetime

import factory

from parliament.models import DecisionMaker, Member, Office, PostalArea, Riding
from tests.factories import CleanFactory


class DecisionMakerFactory(CleanFactory):
    key = "minister"
    role = DecisionMaker.Role.MINISTER
    first_name = "Dana"
    last_name = "Tremblay"
    gender = DecisionMaker.Gender.WOMAN
    portfolio_en = "Immigration, Refugees and Citizenship"
    portfolio_fr = "l’Immigration, des Réfugiés et de la Citoyenneté"
    riding_en = riding_fr = "Ottawa Centre"
    email = "minister@example.org"
    address_en = "House of Commons\nOttawa, Ontario  K1A 0A6"
    address_fr = "Chambre des communes\nOttawa (Ontario)  K1A 0A6"
    as_of = datetime.date(2026, 9, 1)

    class Meta:
        model = DecisionMaker
        django_get_or_create = ("key",)


class RidingFactory(CleanFactory):
    number = factory.Sequence(lambda n: f"{35001 + n}")
    name_en = factory.Sequence(lambda n: f"North Riding {n}")
    name_fr = factory.Sequence(lambda n: f"Circonscription du Nord {n}")
    province = "ON"
    as_of = datetime.date(2026, 4, 13)

    class Meta:
        model = Riding


class MemberFactory(CleanFactory):
    """A woman who sits for a riding of her own; `MemberFactory(vacant=True)` is a seat without a member."""

    riding = factory.SubFactory(RidingFactory)
    first_name = "Noor"
    last_name = "Gagné"
    gender = Member.Gender.WOMAN
    party_en = "Liberal"
    party_fr = "Libéral"
    email = "noor.gagne@example.org"
    as_of = datetime.date(2026, 4, 13)

    class Meta:
        model = Member

    class Params:
        vacant = factory.Trait(
            is_vacant=True, first_name="", last_name="", gender="", party_en="", party_fr="", email=""
        )


class OfficeFactory(CleanFactory):
    """In the riding; OfficeFactory(hill=True) is on Parliament Hill."""

    member = factory.SubFactory(MemberFactory)
    kind = Office.Kind.CONSTITUENCY
    position = factory.Sequence(lambda n: n % 20 + 1)
    address = "1077 North Service Road\nMississauga ON  L4Y 1A6"
    phone = "905-555-0100"
    as_of = datetime.date(2026, 4, 13)

    class Meta:
        model = Office

    class Params:
        hill = factory.Trait(
            kind=Office.Kind.HILL, address="House of Commons\nOttawa ON  K1A 0A6", phone="613-555-0100"
        )


class PostalAreaFactory(CleanFactory):
    """Without candidates, unless given: PostalAreaFactory(fsa="K1A", ridings=[riding])."""

    fsa = "K1A"
    province = "ON"
    place = "Ottawa"
    as_of = datetime.date(2026, 4, 13)

    class Meta:
        model = PostalArea
        django_get_or_create = ("fsa",)
        skip_postgeneration_save = True

    @factory.post_generation
    def ridings(self, create, extracted, **kwargs):
        if extracted:
            self.ridings.set(extracted)
