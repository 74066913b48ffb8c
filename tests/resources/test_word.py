"""Word files: real styles, lists, tables, notes and links, read back from the file itself."""

import dataclasses
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx.oxml.ns import qn
from docx.shared import Emu
from lxml import etree
from PIL import Image

from resources.rendering.word import set_word
from tests.resources.editions import LETTER, edition
from tests.resources.word_files import FIGURE, LAYOUTS, W, described, fields, names, numbers, opened, part, words

# Without any gap of its own.
PLAIN_LETTER = dataclasses.replace(
    LETTER, writer_lines=("A",), day="B", recipient_lines=("C",), salutation="D:", signature="E", signed="F"
)


@pytest.fixture(scope="module")
def guide():
    return opened(edition())


class TestText:
    @pytest.mark.parametrize("name", LAYOUTS)
    def test_everything_of_the_text_is_there(self, name):
        made = edition(layout=name)
        document = opened(made)
        for text in ("An opening with a note.", "linked words", "deeper", "In force.", "A sentence that", "An end."):
            assert text in words(document)
        tree = made.tree
        assert len(document.tables) == len(list(tree.iter("table")))
        count = {style: names(document).count(style) for style in ("Heading 1", "Heading 2", "Heading 3", "Quote")}
        assert count == {"Heading 1": 2, "Heading 2": 2, "Heading 3": 1, "Quote": 1}

    @pytest.mark.parametrize("name", LAYOUTS)
    def test_there_are_no_empty_paragraphs_for_space(self, name):
        root = opened(edition(layout=name)).element
        empty = [
            p
            for p in root.iter(qn("w:p"))
            if not p.findall(f".//{qn('w:t')}") and not p.findall(f".//{qn('w:drawing')}")
        ]
        assert empty == []

    def test_an_empty_cell_has_the_paragraph_that_word_wants(self):
        (table,) = opened(edition("<table><tr><td>a</td><td></td></tr></table>")).tables
        assert [len(cell.paragraphs) for cell in table.rows[0].cells] == [1, 1]

    def test_a_link_inside_the_text_leads_to_its_heading(self):
        document = opened(edition('<p>See <a href="#text-far-away">below</a>.</p><h2>Far away</h2>'))
        (link,) = document.element.iter(qn("w:hyperlink"))
        (mark,) = document.element.iter(qn("w:bookmarkStart"))
        assert link.get(qn("w:anchor")) == mark.get(qn("w:name"))

    def test_headings_that_begin_alike_are_different_places(self):
        long = "How the agreement works at an official port of entry "
        document = opened(edition(f"<h2>{long} by land</h2><h2>{long} by air</h2>", layout="report"))
        marks = [mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))]
        assert len(set(marks)) == 2
        assert max(map(len, marks)) <= 40

    def test_a_hyphen_that_holds_a_line_together_is_words_own(self):
        document = opened(edition("<p>Bill C\u201112</p>"))
        assert document.paragraphs[-1].text == "Bill C-12"
        assert len(list(document.element.iter(qn("w:noBreakHyphen")))) == 1

    def test_a_hyphen_between_figures_ends_no_line_but_is_left_alone_in_an_address(self):
        address = "example.org/2015-16/a"
        document = opened(edition(f"<p>Lévitique 19, 33-34 (1999-2000), sous-titre, {address}</p>"))
        (paragraph,) = [p for p in document.paragraphs if "sous-titre" in p.text]
        assert paragraph.text.replace("\u00a0", " ") == f"Lévitique 19, 33-34 (1999-2000), sous-titre, {address}"
        assert len(list(document.element.iter(qn("w:noBreakHyphen")))) == 2
        assert address in words(document)

    def test_emphasis_is_of_the_run(self, guide):
        runs = {run.text: run for paragraph in guide.paragraphs for run in paragraph.runs}
        assert runs["strong"].style.name == "Strong"
        assert runs["emphasised"].style.name == "Emphasis"

    def test_french_ordinals_are_raised(self):
        document = opened(edition("<p>Le 1er mai</p>", language="fr"))
        (raised,) = [run for p in document.paragraphs for run in p.runs if run.style.name == "Superscript"]
        assert raised.text == "er"
        assert raised.style.font.superscript

    def test_what_is_to_be_filled_in_stands_out_except_in_a_report(self):
        body = "<p>I am [your name], of [your town], [your name].</p>"
        document = opened(edition(body))
        name, town = ("Your name", *["[your name]"] * 2), ("Your town", *["[your town]"] * 2)
        assert fields(document) == [name, town, name]
        styles = document.element.xpath("//w:sdtContent/w:r/w:rPr/w:rStyle/@w:val")
        assert set(styles) == {"ToFillIn"}
        ids = document.element.xpath("//w:sdtPr/w:id/@w:val")
        assert len(set(ids)) == len(ids)
        report = opened(edition(body, layout="report"))
        assert list(report.element.iter(qn("w:sdt"))) == []
        assert not [part for part in report.part.package.parts if "glossary" in part.partname]

    def test_a_long_gap_has_a_short_name(self):
        body = "<p>[In two or three sentences, tell what you have seen: a family that waits, a group with room.]</p>"
        ((name, words, empty),) = fields(opened(edition(body, layout="letter", letter=PLAIN_LETTER)))
        assert name == "In two or three sentences, tell what you have seen: a family…"
        assert words == empty
        assert len(words) > 64

    def test_looks_that_meet_have_a_style_of_their_own(self):
        made = edition(
            '<p><a href="https://example.org/">a <em>b <strong>c</strong></em></a> <strong><em>d</em></strong></p>'
        )
        runs = opened(made).element.xpath("//w:body//w:r[w:rPr/w:rStyle]")
        found = [(run.text, run.style) for run in runs if run.text.strip() in "abcd"]
        assert found == [
            ("a ", "Hyperlink"),
            ("b ", "HyperlinkEmphasis"),
            ("c", "HyperlinkStrongEmphasis"),
            ("d", "StrongEmphasis"),
        ]
        styles = part(made, "word/styles.xml")
        for identity, based in (("HyperlinkStrongEmphasis", "Hyperlink"), ("StrongEmphasis", "Strong")):
            path = f"//w:style[@w:styleId='{identity}']/w:basedOn/@w:val"
            assert styles.xpath(path, namespaces=W) == [based]

    def test_strong_words_stay_bold_where_all_are(self):
        body = "<table><tr><th>A <strong>b</strong></th></tr><tr><td>c <strong>d</strong></td></tr></table>"
        document = opened(edition(body))
        strong = [run.text for run in document.element.iter(qn("w:r")) if run.style == "Strong"]
        assert strong == ["d"]

    def test_words_of_another_language_are_marked_as_such(self):
        made = edition("<p>It is called.</p>")
        made = dataclasses.replace(made, body=made.body.replace("called", 'called <span lang="fr-CA">ici</span>'))
        runs = {run.text: run for run in opened(made).element.iter(qn("w:r"))}
        assert runs["ici"].rPr.find(qn("w:lang")).get(qn("w:val")) == "fr-CA"
        assert runs["It is called "].rPr.find(qn("w:lang")).get(qn("w:val")) == "en-CA"

    @pytest.mark.parametrize("name", LAYOUTS)
    def test_nothing_is_formatted_but_by_styles(self, name):
        made = edition(layout=name)
        made = dataclasses.replace(made, body=made.body.replace("<h2", f"{FIGURE}<h2", 1))
        # A list's number is no formatting: it says to which list a paragraph belongs; nor is where a section ends.
        allowed = {"pPr": {"pStyle", "numPr", "sectPr"}, "rPr": {"rStyle", "lang"}}
        for element in opened(made).element.body.iter(*(qn(f"w:{tag}") for tag in allowed)):
            found = {etree.QName(child).localname for child in element}
            assert found <= allowed[etree.QName(element).localname], etree.tostring(element)


