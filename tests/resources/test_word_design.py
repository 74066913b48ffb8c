"""Word files: what stands around the text, their properties, and the package itself."""

import dataclasses
import os
import pickle
import subprocess
import sys
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.conf import settings
from docx.oxml.ns import qn
from docx.shared import Pt
from fontTools.ttLib import TTFont
from lxml import etree
from PIL import Image

from resources.rendering import archive, assets
from resources.rendering.word import set_word
from resources.rendering.word.titles import title_of
from tests.resources.editions import EVERYTHING, SENDER, WORDS, edition
from tests.resources.word_files import FIGURE, LAYOUTS, W, described, names, opened, part, parts, told

# The order that the schema wants (ECMA-376 part 1, annex A), of what these files hold.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind jc outlineLvl "
    "sectPr",
    "docPartPr": "name category types behaviors guid",
    "rPr": "rStyle rFonts b bCs i iCs color kern sz szCs u shd vertAlign lang numSpacing",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "tcPr": "tcW gridSpan vMerge tcBorders vAlign",
    "trPr": "cantSplit tblHeader",
    "sectPr": "headerReference footerReference pgSz pgMar titlePg",
    "lvl": "start numFmt pStyle lvlText lvlJc pPr rPr",
    "style": "name basedOn next uiPriority qFormat pPr rPr tblPr tblStylePr",
    "sdtPr": "alias tag id placeholder showingPlcHdr text",
    "settings": "zoom embedTrueTypeFonts defaultTabStop characterSpacingControl footnotePr compat themeFontLang "
    "decimalSymbol listSeparator",
}


class TestFronts:
    def test_a_report_lists_its_contents_with_links_that_lead_to_headings(self):
        document = opened(edition(layout="report"))
        entries = [p for p in document.paragraphs if p.style.name.startswith("toc ")]
        assert [(p.text, p.style.name) for p in entries] == [
            ("1\tFirst chapter", "toc 1"),
            ("A part", "toc 2"),
            ("2\tSecond chapter", "toc 1"),
            ("Another part", "toc 2"),
        ]
        anchors = {link.get(qn("w:anchor")) for p in entries for link in p._p.iter(qn("w:hyperlink"))}
        assert anchors < {mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))}

    def test_the_contents_are_a_field_that_word_can_renew(self):
        document = opened(edition(layout="report"))
        marks = [mark.get(qn("w:fldCharType")) for mark in document.element.iter(qn("w:fldChar"))]
        assert marks == ["begin", "separate", "end"]
        (instruction,) = document.element.iter(qn("w:instrText"))
        assert instruction.text.split() == ["TOC", "\\o", '"1-2"', "\\h", "\\z"]

    def test_contents_and_text_of_a_report_begin_new_pages(self):
        made = edition("<p>a</p><h2>b</h2>", layout="report")
        document = opened(made)
        (last,) = [p for p in document.paragraphs if p._p.xpath("w:r/w:br[@w:type='page']")]
        assert last.style.name == "toc 1"
        # Behind the field: what Word puts in its place leaves the break alone.
        assert [child.tag for child in last._p.iter(qn("w:fldChar"), qn("w:br"))][-1] == qn("w:br")
        style = part(made, "word/styles.xml").xpath(
            "//w:style[@w:styleId='TOCHeading']//w:pageBreakBefore", namespaces=W
        )
        assert len(style) == 1

    def test_a_report_without_headings_has_no_contents(self):
        document = opened(edition("<p>a</p>", layout="report"))
        assert "TOC Heading" not in names(document)

    @pytest.mark.parametrize(
        ("layout", "styles"),
        [
            ("report", ["Organisation", "Title", "Subtitle", "Cover Date"]),
            ("guide", ["Kicker", "Title", "Subtitle", "Audience"]),
            ("brief", ["Kicker", "Title", "Subtitle"]),
            ("church_sheet", ["Title", "Subtitle"]),
        ],
    )
    def test_a_title_has_styles_and_a_drawing_that_is_decoration(self, layout, styles):
        document = opened(edition("<p>Words.</p>", layout=layout))
        assert names(document)[: len(styles) + 1] == [*styles, "Normal"]
        drawing = described(document)[0]
        assert drawing.get("descr") == ""
        assert b"decorative" in etree.tostring(drawing)
        assert drawing.getparent().get("behindDoc") == "1"

    def test_a_title_takes_the_room_that_its_words_need(self):
        short, long = (edition(title=title) for title in ("Short", "A title that takes three lines in all " * 2))
        assert title_of(long).height("guide") - title_of(short).height("guide") >= 2 * 34
        heights = []
        for made in (short, long):
            (drawing,) = opened(made).element.iter(qn("wp:anchor"))
            heights.append(int(drawing.find(qn("wp:extent")).get("cy")))
        assert heights[1] - heights[0] >= Pt(2 * 34) - 2

    @pytest.mark.parametrize("subtitle", ["And a subtitle", ""])
    def test_the_last_line_of_a_title_keeps_its_distance_from_the_text(self, subtitle):
        made = edition(layout="brief", subtitle=subtitle)
        last = "Subtitle" if subtitle else "Title"
        after = part(made, "word/styles.xml").xpath(f"//w:style[@w:styleId='{last}']//w:spacing/@w:after", namespaces=W)
        assert int(after[0]) > 400

    def test_words_on_the_brand_colour_are_shaded_in_it(self):
        made = edition(sender=dataclasses.replace(SENDER, brand_colour="#4b0082"))
        path = "//w:style[@w:styleId='Title']/w:pPr/w:shd/@w:fill"
        assert part(made, "word/styles.xml").xpath(path, namespaces=W) == ["4B0082"]
        (picture,) = [blob for name, blob in parts(made).items() if name.endswith(".png")]
        with Image.open(BytesIO(picture)) as image:
            assert image.getpixel((5, 5)) == (0x4B, 0x00, 0x82)

    def test_a_letter_has_addresses_salutation_closing_and_nothing_else(self):
        document = opened(edition("<p>Words.</p>", layout="letter"))
        assert told(document) == [
            ("Instructions", "Click each shaded place and type."),
            ("Address", "[Your name]\t[Place and date]\n[Your street address]"),
            ("Address", "[Name of your MP], M.P.\nHouse of Commons\nOttawa, Ontario  K1A 0A6"),
            ("Salutation", "Dear [name of your MP]:"),
            ("NormalKept", "Words."),
            ("Closing", "Yours sincerely,"),
            ("Signature", "[Your signature]"),
            ("Signed", "[Your name]"),
        ]
        (control,) = document.element.body.iterchildren(qn("w:sdt"))
        assert control.find(f".//{qn('w:alias')}").get(qn("w:val")) == "How to use this letter"
        section = document.sections[0]
        assert section.header.is_linked_to_previous
        assert section.footer.is_linked_to_previous
        assert described(document) == []

    def test_a_licence_with_an_address_is_a_link_to_it(self):
        terms = {"licence": "CC BY-ND 4.0", "licence_url": "https://creativecommons.org/licenses/by-nd/4.0/"}
        document = opened(edition(layout="report", words=WORDS | terms))
        (link,) = document.paragraphs[-2].hyperlinks
        assert (link.text, link.url) == tuple(terms.values())
        sheet = opened(edition(layout="brief", words=WORDS | terms)).sections[0].footer.paragraphs[0]
        assert sheet.hyperlinks[0].url == terms["licence_url"]


