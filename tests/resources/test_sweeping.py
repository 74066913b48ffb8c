"""Files that no record names are deleted, once they have lain there for a day."""

import os
import time

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command

from resources import stored, sweeping, tasks
from resources.models import Cover, Document, Edition, EditionFile, Rendition
from tests.factories.resources import DocumentFactory, RenditionFactory

pytestmark = pytest.mark.django_db

HOUR = 3600  # seconds


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def lay(name, hours=30):
    """Put a file into the storage that has been there for so many hours. Returns its name."""
    default_storage.save(name, ContentFile(b"%PDF"))
    then = time.time() - hours * HOUR
    os.utime(default_storage.path(name), (then, then))
    return name


def test_a_file_that_no_record_names_goes_and_one_that_is_named_stays():
    orphan, named = lay("documents/00/orphan.pdf"), lay("documents/01/named.pdf")
    RenditionFactory(file=named)
    assert sweeping.sweep() == [orphan]
    assert default_storage.exists(named)
    assert not default_storage.exists(orphan)


def test_files_of_earlier_editions_and_covers_are_named_too():
    document = DocumentFactory()
    edition = Edition.objects.create(
        document=document, version=1, issued_on=document.issued_on, superseded_at="2026-11-01T12:00Z"
    )
    EditionFile.objects.create(
        edition=edition, language="en", format="pdf", digest="0" * 64, file=lay("documents/02/earlier.pdf"), size=4
    )
    Cover.objects.create(
        document=document, language="en", avif=lay("covers/00/a.avif"), webp=lay("covers/00/a.webp"), width=3, height=4
    )
    orphan = lay("covers/00/b.webp")
    assert sweeping.sweep() == [orphan]


def test_a_file_that_was_just_stored_is_left_for_the_record_that_will_name_it():
    young = lay("documents/00/young.pdf", hours=23)
    assert sweeping.sweep() == []
    assert default_storage.exists(young)


def test_an_old_orphan_that_is_stored_again_is_as_young_as_a_new_one():
    """An upload has been stored, and its record is about to be: nobody could make it again."""
    orphan = lay("documents/00/again.pdf")
    assert stored.store(orphan, b"%PDF") == orphan
    assert sweeping.sweep() == []
    assert default_storage.exists(orphan)


def test_the_files_of_a_deleted_document_go():
    rendition = RenditionFactory(file=lay("documents/03/deleted.pdf"))
    Document.objects.get(pk=rendition.document_id).delete()
    tasks.sweep_orphaned_files.call()
    assert not default_storage.exists("documents/03/deleted.pdf")


def test_what_others_keep_in_the_storage_is_not_looked_at():
    other = lay("photos/sunset.avif")
    sweeping.sweep()
    assert default_storage.exists(other)


def test_one_that_is_named_meanwhile_stays(monkeypatch):
    name = lay("documents/04/again.pdf")
    listed = list(sweeping.orphans())
    RenditionFactory(file=name)
    monkeypatch.setattr(sweeping, "orphans", lambda grace: listed)
    assert sweeping.sweep() == []
    assert Rendition.objects.get().file.storage.exists(name)


def test_the_command_can_only_say_what_it_would_do(capsys):
    orphan = lay("documents/00/orphan.pdf", hours=10)
    call_command("sweep_files", dry_run=True)
    assert "0 files would be deleted." in capsys.readouterr().out
    call_command("sweep_files", dry_run=True, days=0.25)
    assert capsys.readouterr().out == f"{orphan}\n1 files would be deleted.\n"
    assert default_storage.exists(orphan)
    call_command("sweep_files", days=0.25)
    assert capsys.readouterr().out == f"{orphan}\n1 files were deleted.\n"
    assert not default_storage.exists(orphan)


def test_an_empty_storage_is_no_problem(capsys):
    call_command("sweep_files")
    assert "0 files were deleted." in capsys.readouterr().out
