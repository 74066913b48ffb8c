"""Finished files of staff: what is taken, what is refused, and what becomes of them."""

import io
import zipfile

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from docx import Document as WordDocument

from resources import actions, covers, current, inspection
from resources.finished_files import PROBLEMS, look_into, offer_finished, take_back_finished
from resources.models import FinishedFile
from resources.rendering import press
from tests.factories.publishing import OrganisationFactory
from tests.factories.resources import DocumentFactory
from tests.page_forms import form_of, words_of

pytestmark = pytest.mark.django_db
LIST = "/admin/resources/document/"
WORD = "word/document.xml"
RELATIONSHIPS = "word/_rels/document.xml.rels"
TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
DDE = b'<w:p><w:fldSimple w:instr="DDE cmd"/></w:p><w:sectPr'
DELETED_DDE = b"<w:p><w:del><w:r><w:delInstrText>DDE cmd</w:delInstrText></w:r></w:del></w:p><w:sectPr"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    OrganisationFactory()


Name = pikepdf.Name


def pdf(pages=2, change=None, **saving):
    """A PDF of blank pages; `change(pdf)` puts something into it."""
    file = io.BytesIO()
    with pikepdf.new() as made:
        for _page in range(pages):
            made.add_blank_page(page_size=(612, 792))
        if change:
            change(made)
        made.save(file, **saving)
    return file.getvalue()


def docx(**parts):
    """A Word file; `parts` replace or add: {name: bytes, or a function of the bytes that were there}."""
    file = io.BytesIO()
    document = WordDocument()
    document.add_paragraph("Words.")
    document.save(file)
    changed = io.BytesIO()
    with zipfile.ZipFile(file) as before, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as after:
        for name in {*before.namelist(), *parts}:
            content = before.read(name) if name in before.namelist() else b""
            new = parts.get(name, content)
            after.writestr(name, new(content) if callable(new) else new)
    return changed.getvalue()


def relation(kind, target, mode=' TargetMode="External"'):
    node = f'<Relationship Id="rId99" Type="{OFFICE}/{kind}" Target="{target}"{mode}/></Relationships>'
    return {RELATIONSHIPS: lambda content: content.replace(b"</Relationships>", node.encode())}


def field(words):
    run = f'<w:p><w:fldSimple w:instr="{words}"/></w:p><w:sectPr'
    return {WORD: lambda content: content.replace(b"<w:sectPr", run.encode(), 1)}


def settings_with(xml):
    return {"word/settings.xml": lambda content: content.replace(b"</w:settings>", f"{xml}</w:settings>".encode())}


def moved(to="word/document.dat", **parts):
    """With the text in a part of another name, where Word finds it by what the package says."""
    types, root = "[Content_Types].xml", "_rels/.rels"
    change = parts.get(WORD, lambda content: content)
    return {
        WORD: b"<a/>",
        to: lambda _content: change(zipfile.ZipFile(io.BytesIO(docx())).read(WORD)),
        types: lambda content: content.replace(b"/word/document.xml", f"/{to}".encode()),
        root: lambda content: content.replace(b"word/document.xml", to.encode()),
    }


def action(**keys):
    def change(made):
        made.Root.OpenAction = made.make_indirect(pikepdf.Dictionary(**keys))

    return change


def annotation(**keys):
    def change(made):
        made.pages[0].obj.Annots = pikepdf.Array([pikepdf.Dictionary(Type=pikepdf.Name.Annot, **keys)])

    return change


def note_of_the_structure(made):
    note = pikepdf.Dictionary(Type=Name.StructElem, S=Name.FENote)
    note.Ref = pikepdf.Array([made.make_indirect(pikepdf.Dictionary(Type=Name.StructElem, S=Name.Lbl))])
    made.Root.StructTreeRoot = made.make_indirect(pikepdf.Dictionary(Type=Name.StructTreeRoot, K=note))


def outside_stream(made):
    made.Root.Thing = made.make_stream(b"", F=pikepdf.String("https://example.org/x"))


def page_from_elsewhere(made):
    form = made.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=pikepdf.Array([0, 0, 9, 9]))
    form.Ref = pikepdf.Dictionary(F=pikepdf.String("other.pdf"), Page=0)
    made.pages[0].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=form))


