"""From the form to the count: a robot sees what people see, and counts only once a reviewer says so."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from petitions import actions
from petitions.models import Petition, Signature

pytestmark = pytest.mark.django_db

PERSON, ROBOT = "person@example.ca", "robot@example.ca"


@pytest.fixture
def count(petition):
    def ask():
        actions.count_window()
        return Petition.objects.select_related("tally").get(pk=petition.pk).count

    return ask


def link_to(address):
    (message,) = [m for m in mail.outbox if m.to == [address]]
    return re.search(r"https?://[^/\s]+(/\S+/confirm/\S+)", message.body)[1]


def without_links(text):
    return re.sub(r"https?://\S+", "", text)


def test_a_robot_is_treated_like_a_person_and_counts_only_once_it_is_accepted(post, visitor, work, count, signed_in):
    answers = [post(email=PERSON), post(email=ROBOT, last_name="Roy", homepage="https://casino.example/")]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    work()
    assert dict(Signature.objects.values_list("email", "suspicions")) == {PERSON: [], ROBOT: ["trap"]}
    mails = [without_links(next(m for m in mail.outbox if m.to == [to]).body) for to in (PERSON, ROBOT)]
    assert mails[0].replace("O'Neil", "Roy").replace(PERSON, ROBOT) == mails[1]

    pages = [visitor.post(link_to(to)) for to in (PERSON, ROBOT)]
    assert pages[0].status_code == pages[1].status_code == 303
    assert pages[0].headers["Location"] == pages[1].headers["Location"]
    again = [visitor.get(link_to(to)).content for to in (PERSON, ROBOT)]
    assert [len(page) for page in again] == [len(again[0])] * 2
    assert dict(Signature.objects.values_list("email", "state")) == {PERSON: "confirmed", ROBOT: "held"}
    assert count() == 1

    reviewer = signed_in("Reviewers")
    signature = Signature.objects.get(email=ROBOT)
    page = {"scope": "ticked", "pk": signature.pk, "verdict": "accept"}
    seen = reviewer.post(reverse("admin:petitions_signatureforreview_decide"), page).context["form"].initial
    reviewer.post(
        reverse("admin:petitions_signatureforreview_decide"),
        page | {"as_of": seen["as_of"], "at_most": seen["at_most"], "why": "Uses a form filler."},
    )
    assert count() == 2
