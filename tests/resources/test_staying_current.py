"""No stale file is ever sent: what may have changed is in doubt, and compared before anybody gets it."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from campaigns.models import Campaign, Chart
from parliament.models import DecisionMaker
from publishing.models import Organisation
from publishing.signals import content_saved
from resources import actions, current, editions, finished_files, tasks
from resources.models import Document, Rendition
from resources.rendering import press
from resources.rendering.problems import RenderingFailed
from tests.factories.campaigns import CampaignFactory, ChartBarFactory, ChartFactory
from tests.factories.parliament import DecisionMakerFactory
from tests.factories.publishing import OrganisationFactory
from tests.factories.resources import DocumentFactory, RenditionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    OrganisationFactory()


@pytest.fixture
def is_sent(client):
    """Whether whoever asks for a file is sent it, at its two addresses; else they are led to the page."""

    def ask(rendition):
        found = Rendition.objects.get(pk=rendition.pk)
        lasting = client.get(rendition.lasting_address, follow=True) if rendition.digest else None
        answer = client.get(found.get_absolute_url())
        assert answer.status_code in (200, 303)
        assert lasting is None or lasting.has_header("Content-Disposition") == (answer.status_code == 200)
        return answer.status_code == 200

    return ask


def make(document):
    return actions.render_document(document=document, language="en", format="pdf")


def saved(record):
    content_saved.send(sender=type(record), instance=record)


def is_offered(rendition):
    rendition.refresh_from_db()
    return bool(rendition.file)


def in_doubt(rendition):
    return Rendition.objects.in_doubt().filter(pk=rendition.pk).exists()


def queued(name):
    return DBTaskResult.objects.filter(task_path=f"resources.tasks.{name}").count()


@pytest.fixture
def while_setting(monkeypatch):
    """`while_setting(act)`: `act()` happens once, while the typesetter is at a file."""

    def at(act):
        still_to_happen, set_pdf = [act], press.set_pdf

        def set_it(*arguments):
            if still_to_happen:
                still_to_happen.pop()()
            return set_pdf(*arguments)

        monkeypatch.setattr(press, "set_pdf", set_it)

    return at


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
        assert not in_doubt(rendition)

    def test_loses_them_when_its_text_is_taken_out(self):
        document = DocumentFactory()
        rendition = make(document)
        document.body_en = ""
        document.save()
        assert current.withdraw_stale(documents=[document]) == 1
        assert not is_offered(rendition)

    def test_that_another_one_links_to_changes_that_one(self, is_sent):
        target = DocumentFactory(slug_en="target")
        linking = make(DocumentFactory(body_en='<p><a href="page:document/target">Read it</a>.</p>'))
        other = make(DocumentFactory())
        target.state = Document.State.ARCHIVED
        target.save()
        saved(target)
        assert not is_sent(linking)
        assert is_sent(other)
        assert not in_doubt(other)
        assert queued("render_documents_in_doubt") == 1

    def test_that_links_to_what_has_another_address_now_is_in_doubt(self, is_sent):
        target = DocumentFactory(slug_en="target")
        linking = make(DocumentFactory(body_en='<p><a href="page:document/target">Read it</a>.</p>'))
        target.slug_en = "renamed"
        target.save()
        saved(target)
        assert not is_sent(linking)

    def test_changed_as_a_draft_is_not_sent_as_it_was_once_its_hour_has_come(self, is_sent):
        document = DocumentFactory()
        rendition = make(document)
        document.state, document.publish_at = Document.State.SCHEDULED, timezone.now() + timedelta(hours=1)
        document.body_en = "<p>Other words.</p>"
        document.save()
        saved(document)
        Document.objects.update(publish_at=timezone.now() - timedelta(seconds=1))
        assert not is_sent(rendition)


class TestARecord:
    def test_changes_the_documents_that_name_it_and_no_others(self, is_sent):
        minister = DecisionMakerFactory(key="minister")
        naming = make(DocumentFactory(body_en="<p>Write to {{minister.full_name}}.</p>"))
        letter = make(DocumentFactory(layout=Document.Layout.LETTER, recipient=minister))
        other = make(DocumentFactory())
        DecisionMaker.objects.update(last_name="Somebody")
        saved(DecisionMaker.objects.get())
        assert [is_sent(rendition) for rendition in (naming, letter, other)] == [False, False, True]

    def test_a_chart_changes_the_documents_that_show_it(self, is_sent):
        chart = ChartFactory(key="survey")
        ChartBarFactory(chart=chart, value=50)
        showing, other = make(DocumentFactory(body_en="<p>{{chart.survey}}</p>")), make(DocumentFactory())
        chart.bars.update(value=60)
        saved(Chart.objects.get())
        assert [is_sent(rendition) for rendition in (showing, other)] == [False, True]

    def test_that_is_deleted_changes_the_documents_that_show_it(self, is_sent, superuser):
        showing = make(DocumentFactory(body_en=f"<p>Look:</p><p>{{{{chart.{ChartFactory(key='survey').key}}}}}</p>"))
        naming = DecisionMakerFactory(key="minister") and make(DocumentFactory(body_en="<p>{{minister.full_name}}</p>"))
        for record in (Chart.objects.get(), DecisionMaker.objects.get()):
            page = f"/admin/{record._meta.app_label}/{record._meta.model_name}/{record.pk}/delete/"
            assert superuser.post(page, {"post": "yes"}).status_code == 302
        assert not is_sent(showing)
        assert not is_sent(naming)
        assert queued("render_documents_in_doubt") == 2

    def test_that_gets_another_key_changes_the_documents_that_name_the_old_one(self, is_sent):
        minister, chart = DecisionMakerFactory(key="minister"), ChartFactory(key="survey")
        naming = make(DocumentFactory(body_en="<p>{{minister.full_name}}</p>"))
        showing = make(DocumentFactory(body_en="<p>{{chart.survey}}</p>"))
        for record in (minister, chart):
            record.key = f"new-{record.key}"
            record.save()
            saved(record)
        assert [is_sent(naming), is_sent(showing)] == [False, False]

    def test_a_campaign_that_is_taken_off_the_site_changes_the_documents_that_link_to_it(self, is_sent):
        campaign = CampaignFactory(slug_en="the-cause")
        linking = make(DocumentFactory(body_en='<p><a href="page:campaign/the-cause">Act</a>.</p>'))
        campaign.state = Campaign.State.DRAFT
        campaign.save()
        saved(campaign)
        assert not is_sent(linking)

    def test_the_organisation_changes_all(self, is_sent):
        renditions = [make(DocumentFactory()), make(DocumentFactory())]
        Organisation.objects.update(brand_colour="#4b0082")
        saved(Organisation.load())
        assert not any(is_sent(rendition) for rendition in renditions)

    def test_in_which_nothing_printed_has_changed_keeps_nobody_waiting(self, is_sent):
        rendition = make(DocumentFactory())
        Organisation.objects.update(feed_url="https://example.org/feed")
        saved(Organisation.load())
        assert in_doubt(rendition), "nobody has compared it yet"
        assert is_sent(rendition)

    def test_is_saved_without_a_look_at_any_text(self, monkeypatch, django_assert_max_num_queries):
        monkeypatch.setattr(current, "edition_of", lambda *_: pytest.fail("a text was read"))
        RenditionFactory.create_batch(4)
        with django_assert_max_num_queries(5):
            saved(Organisation.load())
        assert Rendition.objects.in_doubt().count() == 4


class TestTheWorker:
    def test_withdraws_what_has_changed_believes_the_rest_and_makes_what_is_missing(self, work, is_sent):
        DecisionMakerFactory(key="minister")
        naming = DocumentFactory(body_en="<p>Write to {{minister.full_name}}.</p>", has_docx=False)
        sent_to = DocumentFactory(body_en="<p>{{minister.email}}</p>", has_docx=False)
        old, kept = make(naming), make(sent_to)
        DecisionMaker.objects.update(last_name="Somebody")
        saved(DecisionMaker.objects.get())
        work("documents")
        assert Rendition.objects.get(pk=old.pk).digest != old.digest
        assert Rendition.objects.get(pk=kept.pk).digest == kept.digest
        assert not Rendition.objects.in_doubt().exists()
        assert is_sent(naming.renditions.get(language="en"))

    def test_tries_again_what_could_not_be_made_before(self, work):
        document = DocumentFactory(has_docx=False)
        Document.objects.update(body_en="<p>Write to {{minister.full_name}}.</p>")
        assert "minister.full_name" in make(document).problem
        saved(DecisionMakerFactory(key="minister"))
        work("documents")
        assert document.renditions.get(language="en").problem == ""

    def test_does_not_come_back_to_a_file_that_is_no_longer_wanted(self):
        document = DocumentFactory(has_large_print=True)
        document.renditions.create(language="en", format="pdf", variant="large", in_doubt_since=timezone.now())
        Document.objects.update(has_large_print=False)
        tasks.render_documents_in_doubt.call()
        assert not Document.objects.in_doubt().exists()


class TestWhatIsSavedWhileAFileIsMade:
    """The worker is at a document for seconds, and at the whole library for minutes."""

    def test_a_text_that_was_changed_meanwhile_is_not_sent_as_it_was(self, while_setting, is_sent):
        document = DocumentFactory()

        def change():
            Document.objects.update(body_en="<p>Other words.</p>")
            saved(Document.objects.get())

        while_setting(change)
        made = make(document)
        assert made.file, "what was set is kept"
        assert not is_sent(made)
        assert is_sent(make(document))

    def test_a_record_that_was_changed_meanwhile_is_not_printed_as_it_was(self, while_setting, is_sent):
        def change():
            Organisation.objects.update(name="Another name")
            saved(Organisation.load())

        while_setting(change)
        assert not is_sent(make(DocumentFactory()))

    def test_a_text_that_was_changed_before_its_turn_is_set_as_it_is_now(self, is_sent):
        document = DocumentFactory()
        jobs = actions.jobs([document])
        Document.objects.update(body_en="<p>Other words.</p>")
        for _job, rendition in actions.render_documents(jobs=jobs):
            rendition.in_doubt_since = timezone.now()
            assert current.is_current(rendition)

    def test_a_document_that_was_deleted_before_its_turn_holds_nothing_up(self):
        gone, there = DocumentFactory(has_docx=False), DocumentFactory(has_docx=False)
        jobs = actions.jobs([gone, there])
        Document.objects.filter(pk=gone.pk).delete()
        made = [rendition for _job, rendition in actions.render_documents(jobs=jobs) if rendition]
        assert {rendition.document for rendition in made} == {there}
        assert not Rendition.objects.exclude(document=there.pk).exists()

    def test_a_document_that_was_deleted_meanwhile_holds_nothing_up(self, while_setting, tmp_path):
        document = DocumentFactory()
        while_setting(lambda: Document.objects.all().delete())
        assert make(document) is None
        assert list(tmp_path.rglob("*.pdf")) == []

    @pytest.mark.parametrize("can_be_set", [True, False])
    def test_a_finished_file_that_was_uploaded_meanwhile_is_the_one_that_is_sent(
        self, while_setting, is_sent, can_be_set
    ):
        document = DocumentFactory()

        def upload():
            finished_files.offer_finished(
                document=Document.objects.get(), language="en", format="pdf", content=b"%PDF-1.7 ours", pages=3
            )
            if not can_be_set:
                raise RenderingFailed("out of ink")

        while_setting(upload)
        made = make(document)
        assert (made.pages, made.problem) == (3, "")
        with default_storage.open(made.file.name) as file:
            assert file.read() == b"%PDF-1.7 ours"
        assert is_sent(made)

    def test_a_doubt_that_came_after_the_file_was_read_stays(self):
        rendition = make(DocumentFactory())
        Rendition.objects.update(in_doubt_since=timezone.now())
        assert Rendition.objects.believe(rendition) == 0
        assert in_doubt(rendition)
        assert Rendition.objects.believe(Rendition.objects.get()) == 1

    def test_a_file_that_was_made_anew_since_it_was_compared_stays(self):
        document = DocumentFactory()
        old = make(document)
        Document.objects.update(body_en="<p>Other words.</p>")
        new = make(document)
        assert current._withdraw(old) == 0
        assert is_offered(new)


def test_an_edition_keeps_no_file_that_is_stale():
    minister = DecisionMakerFactory(key="minister")
    document = DocumentFactory(body_en="<p>Write to {{minister.full_name}}.</p>", has_docx=False)
    make(document)
    french = actions.render_document(document=document, language="fr", format="pdf")
    minister.last_name = "Somebody"
    minister.save()
    saved(minister)
    kept = editions.keep_edition(document=document)
    assert [file.digest for file in kept.files.all()] == [french.digest]


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
        document.save()
        with django_capture_on_commit_callbacks(execute=True):
            current.withdraw_stale(documents=[document])
        assert not default_storage.exists(old)
        # Making it again finds no file of that name in its way.
        assert make(document).file.name != old
