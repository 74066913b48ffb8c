"""Word files: real styles, lists, tables, notes and links, read back from the file itself."""

import dataclasses
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from fontTools.ttLib import TTFont
from lxml import etree
from PIL import Image

from resources.rendering import assets
from resources.rendering.word import package, set_word
from tests.resources.editions import EVERYTHING, SENDER, edition

W = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
LAYOUTS = ["report", "guide", "brief", "letter", "church_sheet"]
FIGURE = (
    '<figure class="chart" unit="percent" key="survey"><figcaption>A survey</figcaption>'
    '<bars name=""><bar share="0.97" shown="97%">Waits</bar><bar share="0.5" shown="50%">Limits</bar></bars>'
    '<table columns="2"><thead><tr><th></th><th>Per cent</th></tr></thead><tbody>'
    '<tr><th scope="row">Waits</th><td>97%</td></tr><tr><th scope="row">Limits</th><td>50%</td></tr></tbody></table>'
    '<p class="source">Source: <a href="https://example.org/">us</a>.</p></figure>'
)


def opened(made):
    return Document(BytesIO(set_word(made)))


def part(made, name):
    """A part of the package as an lxml tree."""
    with ZipFile(BytesIO(set_word(made))) as file:
        return etree.fromstring(file.read(name))


def names(document):
    return [paragraph.style.name for paragraph in document.paragraphs]


@pytest.fixture(scope="module")
def guide():
    return opened(edition())


class TestText:
    @pytest.mark.parametrize("name", LAYOUTS)
    def test_everything_of_the_text_is_there(self, name):
        made = edition(layout=name)
        document = opened(made)
        words = "".join(node.text or "" for node in document.element.iter(qn("w:t")))
        for text in ("An opening with a note.", "linked words", "deeper", "In force.", "lifted out", "An end."):
            assert text in words
        tree = made.tree
        assert len(document.tables) == len(list(tree.iter("table")))
        count = {style: names(document).count(style) for style in ("Heading 1", "Heading 2", "Heading 3", "Quote")}
        assert count == {"Heading 1": 2, "Heading 2": 2, "Heading 3": 1, "Quote": 1}

    def test_there_are_no_empty_paragraphs_for_space(self):
        for name in LAYOUTS:
            document = opened(edition(layout=name))
            empty = [p for p in document.paragraphs if not p.text.strip() and not p._p.findall(f".//{qn('w:drawing')}")]
            assert empty == []

    def test_emphasis_is_of_the_run(self, guide):
        runs = {run.text: run for paragraph in guide.paragraphs for run in paragraph.runs}
        assert runs["strong"].bold
        assert runs["emphasised"].italic

    def test_french_ordinals_are_raised(self):
        document = opened(edition("<p>Le 1er mai</p>", language="fr"))
        (raised,) = [run for paragraph in document.paragraphs for run in paragraph.runs if run.font.superscript]
        assert raised.text == "er"

    def test_what_is_to_be_filled_in_stands_out_except_in_a_report(self):
        body = "<p>I am [your name].</p>"
        runs = [run for p in opened(edition(body)).paragraphs for run in p.runs if run.style.name == "Fill In"]
        assert [run.text for run in runs] == ["[your name]"]
        assert "FillIn" not in etree.tostring(opened(edition(body, layout="report")).element).decode()


class TestLists:
    def test_have_list_styles_and_levels(self, guide):
        listed = [p for p in guide.paragraphs if p.style.name.startswith("List")]
        assert [(p.text, p.style.name, p._p.pPr.numPr.ilvl.val) for p in listed] == [
            ("one", "List Bullet", 0),
            ("two", "List Bullet", 0),
            ("deeper", "List Bullet", 1),
            ("three", "List Bullet", 0),
            ("first", "List Number", 0),
            ("second", "List Number", 0),
            ("again first", "List Number", 0),
        ]

    def test_begin_anew_each_and_where_the_text_says(self):
        document = opened(edition('<ol><li>a</li></ol><p>b</p><ol start="4"><li>c</li></ol>'))
        lists = [p._p.pPr.numPr.numId.val for p in document.paragraphs if p.style.name == "List Number"]
        assert len(set(lists)) == 2
        numbering = document.part.numbering_part.element
        starts = [int(start.get(qn("w:val"))) for start in numbering.iter(qn("w:startOverride"))]
        assert starts == [1, 4]


