import datetime

from parliament.models import DecisionMaker
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
