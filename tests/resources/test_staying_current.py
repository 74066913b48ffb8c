"""No stale file is ever served: what has changed is taken off the site before it is made again."""

import pytest
from django.core.files.storage import default_storage
from django_tasks_db.models import DBTaskResult

from campaigns.models import Chart
from parliament.models import DecisionMaker
from publishing.models import Organisation
from publishing.signals import content_saved
from resources import actions
from resources.models import Document
from tests.factories.campaigns import ChartBarFactory, ChartFactory
from tests.factories.parliament import DecisionMakerFactory
from tests.factories.publishing import OrganisationFactory
from tests.factories.resources import DocumentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    OrganisationFactory()


def make(document):
    return actions.render_document(document=document, language="en", format="pdf")


def saved(record):
    content_saved.send(sender=type(record), instance=record)


def is_offered(rendition):
    rendition.refresh_from_db()
    return bool(rendition.file)


def queued(name):
    return DBTaskResult.objects.filter(task_path=f"resources.tasks.{name}").count()


class TestADocument:
    def test_loses_its_files_when_its_words_change(self):
        document = DocumentFactory()
        rendition = make(document)
        document.body_en = "<p>Other words.</p>"
        document.save()
        saved(document)
        assert not is_offered(rendition)
        assert queued("render_document") == 1

    def test_keeps_them_when_nothing_printed_has_changed(self):
        document = DocumentFactory()
        rendition = make(document)
        document.shelf = Document.Shelf.CHURCH
        document.save()
        saved(document)
        assert is_offered(rendition)

    def test_loses_them_when_its_text_is_taken_out(self):
        document = DocumentFactory()
        rendition = make(document)
        document.body_en = ""
        document.save()
        assert actions.withdraw_stale(documents=[document]) == 1
        assert not is_offered(rendition)

    def test_that_another_one_links_to_changes_that_one(self):
        target = DocumentFactory(slug_en="target")
        linking = make(DocumentFactory(body_en='<p><a href="page:document/target">Read it</a>.</p>'))
        other = make(DocumentFactory())
        target.state = Document.State.ARCHIVED
        target.save()
        saved(target)
        assert not is_offered(linking)
        assert is_offered(other)
        assert queued("render_stale_documents") == 1


class TestARecord:
    def test_changes_the_documents_that_name_it_and_no_others(self):
        minister = DecisionMakerFactory(key="minister")
        naming = make(DocumentFactory(body_en="<p>Write to {{minister.full_name}}.</p>"))
        letter = make(DocumentFactory(layout=Document.Layout.LETTER, recipient=minister))
        other = make(DocumentFactory())
        DecisionMaker.objects.update(last_name="Somebody")
        saved(DecisionMaker.objects.get())
        assert [is_offered(rendition) for rendition in (naming, letter, other)] == [False, False, True]

    def test_a_chart_changes_the_documents_that_show_it(self):
        chart = ChartFactory(key="survey")
        ChartBarFactory(chart=chart, value=50)
        showing, other = make(DocumentFactory(body_en="<p>{{chart.survey}}</p>")), make(DocumentFactory())
        chart.bars.update(value=60)
        saved(Chart.objects.get())
        assert [is_offered(rendition) for rendition in (showing, other)] == [False, True]

    def test_the_organisation_changes_all(self):
        renditions = [make(DocumentFactory()), make(DocumentFactory())]
        Organisation.objects.update(brand_colour="#4b0082")
        saved(Organisation.load())
        assert not any(is_offered(rendition) for rendition in renditions)


class TestTheStorage:
    def test_an_old_file_goes_when_the_new_one_is_there(self, django_capture_on_commit_callbacks):
        document = DocumentFactory()
        old = make(document).file.name
        document.body_en = "<p>Other words.</p>"
        document.save()
        with django_capture_on_commit_callbacks(execute=True):
            new = make(document).file.name
        assert default_storage.exists(new)
        assert not default_storage.exists(old)

    def test_a_withdrawn_file_is_deleted(self, django_capture_on_commit_callbacks):
        document = DocumentFactory()
        old = make(document).file.name
        document.body_en = "<p>Other words.</p>"
        with django_capture_on_commit_callbacks(execute=True):
            actions.withdraw_stale(documents=[document])
        assert not default_storage.exists(old)
        # Making it again finds no file of that name in its way.
        assert make(document).file.name != old
