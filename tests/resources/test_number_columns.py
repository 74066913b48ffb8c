"""Columns of numbers: which columns are ones, and that their figures stand under each other in every output."""

import pytest
from django.conf import settings
from docx.oxml.ns import qn
from fontTools.ttLib import TTFont
from lxml import html
from weasyprint.formatting_structure import boxes

from resources.rendering import assets, layout, page, pdf
from resources.rendering.number_columns import FIGURE_SPACE, FIGURES, SIGN_SPACE
from resources.rendering.plain_text import set_text
from resources.rendering.source import semantic_tree
from tests.resources.editions import edition
from tests.resources.word_files import W, opened, part

HEAD = "<tr><th>Part</th><th>Cost</th></tr>"
TABLE = HEAD + "".join(
    f"<tr><th>{name}</th><td>{number}</td></tr>"
    for name, number in (("Fare", "1,111"), ("Forms", "80.25"), ("Snacks", "9.5"), ("Songs", "—"), ("All", "2,000"))
)


def column(rows, number=1, language="en"):
    """The classes of a column of a table with a head."""
    (table,) = semantic_tree(f"<table>{rows}</table>", language).iter("table")
    return [row[number].get("class") for row in table.iter("tr")]


def rows(*cells, names="th"):
    return HEAD + "".join(f"<tr><{names}>Name</{names}><td>{cell}</td></tr>" for cell in cells)


class TestWhichColumns:
    @pytest.mark.parametrize(
        ("cells", "language"),
        [
            (("5", "15"), "en"),
            (("1,234", "—", "56"), "en"),
            (("$3,090", "$10,000", ""), "en"),
            (("97%", "3.5%", "~40%"), "en"),
            (("-3", "−4", "+5"), "en"),
            (("<p>5</p>", "<strong>20</strong>"), "en"),
            (("1\u202f234", "5,25"), "fr"),
            (("10\u00a0000\u00a0$", "97 %"), "fr"),
            (("5((A note with 3 numbers.))", "15"), "en"),
        ],
    )
    def test_numbers_and_what_stands_for_none_make_one_with_its_heading(self, cells, language):
        assert column(rows(*cells), language=language) == [FIGURES] * (len(cells) + 1)

    @pytest.mark.parametrize(
        "cells",
        [
            ("5", "None"),
            ("0 to 3", "3 to 8"),
            ("1 minute", "5 minutes"),
            ("21 February 2018", "2019"),
            ("5", "—"),
            ("5", "<p>6</p><p>7</p>"),
            ("—", ""),
        ],
    )
    def test_words_ranges_and_a_single_number_make_none(self, cells):
        assert column(rows(*cells)) == [None] * (len(cells) + 1)

    def test_the_names_of_rows_are_none_even_if_they_are_years(self):
        table = HEAD + "<tr><th>2016</th><td>2,464</td></tr><tr><th>2017</th><td>20,593</td></tr>"
        assert column(table, 0) == [None] * 3
        assert column(table, 1) == [FIGURES] * 3

    def test_cells_that_span_columns_make_none(self):
        spanning = "<tr><td colspan='2'>5</td></tr><tr><td>6</td><td>7</td></tr><tr><td>8</td><td>9</td></tr>"
        assert column(HEAD + spanning, 0) == [None] * 4

    def test_a_table_of_names_and_numbers_alone_is_narrow(self):
        tables = semantic_tree(f"<table>{rows('5', '6')}</table><table>{rows('5', 'six')}</table>", "en")
        assert [table.get("class") for table in tables.iter("table")] == [FIGURES, None]


