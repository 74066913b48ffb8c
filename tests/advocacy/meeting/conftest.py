import datetime

import pytest
from django.utils import timezone
from lxml import html

from tests.factories.advocacy import MeetingPlanFactory
from tests.factories.parliament import MemberFactory, OfficeFactory, RidingFactory
from tests.factories.publishing import OrganisationFactory
from tests.page_forms import words_of as words

__all__ = ["words"]

ADDRESS = "/en/meet/waive/35075/"
FRENCH = "/fr/rencontrer/annuler/35075/"


@pytest.fixture
def plan(db):
    OrganisationFactory()
    return MeetingPlanFactory(campaign__slug_en="waive", campaign__slug_fr="annuler", campaign__title_en="Waive them")


@pytest.fixture
def member(db):
    """With an office in the riding and one on the Hill."""
    riding = RidingFactory(number="35075", province="BC", name_en="Coast", name_fr="Côte")
    member = MemberFactory(riding=riding)
    OfficeFactory(member=member, position=1)
    OfficeFactory(member=member, hill=True)
    return member


@pytest.fixture
def day():
    """Some weeks ahead."""
    return timezone.localdate() + datetime.timedelta(days=40)


@pytest.fixture
def typed(client, plan, member, day):
    """`typed(date="…")`: what a browser sends from the planner's form, with a day and an hour filled in."""

    def fill(address=ADDRESS, **changes):
        page = html.fromstring(client.get(address).content)
        (form,) = page.xpath("//form[.//*[@name='ask_1']]")
        values = {}
        for field in form.inputs:
            if field.name and field.get("type") not in ("submit",) and field.tag != "button":
                values[field.name] = (field.value or "").removeprefix("\n")
        return values | {"date": day.isoformat(), "starts": "14:30", "person-0-name": "Amina Qwertzoglou"} | changes

    return fill


@pytest.fixture
def told(plan, member):
    """`told(said="…")`: what a browser sends from the form of the report."""

    def fill(**changes):
        return {
            "met_on": (timezone.localdate() - datetime.timedelta(days=1)).isoformat(),
            "met_with": "both",
            "group_size": "3",
            "ask": "Waive the loans",
            "said": "She had not known.\nShe will look into it.",
            "promised": "To write to the Minister",
            "follow_up_on": (timezone.localdate() + datetime.timedelta(days=30)).isoformat(),
            "name": "Amina Qwertzoglou",
            "email": "",
            "homepage": "",
        } | changes

    return fill