class TestTables:
    def test_have_a_style_a_caption_and_a_head_that_repeats(self, guide):
        (table,) = guide.tables
        assert table.style.name == "House Table"
        heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert heads == [True, False, False]
        assert [[cell.text for cell in row.cells] for row in table.rows] == [
            ["Date", "Event"],
            ["5\u00a0May 2002", "Signed."],
            ["1\u00a0July 2004", "In force."],
        ]
        captions = [p.text for p in guide.paragraphs if p.style.name == "Caption"]
        assert captions == ["What happened"]
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "What happened"

    def test_keep_merged_cells(self):
        rows = (
            "<tr><td colspan='2'>wide</td><td>x</td></tr>",
            "<tr><td rowspan='2'>tall</td><td>a</td><td>b</td></tr>",
            "<tr><td>c</td><td>d</td></tr>",
        )
        (table,) = opened(edition(f"<table>{''.join(rows)}</table>")).tables
        assert table.cell(0, 0)._tc is table.cell(0, 1)._tc
        assert table.cell(1, 0)._tc is table.cell(2, 0)._tc
        assert [cell.text for cell in table.rows[2].cells] == ["tall", "c", "d"]

    def test_cells_hold_lists_and_paragraphs(self):
        html = "<table><tr><td><p>a</p><p>b</p><ul><li>c</li></ul></td></tr></table>"
        (table,) = opened(edition(html)).tables
        assert [p.text for p in table.cell(0, 0).paragraphs] == ["a", "b", "c"]


class TestNotes:
    def test_are_real_footnotes_called_in_order(self):
        made = edition()
        notes = part(made, "word/footnotes.xml").xpath("w:footnote[not(@w:type)]", namespaces=W)
        words = ["".join(note.itertext()).strip() for note in notes]
        assert words == [
            "The first note (of four), with a link.",
            "A note in a list.",
            "A note in a table.",
            "The last note.",
        ]
        calls = part(made, "word/document.xml").xpath("//w:footnoteReference/@w:id", namespaces=W)
        assert calls == [note.get(qn("w:id")) for note in notes] == ["1", "2", "3", "4"]

    def test_have_links_of_their_own(self):
        made = edition()
        (link,) = part(made, "word/footnotes.xml").xpath("//w:hyperlink", namespaces=W)
        targets = {r.get("Id"): r.get("Target") for r in part(made, "word/_rels/footnotes.xml.rels")}
        assert targets[link.get(qn("r:id"))] == "https://example.org/a"

    def test_leave_no_part_behind_when_there_are_none(self):
        with ZipFile(BytesIO(set_word(edition("<p>No note.</p>")))) as file:
            assert "word/footnotes.xml" not in file.namelist()


class TestCharts:
    BODY = "<p>before</p><p>after</p>"

    @pytest.fixture
    def document(self):
        made = edition(self.BODY)
        return opened(dataclasses.replace(made, body=made.body.replace("<p>after", f"{FIGURE}<p>after")))

    def test_are_pictures_with_the_numbers_in_words(self, document):
        (described,) = document.element.iter(qn("wp:docPr"))
        assert described.get("descr") == "A survey. Waits 97%; Limits 50%."
        (picture,) = [part for part in document.part.package.parts if part.partname.endswith(".png")]
        with Image.open(BytesIO(picture.blob)) as image:
            assert image.width > 1200

    def test_have_a_title_a_table_and_a_source(self, document):
        assert names(document)[-5:] == ["Normal", "Caption", "Picture", "Remark", "Normal"]
        assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
            ["", "Per cent"],
            ["Waits", "97%"],
            ["Limits", "50%"],
        ]


