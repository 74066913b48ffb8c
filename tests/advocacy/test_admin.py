import pytest

from advocacy.models import Section
from tests.factories.advocacy import SectionFactory, WayFactory
from tests.page_forms import errors_at, form_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("name", "factory"), [("section", SectionFactory), ("way", WayFactory)])
def test_lists_take_as_many_queries_for_three_as_for_one(
    publisher, django_assert_num_queries, django_assert_max_num_queries, name, factory
):
    page = f"/admin/advocacy/{name}/"
    factory()
    publisher.get(page)
    with django_assert_max_num_queries(10) as one:
        publisher.get(page)
    factory.create_batch(2)
    with django_assert_num_queries(len(one)):
        publisher.get(page)


def test_a_writer_drafts_a_section_and_a_publisher_publishes_it(writer, publisher):
    words = {
        "number": "11",
        "title_en": "After the meeting",
        "title_fr": "Après la rencontre",
        "slug_en": "after-the-meeting",
        "slug_fr": "apres-la-rencontre",
        "teaser_en": "What to do next.",
        "teaser_fr": "La suite.",
        "introduction_en": "<p>Write down what was said.</p>",
        "introduction_fr": "<p>Notez ce qui s’est dit.</p>",
    }
    page = "/admin/advocacy/section/add/"
    assert writer.post(page, form_of(writer.get(page), "section_form") | words).status_code == 302
    section = Section.objects.get()
    assert not section.is_public
    page = f"/admin/advocacy/section/{section.pk}/change/"
    form = form_of(publisher.get(page), "section_form") | {"state": "published"}
    assert publisher.post(page, form).status_code == 302
    assert list(Section.objects.public()) == [section]


def test_a_way_that_leads_nowhere_is_refused_at_its_field(publisher):
    page = f"/admin/advocacy/way/{WayFactory().pk}/change/"
    response = publisher.post(page, form_of(publisher.get(page), "way_form") | {"target": "the petition"})
    assert errors_at(response, "target") == ["Write page:petition/…, page:section/… or page:document/…."]