class TestLists:
    def test_have_list_styles_and_levels(self, guide):
        listed = [(p.text, p.style.name) for p in guide.paragraphs if p.style.name.startswith("List")]
        assert listed == [
            ("one", "List Bullet Kept"),
            ("two", "List Bullet Kept"),
            ("deeper", "List Bullet 2"),
            ("three", "List Bullet"),
            ("first", "List Number Kept"),
            ("second", "List Number"),
            ("again first", "List Number"),
        ]

    def test_styles_carry_their_bullets_and_figures(self):
        path = "//w:style[@w:styleId='{}']/w:pPr/w:numPr/w:{}/@w:val"
        styles = part(edition(), "word/styles.xml")
        assert styles.xpath(path.format("ListBullet2", "ilvl"), namespaces=W) == ["1"]
        bullets, figures = (
            styles.xpath(path.format(name, "numId"), namespaces=W) for name in ("ListBullet2", "ListNumber")
        )
        assert bullets != figures

    def test_begin_anew_each_and_where_the_text_says(self):
        document = opened(edition('<ol><li>a</li></ol><p>b</p><ol start="4"><li>c</li></ol>'))
        lists = [number for number, _level in numbers(document)]
        assert len(set(lists)) == 2
        numbering = document.part.numbering_part.element
        starts = [int(start.get(qn("w:val"))) for start in numbering.iter(qn("w:startOverride"))]
        assert starts == [1, 4]

    def test_inside_each_other_begin_anew_on_their_own_level(self):
        inner = "<ol><li>a</li><li>b</li></ol>"
        document = opened(edition(f"<ol><li>one{inner}</li><li>two{inner}</li></ol>"))
        styles = [p.style.name for p in document.paragraphs if p.style.name.startswith("List")]
        inside = ["List Number 2", "List Number 2"]
        assert styles == ["List Number Kept", *inside, "List Number", *inside]
        found = numbers(document)
        assert [level for _number, level in found] == [0, 1, 1, 0, 1, 1]
        outer, first, second = found[0][0], found[1][0], found[4][0]
        assert len({outer, first, second}) == 3
        assert found[3][0] == outer

    def test_deeper_than_word_has_styles_for_keep_their_levels(self):
        body = "<ul><li>x" * 6 + "</li></ul>" * 6
        document = opened(edition(body))
        assert [p.style.name for p in document.paragraphs][-2:] == ["List Bullet 5", "List Bullet 5"]
        assert numbers(document) == [(1, 5)]

    def test_an_item_of_two_paragraphs_continues(self):
        document = opened(edition("<ul><li><p>a</p><p>b</p><blockquote><p>c</p></blockquote></li></ul>"))
        assert names(document)[-3:] == ["List Bullet", "List Continue", "Quote"]

    def test_an_item_that_holds_only_a_list_leaves_no_empty_bullet(self):
        document = opened(edition("<ul><li><ul><li>deep</li></ul></li></ul>"))
        assert [p.text for p in document.paragraphs if p.style.name.startswith("List")] == ["deep"]


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

    def test_are_as_wide_as_the_text_and_no_row_is_parted(self, guide):
        (table,) = guide.tables
        width = table._tbl.tblPr.find(qn("w:tblW"))
        assert (width.get(qn("w:w")), width.get(qn("w:type"))) == ("5000", "pct")
        assert len(list(table._tbl.iter(qn("w:cantSplit")))) == len(table.rows)
        section = guide.sections[0]
        columns = sum(int(column.get(qn("w:w"))) for column in table._tbl.tblGrid)
        text = Emu(section.page_width - section.left_margin - section.right_margin)
        assert abs(columns - text.twips) < 4

    def test_do_not_break_a_date_when_there_is_prose_to_break(self):
        row = "<tr><th>29 novembre 2007</th><td>" + "Une phrase. " * 30 + "</td></tr>"
        (table,) = opened(edition(f"<table>{row}</table>")).tables
        first, second = (int(column.get(qn("w:w"))) for column in table._tbl.tblGrid)
        assert 1_600 < first < 2_400 < second

    def test_of_many_columns_stay_inside_the_text(self):
        document = opened(edition("<table><tr>" + "<td>extraordinarily</td>" * 14 + "</tr></table>"))
        section = document.sections[0]
        text = Emu(section.page_width - section.left_margin - section.right_margin)
        columns = sum(int(column.get(qn("w:w"))) for column in document.tables[0]._tbl.tblGrid)
        assert abs(columns - text.twips) < 14  # twips: each column is rounded

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
        (picture,) = [drawing for drawing in described(document) if drawing.get("descr")]
        assert picture.get("descr") == "A survey. Waits 97%; Limits 50%."
        images = [part for part in document.part.package.parts if part.partname.endswith(".png")]
        with Image.open(BytesIO(images[-1].blob)) as image:
            assert image.width > 1200
            # The bar of 97 is nearly twice as long as that of 50.
            rows = {
                y: sum(image.getpixel((x, y)) == (15, 63, 58) for x in range(image.width)) for y in range(image.height)
            }
        assert 1.9 < max(rows.values()) / rows[image.height - 20] < 2.0

    def test_in_french_name_their_groups_with_a_space_before_the_colon(self):
        made = edition("<p>a</p>", language="fr")
        grouped = FIGURE.replace('name=""', 'name="2025"')
        document = opened(dataclasses.replace(made, body=made.body.replace("<p>a</p>", grouped)))
        assert any("2025\u00a0: Waits 97%" in drawing.get("descr") for drawing in described(document))

    def test_have_a_title_a_source_and_a_table_below_it(self, document):
        assert names(document)[-5:] == ["Normal", "Caption", "Picture", "Remark Kept", "After Table"]
        (source,) = [p for p in document.paragraphs if p.style.name == "Remark Kept"]
        assert source._p.getnext() is document.tables[0]._tbl
        assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
            ["", "Per cent"],
            ["Waits", "97%"],
            ["Limits", "50%"],
        ]
