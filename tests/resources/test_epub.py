"""EPUBs: a book that any e-reader opens, with contents, linked notes, charts in words, and honest metadata."""

import dataclasses
import datetime
import os
import pickle
import re
import subprocess
import sys
from io import BytesIO

import pytest
from django.conf import settings
from PIL import Image

from resources.rendering.epub import set_epub
from tests.resources.books import NAMESPACES, complaints, opened
from tests.resources.editions import SENDER, edition
from tests.resources.validators import needs
from tests.resources.word_files import FIGURE, LAYOUTS


@pytest.fixture(scope="module")
def report():
    return opened(edition(layout="report"))


def with_chart(**fields):
    made = edition("<h2>One</h2><p>before</p>", layout="report", **fields)
    return dataclasses.replace(made, body=made.body.replace("<p>before</p>", FIGURE))


class TestPackage:
    def test_says_first_what_it_is_and_holds_what_it_lists(self, report):
        first = report.entries[0]
        assert (first.filename, first.compress_type) == ("mimetype", 0)
        assert report.parts["mimetype"] == b"application/epub+zip"
        listed = {item.get("href") for item in report.package.iterfind(".//opf:item", NAMESPACES)}
        assert listed == set(report.parts) - {"mimetype", "META-INF/container.xml", "package.opf"}

    def test_tells_title_language_publisher_dates_and_origin(self, report):
        assert report.meta("title") == ["A title", "And a subtitle"]
        assert report.meta("language") == ["en-CA"]
        assert report.meta("publisher") == ["Citizens for Public Justice"]
        assert report.meta("date") == ["2026-11-02"]
        assert report.meta("dcterms:modified") == ["2026-11-02T00:00:00Z"]
        assert report.meta("rights") == ["© 2026 Citizens for Public Justice. All rights reserved."]
        assert report.meta("source") == ["https://act.example.org/en/resources/a-title/"]

    def test_keeps_its_identity_from_one_edition_to_the_next(self, report):
        later = opened(edition("<p>Other words.</p>", layout="report", issued_on=datetime.date(2027, 1, 1)))
        assert later.meta("identifier") == report.meta("identifier")

    def test_says_how_accessible_it_is(self, report):
        assert report.meta("schema:accessModeSufficient") == ["textual"]
        assert report.meta("schema:accessMode") == ["textual"]
        assert "structuralNavigation" in report.meta("schema:accessibilityFeature")
        assert report.meta("schema:accessibilityHazard") == ["none"]
        assert report.meta("schema:accessibilitySummary") == ["Everything is marked as what it is."]
        assert opened(with_chart()).meta("schema:accessMode") == ["textual", "visual"]

    def test_is_the_same_bytes_in_another_process(self):
        made = edition(layout="report")
        script = (
            "import pickle, sys, hashlib\nfrom resources.rendering.epub import set_epub\n"
            "print(hashlib.sha256(set_epub(pickle.load(sys.stdin.buffer))).hexdigest())"
        )
        found = {
            subprocess.run(
                [sys.executable, "-c", script],
                input=pickle.dumps(made),
                capture_output=True,
                check=True,
                cwd=settings.BASE_DIR,
                env=os.environ | {"PYTHONHASHSEED": seed},
            ).stdout
            for seed in ("1", "2")
        }
        assert len(found) == 1


class TestText:
    @pytest.mark.parametrize("layout", LAYOUTS)
    def test_everything_of_the_text_is_there_in_its_order(self, layout):
        made = edition(layout=layout)
        found = " ".join("".join(tree.itertext()) for tree in opened(made).pages.values())
        places = [found.index(words) for words in ("An opening", "deeper", "In force.", "A sentence that", "An end.")]
        assert places == sorted(places)

    def test_each_chapter_is_a_page_whose_heading_is_its_first(self, report):
        assert list(report.pages) == ["chapter-0.xhtml", "chapter-1.xhtml", "chapter-2.xhtml"]
        first = report.pages["chapter-1.xhtml"]
        assert first.xpath("//h:h1//text()", namespaces=NAMESPACES) == ["1", " First chapter"]
        assert first.xpath("//h:h2/text()", namespaces=NAMESPACES) == ["A part", "Notes"]

    def test_lists_tables_and_quotations_are_what_they_are(self, report):
        assert len(report.find("//h:li")) == 7
        assert report.find("//h:table/h:caption/text()") == ["What happened"]
        assert report.find("//h:th/@scope") == ["col", "col", "row", "row"]
        assert len(report.find("//h:blockquote")) == 1
        assert report.find("//@columns") == []

    def test_a_link_to_another_chapter_leads_to_its_page(self):
        book = opened(edition('<h2>One</h2><p><a href="#text-two">below</a></p><h2>Two</h2><p>x</p>'))
        assert book.find("//h:p/h:a/@href") == ["chapter-2.xhtml#text-two"]

    def test_a_letter_has_its_addresses_and_no_colophon(self):
        book = opened(edition("<p>Words.</p>", layout="letter"))
        assert "Dear [name of your MP]:" in "".join(book.pages["chapter-0.xhtml"].itertext())
        assert "colophon.xhtml" not in book.parts


