import pytest

from parliament.models import DecisionMaker
from publishing.signals import content_saved
from tests.factories.parliament import DecisionMakerFactory
from tests.page_forms import form_of

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