class TestFrench:
    @pytest.mark.parametrize(("layout", "is_closer"), [("guide", True), ("report", True), ("brief", False)])
    def test_longer_texts_stand_closer_with_the_same_lines(self, layout, is_closer):
        path = "//w:style[@w:styleId='Normal']//w:spacing"
        (english,), (french,) = (
            part(edition(layout=layout, language=language), "word/styles.xml").xpath(path, namespaces=W)
            for language in ("en", "fr")
        )
        assert english.get(qn("w:line")) == french.get(qn("w:line"))
        assert (int(french.get(qn("w:after"))) < int(english.get(qn("w:after")))) == is_closer


class TestEdges:
    def test_pages_after_the_first_carry_the_title(self):
        for layout in ("report", "guide"):
            section = opened(edition(layout=layout)).sections[0]
            assert section.different_first_page_header_footer
            assert section.header.paragraphs[0].text == "A title"
            assert section.header.paragraphs[0].style.name == "Header"

    def test_pages_of_reports_and_guides_are_numbered(self):
        for layout in ("report", "guide"):
            footer = opened(edition(layout=layout)).sections[0].footer._element
            assert "PAGE" in "".join(node.text for node in footer.iter(qn("w:instrText")))

    def test_sheets_say_where_they_come_from(self):
        for layout in ("guide", "brief", "church_sheet"):
            section = opened(edition(layout=layout)).sections[0]
            footer = section.first_page_footer if layout == "guide" else section.footer
            (line,) = footer.paragraphs
            assert line.text.startswith("Citizens for Public Justice, version 1, 2 November 2026. © 2026 Citizens")
            assert "\nOnline, with any later changes: act.example.org" in line.text
            assert line.hyperlinks[0].url == "https://act.example.org/en/resources/a-title/"


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
            assert {entry.date_time for entry in file.infolist()} == {archive.FIXED_DATE}
            assert file.namelist()[0] == "[Content_Types].xml"

    def test_nothing_is_left_of_any_template(self):
        made = parts(edition())
        assert not [name for name in made if "thumbnail" in name or "customXml" in name]
        assert b"python-docx" not in b"".join(made.values())
        assert b"Macintosh" not in made["docProps/app.xml"]

    @pytest.mark.parametrize("layout", LAYOUTS)
    def test_what_word_reads_in_order_is_in_order(self, layout):
        made = edition(layout=layout)
        made = dataclasses.replace(made, body=made.body.replace("<h2", f"{FIGURE}<h2", 1))
        for name, content in parts(made).items():
            if not name.endswith(".xml") or not name.startswith("word/"):
                continue
            for element in etree.fromstring(content).iter(*(f"{{{W['w']}}}{tag}" for tag in ORDER)):
                order = ORDER[etree.QName(element).localname].split()
                found = [order.index(etree.QName(child).localname) for child in element]
                assert found == sorted(found), (name, etree.tostring(element))

    def test_the_same_edition_gives_the_same_bytes_in_any_process(self, tmp_path):
        """A process that has no settings of Django, as the press's child need not have."""
        made = edition(EVERYTHING, layout="report")
        made = dataclasses.replace(made, body=made.body.replace("<h2", f"{FIGURE}<h2", 1))
        (tmp_path / "edition").write_bytes(pickle.dumps(made))
        program = (
            "import pickle, sys; from resources.rendering.word import set_word; "
            "sys.stdout.buffer.write(set_word(pickle.load(open(sys.argv[1], 'rb')))); "
            "assert not [name for name in sys.modules if name.split('.')[0] == 'django']"
        )
        for seed in ("1", "2"):
            environment = {"PATH": os.environ["PATH"], "PYTHONHASHSEED": seed, "PYTHONDONTWRITEBYTECODE": "1"}
            ran = subprocess.run(
                [sys.executable, "-c", program, tmp_path / "edition"],
                cwd=settings.BASE_DIR,
                env=environment,
                capture_output=True,
                check=False,
            )
            assert ran.returncode == 0, ran.stderr
            assert ran.stdout == set_word(made)