class TestFronts:
    def test_a_report_lists_its_contents_with_links_that_lead_to_headings(self):
        document = opened(edition(layout="report"))
        entries = [p for p in document.paragraphs if p.style.name.startswith("toc ")]
        assert [p.text for p in entries] == ["First chapter", "A part", "Second chapter", "Another part"]
        anchors = {link.get(qn("w:anchor")) for p in entries for link in p._p.iter(qn("w:hyperlink"))}
        assert anchors <= {mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))}

    def test_the_door_of_a_cover_is_decoration(self):
        document = opened(edition(layout="report"))
        (described,) = document.element.iter(qn("wp:docPr"))
        assert described.get("descr") == ""
        assert b"decorative" in etree.tostring(described)

    def test_a_letter_has_addresses_salutation_closing_and_no_footer(self):
        document = opened(edition("<p>Words.</p>", layout="letter"))
        texts = [paragraph.text for paragraph in document.paragraphs]
        assert texts == [
            "[Your name]\t[Place and date]",
            "[Your street address]",
            "[Name of your MP], M.P.",
            "House of Commons",
            "Ottawa, Ontario  K1A 0A6",
            "Dear [name of your MP]:",
            "Words.",
            "Yours sincerely,",
            "[Your signature]",
            "[Your name]",
        ]
        assert document.sections[0].footer.is_linked_to_previous

    def test_other_layouts_number_their_pages(self):
        footer = opened(edition()).sections[0].footer._element
        assert "PAGE" in "".join(node.text for node in footer.iter(qn("w:instrText")))


class TestProperties:
    def test_say_what_the_file_is_with_the_date_of_the_edition(self):
        properties = opened(edition(language="fr", title="L’été")).core_properties
        assert (properties.title, properties.author, properties.language) == ("L’été", SENDER.name, "fr-CA")
        assert properties.created == properties.modified
        assert str(properties.created.date()) == "2026-11-02"

    def test_every_run_and_the_whole_file_have_a_language(self):
        made = edition(language="fr")
        (default,) = part(made, "word/styles.xml").xpath("//w:docDefaults//w:lang/@w:val", namespaces=W)
        assert default == "fr-CA"
        runs = part(made, "word/document.xml").xpath("//w:r[w:t]/w:rPr/w:lang/@w:val", namespaces=W)
        assert set(runs) == {"fr-CA"}

    def test_headings_have_the_organisations_colour(self):
        made = edition(sender=dataclasses.replace(SENDER, brand_colour="#4b0082"))
        path = "//w:style[@w:styleId='Heading1']/w:rPr/w:color/@w:val"
        assert part(made, "word/styles.xml").xpath(path, namespaces=W) == ["4B0082"]


class TestPackage:
    def test_typefaces_are_embedded_and_can_be_read_again(self):
        table = part(edition(), "word/fontTable.xml")
        keys = [node.get(qn("w:fontKey")) for node in table.iter() if node.get(qn("w:fontKey"))]
        assert len(keys) == 4
        with ZipFile(BytesIO(set_word(edition()))) as file:
            data = file.read("word/fonts/Fraunces-SemiBold.odttf")
        mask = bytes.fromhex(keys[3].strip("{}").replace("-", ""))[::-1] * 2
        plain = bytes(a ^ b for a, b in zip(data[:32], mask, strict=True)) + data[32:]
        assert plain == (assets.FOLDERS["fonts"] / "Fraunces-SemiBold.ttf").read_bytes()
        with TTFont(BytesIO(plain)) as font:
            assert font["name"].getDebugName(1) == "Fraunces SemiBold"

    def test_every_part_has_a_type_and_the_same_date(self):
        with ZipFile(BytesIO(set_word(edition()))) as file:
            assert file.testzip() is None
            assert {entry.date_time for entry in file.infolist()} == {package.FIXED_DATE}
            assert file.namelist()[0] == "[Content_Types].xml"

    def test_the_same_edition_gives_the_same_bytes(self):
        assert set_word(edition(EVERYTHING)) == set_word(edition(EVERYTHING))