class TestNotes:
    def test_stand_at_the_end_of_their_chapter_and_lead_back(self, report):
        for name, tree in report.pages.items():
            calls = tree.xpath("//h:a[@epub:type='noteref']", namespaces=NAMESPACES)
            notes = tree.xpath("//h:aside[@epub:type='footnote']", namespaces=NAMESPACES)
            assert [call.get("href") for call in calls] == [f"#{note.get('id')}" for note in notes], name
            back = tree.xpath("//h:a[@role='doc-backlink']/@href", namespaces=NAMESPACES)
            assert back == [f"#{call.get('id')}" for call in calls]
        assert len(report.find("//h:aside")) == 4

    def test_of_a_link_are_called_behind_it(self):
        book = opened(edition('<p><a href="https://example.org/">words((A note.)) more</a> after</p>'))
        assert book.find("//h:a//h:a") == []
        assert "".join(book.find("//h:p")[0].itertext()) == "words more1 after"


class TestContents:
    def test_list_chapters_and_parts_and_lead_to_them(self, report):
        nav = report.trees["contents.xhtml"]
        toc = nav.xpath("//h:nav[@epub:type='toc']//h:a", namespaces=NAMESPACES)
        assert [(a.text, a.get("href")) for a in toc] == [
            ("A title", "chapter-0.xhtml"),
            ("First chapter", "chapter-1.xhtml"),
            ("A part", "chapter-1.xhtml#text-a-part"),
            ("Second chapter", "chapter-2.xhtml"),
            ("Another part", "chapter-2.xhtml#text-another-part"),
            ("About this edition", "colophon.xhtml"),
        ]
        for link in toc:
            name, _, anchor = link.get("href").partition("#")
            assert not anchor or report.trees[name].xpath(f"//*[@id='{anchor}']")

    def test_name_the_parts_of_the_book_for_programs(self, report):
        marks = report.trees["contents.xhtml"].xpath(
            "//h:nav[@epub:type='landmarks']//h:a/@epub:type", namespaces=NAMESPACES
        )
        assert marks == ["cover", "toc", "bodymatter"]


class TestPictures:
    def test_a_chart_is_a_drawing_with_its_numbers_in_words_and_a_table(self):
        book = opened(with_chart())
        (drawing,) = book.find("//svg:svg")
        assert (drawing.get("role"), drawing.get("aria-label")) == ("img", "A survey. Waits 97%; Limits 50%.")
        widths = [float(bar.get("width")) for bar in drawing.iter("{*}rect")]
        assert widths[0] / widths[1] == pytest.approx(0.97 / 0.5, rel=0.01)
        assert book.find("//h:figure/h:table//h:td/text()") == ["97%", "50%"]
        assert book.find("//h:figure/h:p//text()") == ["Source: ", "us", "."]

    def test_a_charts_words_are_never_larger_than_those_of_the_text(self):
        book = opened(with_chart())
        (drawing,) = book.find("//svg:svg")
        units = float(drawing.get("viewBox").split()[2])
        (rule,) = re.findall(r"\.bars \{([^}]*)\}", book.parts["style.css"].decode())
        (widest,) = re.findall(r"max-width: ([\d.]+)em", rule)
        (size,) = re.findall(r"\.bars text \{ font-size: (\d+)px", book.parts["style.css"].decode())
        assert 0.9 < float(size) * float(widest) / units <= 1

    def test_the_cover_is_in_the_organisations_colour_and_says_the_title(self):
        book = opened(edition(layout="report", sender=dataclasses.replace(SENDER, brand_colour="#4b0082")))
        (item,) = book.package.xpath("//opf:item[@properties='cover-image']", namespaces=NAMESPACES)
        with Image.open(BytesIO(book.parts[item.get("href")])) as image:
            assert image.size == (1275, 1650)
            assert image.convert("RGB").getpixel((5, 5)) == (0x4B, 0x00, 0x82)
        (picture,) = book.trees["cover.xhtml"].xpath("//h:img/@alt", namespaces=NAMESPACES)
        assert picture == "A title. And a subtitle. Citizens for Public Justice"

    def test_a_title_of_many_words_stays_on_the_cover(self):
        book = opened(edition(title="Many words of a title " * 8))
        with Image.open(BytesIO(book.parts["cover.png"])) as image:
            assert len(set(image.convert("RGB").crop((1200, 0, 1275, 400)).get_flattened_data())) == 1


@needs("java")
@pytest.mark.parametrize("layout", ["report", "letter"])
def test_epubcheck_finds_nothing(layout, tmp_path):
    made = with_chart() if layout == "report" else edition(layout=layout)
    file = tmp_path / "book.epub"
    file.write_bytes(set_epub(made))
    assert complaints(file) == []


@needs("java")
def test_epubcheck_would_find_something(tmp_path):
    file = tmp_path / "book.epub"
    file.write_bytes(set_epub(edition()).replace(b"contents.xhtml", b"contints.xhtml"))
    assert complaints(file) != []
