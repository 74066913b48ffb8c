"""Several files as one: nothing that a screen reader goes by is lost, and every link leads where it led."""

from io import BytesIO

import page as validator
import pikepdf
import pytest

from resources.rendering import joining, layout, press
from tests.resources.editions import EVERYTHING, edition
from tests.resources.outline import of_pdf
from tests.resources.read_aloud import read_aloud

pytestmark = pytest.mark.typeset


def made(**fields):
    one = edition(**fields)
    return press.set_pdf(layout.print_html(one), one.layout)


@pytest.fixture(scope="module")
def files():
    """A guide, a brief in French and a letter, as (bytes, pages)."""
    return {
        "guide": made(layout="guide", title="A plan"),
        "brief": made(body=EVERYTHING, layout="report", title="Un rapport", language="fr"),
        "letter": made(body="<p>A letter without a heading.</p>", layout="letter", title="A letter"),
    }


@pytest.fixture(scope="module")
def joined(files):
    parts = [
        joining.Joined("Un rapport", "fr-CA", files["brief"][0]),
        joining.Joined("A letter", "en-CA", files["letter"][0]),
    ]
    return joining.join(files["guide"][0], parts)


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_whole_is_accessible_and_made_to_last(joined, profile):
    report = validator.validate_pdf_bytes(joined[0], profile=profile)
    assert [failure.message for failure in report.failures] == []


def test_the_whole_is_sound_and_has_all_pages(files, joined):
    with pikepdf.open(BytesIO(joined[0])) as whole:
        assert whole.check_pdf_syntax() == []
        assert len(whole.pages) == joined[1] == sum(pages for _content, pages in files.values())
        assert (whole.docinfo.Title, whole.Root.Lang) == ("A plan", "en-CA")


def test_every_word_is_read_aloud_in_its_own_language(files, joined):
    """The structure of the whole is that of its parts, one after the other, under one document."""
    alone = [element for name in files for element in read_aloud(files[name][0])]
    together = read_aloud(joined[0])
    assert [element.kind for element in together].count("Document") == 1
    inner = [
        (e.kind, e.words) for e in together if e.depth > 0 and not (e.kind == "Part" and e.depth == 1 and e.language)
    ]
    assert inner == [(e.kind, e.words) for e in alone if e.depth > 0]
    assert [e.language for e in together if e.kind == "Part" and e.depth == 1 and e.language] == ["fr-CA", "en-CA"]
    assert of_pdf(files["brief"][0]) != []


def test_the_outline_is_one_and_leads_to_the_pages_of_each_part(files, joined):
    with pikepdf.open(BytesIO(joined[0])) as whole, whole.open_outline() as outline:
        places = {page.objgen: number for number, page in enumerate(whole.pages)}
        titles = [item.title for item in outline.root]
        first_pages = [places[item.destination[0].objgen] for item in outline.root]
        inner = [places[item.destination[0].objgen] for item in outline.root[1].children]
    guide, brief = files["guide"][1], files["brief"][1]
    assert titles == ["A plan", "Un rapport", "A letter"]
    assert first_pages == [0, guide, guide + brief]
    assert inner
    assert all(guide <= place < guide + brief for place in inner)


def test_links_inside_a_part_stay_inside_it(files, joined):
    """The contents and the notes of a report, which have the same names in every file."""
    with pikepdf.open(BytesIO(joined[0])) as whole:
        places = {page.objgen: number for number, page in enumerate(whole.pages)}
        guide, brief = files["guide"][1], files["brief"][1]
        led = [
            places[link.Dest[0].objgen]
            for page in list(whole.pages)[guide : guide + brief]
            for link in page.get("/Annots", ())
            if "/Dest" in link
        ]
    assert led
    assert all(guide <= place < guide + brief for place in led)


def test_names_of_notes_are_there_once(joined):
    with pikepdf.open(BytesIO(joined[0])) as whole:
        names = [str(each.ID) for each in whole.objects if isinstance(each, pikepdf.Dictionary) and "/ID" in each]
    assert names
    assert len(names) == len(set(names))


def test_the_same_files_give_the_same_bytes(files, joined):
    parts = [
        joining.Joined("Un rapport", "fr-CA", files["brief"][0]),
        joining.Joined("A letter", "en-CA", files["letter"][0]),
    ]
    assert joining.join(files["guide"][0], parts) == joined


def test_a_file_that_nobody_could_hear_is_not_joined(files):
    plain = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(plain)
    with pytest.raises(joining.NotTagged):
        joining.join(files["guide"][0], [joining.Joined("Plain", "en-CA", plain.getvalue())])