class TestDecimalSigns:
    def test_numbers_with_fewer_decimals_are_followed_by_room_for_them(self):
        (table,) = semantic_tree(f"<table>{TABLE}</table>", "en").iter("table")
        assert [cell.text for cell in table.iter("td")] == [
            f"1,111{SIGN_SPACE}{FIGURE_SPACE * 2}",
            "80.25",
            f"9.5{FIGURE_SPACE}",
            "—",
            f"2,000{SIGN_SPACE}{FIGURE_SPACE * 2}",
        ]

    def test_nothing_is_added_where_all_have_as_many(self):
        (table,) = semantic_tree(f"<table>{rows('1.5', '20.5')}</table>", "en").iter("table")
        assert [cell.text for cell in table.iter("td")] == ["1.5", "20.5"]

    @pytest.mark.parametrize("face", ["Regular", "Bold", "Italic"])
    def test_the_typefaces_have_figures_of_one_width_and_spaces_as_wide(self, face):
        with TTFont(assets.FOLDERS["fonts"] / f"AtkinsonHyperlegibleNext-{face}.ttf") as font:
            widths, names = font["hmtx"].metrics, font.getBestCmap()
            (lookup,) = {
                index
                for record in font["GSUB"].table.FeatureList.FeatureRecord
                if record.FeatureTag == "tnum"
                for index in record.Feature.LookupListIndex
            }
            tabular = font["GSUB"].table.LookupList.Lookup[lookup].SubTable[0].mapping
            figures = {widths[tabular.get(names[ord(f)], names[ord(f)])][0] for f in "0123456789"}
            assert figures == {widths[names[ord(FIGURE_SPACE)]][0]}
            assert widths[names[ord(SIGN_SPACE)]][0] == widths[names[ord(".")]][0]

    def test_the_faces_of_the_pages_have_them_too(self):
        for path in (settings.BASE_DIR / "static" / "fonts").glob("Atkinson*.woff2"):
            with TTFont(path) as font:
                assert "tnum" in {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}


class TestOutputs:
    def test_on_paper_ones_stand_under_ones(self):
        made = edition(f"<table>{TABLE}</table>")
        document = pdf._lay_out(layout.print_html(made), "guide", 1)
        ends = {}
        for box in document.pages[0]._page_box.descendants():
            if isinstance(box, boxes.TextBox) and box.element_tag == "td":
                ends[box.text.strip(SIGN_SPACE + FIGURE_SPACE)] = (box.position_x, box.position_x + box.width)
        assert len({round(right, 1) for _left, right in ends.values()}) == 1
        assert ends["1,111"][0] == pytest.approx(ends["2,000"][0], abs=0.1)

    def test_in_word_by_styles_alone(self):
        made = edition(f"<table>{TABLE}</table>")
        (table,) = opened(made).tables
        styles = [[cell.paragraphs[0].style.name.removesuffix(" Kept") for cell in row.cells] for row in table.rows]
        assert styles == [["Table Heading", "Table Figures Heading"], *[["Table Name", "Table Figures"]] * 5]
        assert not list(table._tbl.iter(qn("w:jc")))
        for name in ("TableFigures", "TableFiguresHeading"):
            (style,) = part(made, "word/styles.xml").xpath(f"//w:style[@w:styleId='{name}']", namespaces=W)
            assert style.xpath("w:pPr/w:jc/@w:val", namespaces=W) == ["right"]
        assert int(table._tbl.tblPr.find(qn("w:tblW")).get(qn("w:w"))) == 2500

    def test_on_the_page_unseen_figures_keep_the_room(self):
        root = html.fragment_fromstring(page.rich_html(f"<table>{TABLE}</table>", "en"), create_parent="div")
        assert [cell.text for cell in root.iter("td")] == ["1,111", "80.25", "9.5", "—", "2,000"]
        assert [(p.text, p.get("aria-hidden")) for p in root.xpath("//span[@class='padding']")] == [
            (".00", "true"),
            ("0", "true"),
            (".00", "true"),
        ]

    def test_in_plain_text_by_ordinary_spaces(self):
        lines = set_text(edition(f"<table>{TABLE}</table>")).decode().splitlines()
        found = [line for line in lines if line.startswith(("Fare", "Forms", "Snacks"))]
        assert [line.split(" ", 1)[1].rstrip() for line in found]
        signs = [(line.rstrip() + ".").index(".") for line in found]
        assert len(set(signs)) == 1