def attachment(made):
    made.attachments["x.txt"] = b"attached"


def problems(content):
    return set(inspection.inspect(inspection.kind_of(content), content).problems)


class TestAPdf:
    def test_that_only_shows_something_is_taken_and_its_pages_counted(self):
        link = annotation(
            Subtype=Name.Link, A=pikepdf.Dictionary(S=Name.URI, URI=pikepdf.String("https://example.org/a:b"))
        )
        for content in (pdf(pages=7), pdf(pages=7, change=link), pdf(pages=7, change=note_of_the_structure)):
            assert inspection.inspect("pdf", content) == (7, ())

    @pytest.mark.parametrize(
        ("change", "problem"),
        [
            (action(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)")), "scripts"),
            (action(S=Name.Launch, F=pikepdf.String("calc.exe")), "actions"),
            (action(S=Name.SubmitForm, F=pikepdf.String("https://example.org")), "actions"),
            (action(S=Name.GoToE), "attachments"),
            # Some readers open the file that it names, and with it a connection that tells who is signed in.
            (action(S=Name.GoToR, F=pikepdf.String("\\\\example.org\\share\\a.pdf"), D=pikepdf.Array([0])), "actions"),
            (action(S=Name.Thread, F=pikepdf.String("a.pdf")), "actions"),
            (outside_stream, "loads"),
            (page_from_elsewhere, "loads"),
            (attachment, "attachments"),
            (annotation(Subtype=Name.FileAttachment), "attachments"),
            (annotation(Subtype=Name.RichMedia), "media"),
            (annotation(Subtype=Name.Link, A=pikepdf.Dictionary(S=Name.JavaScript)), "scripts"),
            (annotation(Subtype=Name.Link, A=pikepdf.Dictionary(URI=pikepdf.String("file:///etc/passwd"))), "actions"),
            (annotation(Subtype=Name.Link, A=pikepdf.Dictionary(URI=pikepdf.String(" JavaScript:x"))), "actions"),
        ],
    )
    def test_that_does_something_is_refused(self, change, problem):
        assert problem in problems(pdf(change=change))
        packed = pdf(change=change, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        assert problem in problems(packed), "in a packed object too"

    def test_that_is_protected_is_refused_with_and_without_a_password_to_open(self):
        for user in ("", "secret"):
            locked = pdf(encryption=pikepdf.Encryption(owner="owner", user=user))
            assert problems(locked) == {"encrypted"}

    @pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.7 <html>", pdf()[:60]])
    def test_that_is_broken_is_refused(self, content):
        assert problems(content) == {"damaged"}

    def test_of_more_pages_than_a_library_needs_is_refused(self):
        assert problems(pdf(pages=1001)) == {"pages"}


class TestAWordFile:
    def test_of_words_and_links_is_taken(self):
        assert inspection.inspect("docx", docx()).problems == ()
        assert problems(docx(**relation("hyperlink", "https://example.org"))) == set()
        assert problems(docx(**field("PAGE"))) == set()

    def test_says_how_many_pages_word_counted(self):
        app = b'<Properties xmlns="x"><Pages>12</Pages></Properties>'
        assert inspection.inspect("docx", docx(**{"docProps/app.xml": app})).pages == 12

    @pytest.mark.parametrize(
        ("parts", "problem"),
        [
            ({"word/vbaProject.bin": b"x"}, "macros"),
            ({"word/activeX/activeX1.xml": b"<a/>"}, "macros"),
            ({"word/embeddings/sheet.xlsx": b"x"}, "attachments"),
            (relation("attachedTemplate", "https://example.org/x.dotm"), "loads"),
            (relation("image", "https://example.org/x.png"), "loads"),
            (relation("hyperlink", "file:///c:/windows"), "loads"),
            (relation("oleObject", "embeddings/x.bin", mode=""), "attachments"),
            (relation("aFChunk", "x.html", mode=""), "attachments"),
            (field("DDEAUTO c:\\\\windows\\\\cmd.exe"), "loads"),
            (field("includepicture https://example.org/x.png"), "loads"),
            (
                {
                    "[Content_Types].xml": lambda content: content.replace(
                        b"wordprocessingml.document.main", b"ms-word.document.macroEnabled.main"
                    )
                },
                "macros",
            ),
            ({WORD: b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "damaged"),
            (
                {WORD: '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16")},
                "damaged",
            ),
            ({WORD: b"<a><b>"}, "damaged"),
            (field("HYPERLINK &quot;file:///c:/windows&quot;"), "loads"),
            (field("HYPERLINK &quot;\\\\example.org\\share&quot;"), "loads"),
            (settings_with("<w:mailMerge><w:query w:val='SELECT'/></w:mailMerge>"), "loads"),
            ({WORD: lambda content: content.replace(TRANSITIONAL, STRICT).replace(b"<w:sectPr", DDE, 1)}, "loads"),
            ({WORD: lambda content: content.replace(b"<w:sectPr", DELETED_DDE, 1)}, "loads"),
            (moved(), "kind"),
            (moved("other/document.xml", **field("DDE cmd")), "loads"),
        ],
    )
    def test_that_does_more_is_refused(self, parts, problem):
        assert problem in problems(docx(**parts))

    def test_whose_field_is_written_in_pieces_is_refused(self):
        pieces = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in ("D", "DE", " cmd"))
        parts = {WORD: lambda content: content.replace(b"<w:sectPr", f"<w:p>{pieces}</w:p><w:sectPr".encode(), 1)}
        assert problems(docx(**parts)) == {"loads"}

    def test_that_has_two_parts_of_one_name_is_refused(self):
        """Which of them is looked at, and which one Word opens, need not be the same."""
        file = io.BytesIO(docx())
        with zipfile.ZipFile(file, "a") as made, pytest.warns(UserWarning, match="Duplicate"):
            made.writestr(WORD, b"<a/>")
        assert problems(file.getvalue()) == {"damaged"}
        file = io.BytesIO(docx())
        with zipfile.ZipFile(file, "a") as made:
            made.writestr(WORD.upper(), b"<a/>")
        assert problems(file.getvalue()) == {"damaged"}

    def test_that_links_to_its_own_places_and_to_sites_by_fields_is_taken(self):
        for words in (
            "HYPERLINK \\l &quot;_Toc1&quot;",
            "HYPERLINK &quot;https://example.org/&quot;",
            "TOC \\o &quot;1-3&quot;",
        ):
            assert problems(docx(**field(words))) == set()

    def test_that_is_another_kind_of_zip_or_no_zip_is_refused(self):
        other = io.BytesIO()
        with zipfile.ZipFile(other, "w") as made:
            made.writestr("[Content_Types].xml", "<Types/>")
        assert problems(other.getvalue()) == {"kind"}
        assert problems(docx()[:500]) == {"damaged"}

    def test_that_unpacks_to_gigabytes_is_refused(self, monkeypatch):
        monkeypatch.setattr("resources.inspection.word.MAX_BYTES", 10_000)
        assert problems(docx()) == {"large"}


class TestLookingIntoAnUpload:
    def test_goes_by_the_content_and_says_format_and_pages(self):
        assert look_into(pdf(pages=3)) == ("pdf", 3)
        assert look_into(docx())[0] == "docx"

    @pytest.mark.parametrize("content", [b"", b"<html>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"MZ"])
    def test_refuses_every_other_kind(self, content):
        with pytest.raises(ValidationError, match="neither by its content"):
            look_into(content)

    def test_says_all_that_speaks_against_it(self):
        def change(made):
            action(S=Name.Launch)(made)
            attachment(made)

        with pytest.raises(ValidationError) as refused:
            look_into(pdf(change=change))
        assert set(refused.value.messages) == {str(PROBLEMS["actions"]), str(PROBLEMS["attachments"])}


def offer(document, content=None, **of):
    of = {"language": "en", "format": "pdf", "pages": 2} | of
    return offer_finished(document=document, content=content or pdf(), **of)


class TestAFinishedFile:
    def test_is_downloaded_in_place_of_the_one_from_the_text(self, client):
        document = DocumentFactory(slug_en="a-guide")
        content = pdf(pages=5)
        offer(document, content, pages=5)
        assert b"".join(client.get("/en/resources/a-guide.pdf").streaming_content) == content
        assert "5 pages" in words_of(client.get(document.get_absolute_url()))

    def test_is_neither_made_again_nor_withdrawn(self):
        document = DocumentFactory(has_docx=False, has_large_print=False)
        offer(document)
        assert [job.language for job in actions.jobs([document])] == ["fr"]
        document.title_en = "Other words"
        document.save()
        assert current.withdraw_stale(documents=[document]) == 0
        assert document.renditions.get(language="en").file

    def test_brings_its_format_with_it(self):
        document = DocumentFactory(has_pdf=False)
        offer(document)
        document.refresh_from_db()
        assert document.has_pdf

    def test_has_its_first_page_as_cover(self):
        document = DocumentFactory()
        offer(document)
        covers.draw_covers(documents=[document])
        assert document.covers.get().language == "en"

    def test_gives_way_to_the_text_when_it_is_taken_back(self, django_capture_on_commit_callbacks):
        document = DocumentFactory()
        finished = offer(document)
        name = finished.file.name
        with django_capture_on_commit_callbacks(execute=True):
            take_back_finished(finished=finished)
        assert not document.renditions.exists()
        assert not default_storage.exists(name)
        assert len(actions.jobs([document])) == len(document.wanted) * 2

    def test_is_replaced_by_another_and_its_bytes_go(self, django_capture_on_commit_callbacks):
        document = DocumentFactory()
        before = offer(document).file.name
        with django_capture_on_commit_callbacks(execute=True):
            offer(document, pdf(pages=4), pages=4)
        assert FinishedFile.objects.get().pages == 4
        assert not default_storage.exists(before)
        assert default_storage.exists(document.renditions.get().file.name)


class TestTheForm:
    def post(self, client, document, *files):
        page = f"{LIST}{document.pk}/change/"
        typed = form_of(client.get(page), "document_form")
        typed |= {"finished_files-TOTAL_FORMS": str(len(files)), "finished_files-INITIAL_FORMS": "0"}
        for number, (language, name, content) in enumerate(files):
            typed[f"finished_files-{number}-language"] = language
            typed[f"finished_files-{number}-file"] = SimpleUploadedFile(name, content)
        return client.post(page, typed)

    def test_takes_files_of_writers_while_it_is_a_draft(self, writer):
        document = DocumentFactory(draft=True)
        answer = self.post(writer, document, ("en", "mine.pdf", pdf(pages=3)), ("fr", "à moi.docx", docx()))
        assert answer.status_code == 302, words_of(answer)
        kept = list(FinishedFile.objects.values_list("language", "format", "pages"))
        assert kept[0] == ("en", "pdf", 3)
        assert kept[1][:2] == ("fr", "docx")

    def test_looks_into_it_once_and_before_it_holds_the_database(self, writer, monkeypatch):
        outside, looked = len(connection.savepoint_ids), []

        def inspect(kind, content):
            looked.append(len(connection.savepoint_ids) - outside)
            return inspection.inspect(kind, content)

        monkeypatch.setattr(press, "inspect", inspect)
        document = DocumentFactory(draft=True)
        assert self.post(writer, document, ("en", "mine.pdf", pdf(pages=3))).status_code == 302
        assert document.finished_files.get().pages == 3
        assert looked == [0], "a save point is open while a form is saved"

    def test_refuses_what_acts_and_says_why(self, writer):
        document = DocumentFactory(draft=True)
        answer = self.post(writer, document, ("en", "harmless.pdf", pdf(change=attachment)))
        assert answer.status_code == 200
        assert "Other files are attached to it" in words_of(answer)
        assert not FinishedFile.objects.exists()

    def test_takes_one_for_each_language_and_format(self, writer):
        document = DocumentFactory(draft=True)
        answer = self.post(writer, document, ("en", "a.pdf", pdf()), ("en", "b.pdf", pdf(pages=3)))
        assert answer.status_code == 200
        assert "Choose one file for each language and format." in words_of(answer)

    def test_takes_one_back(self, publisher):
        document = DocumentFactory()
        finished = offer(document)
        page = f"{LIST}{document.pk}/change/"
        typed = form_of(publisher.get(page), "document_form")
        typed |= {"finished_files-0-id": finished.pk, "finished_files-0-DELETE": "on"}
        assert publisher.post(page, typed).status_code == 302
        assert not FinishedFile.objects.exists()
