"""Mails to groups that no server takes: staff see at which group; where it registers again, it is tried anew."""

import pytest
from django.utils import timezone

from petitions import actions
from petitions.models import PaperGroup, Signature, WaitingMail
from tests.factories.petitions import PaperGroupFactory
from tests.page_forms import words_of

pytestmark = pytest.mark.django_db

LIST = "/admin/petitions/papergroup/"


@pytest.fixture
def group(petition):
    return PaperGroupFactory(petition=petition, email="ruth@example.ca", name="First Church")


def under_way(group):
    WaitingMail.objects.create(group=group)
    return actions.claim_mails(of="group", limit=1)[0]


def problem(group):
    group.refresh_from_db()
    return group.mail_problem, group.mails_sent


def test_refused_for_good_the_group_says_so(group):
    actions.mail_was_refused(mail=under_way(group), problem="SMTPRecipientsRefused 550")
    assert problem(group) == ("refused", 0)
    assert not WaitingMail.objects.exists()


def test_put_off_it_is_no_problem_before_the_last_try(group):
    mail = under_way(group)
    mail.attempts = len(actions.WAITS)
    actions.mail_was_put_off(mail=mail, problem="421")
    assert problem(group) == ("", 0)
    mail.attempts += 1
    actions.mail_was_put_off(mail=mail, problem="421")
    assert problem(group)[0] == "given_up"


def test_a_report_of_the_provider_stands_at_the_group_too(group):
    other = PaperGroupFactory(petition=group.petition)
    actions.record_bounce(address="Ruth@example.ca", kind=Signature.MailProblem.BOUNCED)
    assert (problem(group)[0], problem(other)[0]) == ("bounced", "")


def test_registering_again_tries_anew(group):
    PaperGroup.objects.update(mail_problem="refused")
    actions.register_group(
        petition=group.petition, language="en", name="first church", place="Hamilton", contact_name="Ruth Okoro",
        email="ruth@example.ca", number_of_sheets=2,
    )  # fmt: skip
    assert problem(group)[0] == ""
    assert WaitingMail.objects.get().group == group


def test_registering_again_while_a_batch_is_put_back_stops_no_postman(group):
    """The number of tries begins anew at 0, and one try less is no number that the database takes."""
    mail = under_way(group)
    actions.register_group(
        petition=group.petition, language="en", name="First Church", place="Hamilton", contact_name="Ruth Okoro",
        email="ruth@example.ca", number_of_sheets=2,
    )  # fmt: skip
    actions.put_back(mails=[mail])
    assert WaitingMail.objects.get().attempts == 0


def test_staff_see_it_in_the_list_and_filter_by_it(group, publisher):
    PaperGroupFactory(petition=group.petition, name="Second Church")
    PaperGroup.objects.filter(pk=group.pk).update(mail_problem="refused")
    page = words_of(publisher.get(f"{LIST}?mail_problem__exact=refused"))
    assert "First Church" in page
    assert "refused by the mail server" in page
    assert "Second Church" not in page
    assert "refused by the mail server" in words_of(publisher.get(f"{LIST}{group.pk}/change/"))


def test_it_goes_with_the_address(group, superuser):
    PaperGroup.objects.update(mail_problem="refused")
    actions.erase_by_address(address="ruth@example.ca", by=superuser.user)
    assert problem(group)[0] == ""
    assert group.erased_at <= timezone.now()
