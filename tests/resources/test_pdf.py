"""PDF files: what a screen reader finds in them is what the text holds, and nothing can be read from outside."""

import dataclasses
import os
import pickle
import subprocess
import sys
from io import BytesIO

import page as validator
import pikepdf
import pytest
from lxml import html as lxml_html

from resources.rendering import assets, layout, pdf, press
from resources.rendering.palette import palette
from tests.resources import outline
from tests.resources.editions import EVERYTHING, SENDER, WORDS, edition
from tests.resources.pages_lines import strayed_notes
from tests.resources.printed_words import printed_words
from tests.resources.read_aloud import read_aloud
from tests.resources.structure import Structure

LAYOUTS = ["report", "guide", "brief", "letter", "church_sheet"]
SENTENCE = "A sentence that takes some room on the page, and then another one that follows it. "


def set_pdf(made):
    """(bytes, pages) of an Edition."""
    return press.set_pdf(layout.print_html(made), made.layout)


@pytest.fixture(scope="module")
def everything():
    """{layout: (edition, bytes)} of a text that holds every element."""
    made = {name: edition(layout=name) for name in LAYOUTS}
    return {name: (one, set_pdf(one)[0]) for name, one in made.items()}


class TestConformance:
    @pytest.mark.parametrize("name", LAYOUTS)
    @pytest.mark.parametrize("profile", ["ua1", "2a"])
    def test_a_file_is_accessible_and_made_to_last(self, everything, name, profile):
        report = validator.validate_pdf_bytes(everything[name][1], profile=profile)
        assert [failure.message for failure in report.failures] == []

    @pytest.mark.parametrize("name", LAYOUTS)
    def test_a_file_is_sound(self, everything, name):
        with pikepdf.open(BytesIO(everything[name][1])) as made:
            assert made.check_pdf_syntax() == []

    def test_a_file_says_what_it_is_and_in_which_language(self):
        content, _pages = set_pdf(edition("<p>Des mots.</p>", language="fr", title="L’été", layout="report"))
        with pikepdf.open(BytesIO(content)) as made:
            assert made.Root.Lang == "fr-CA"
            assert made.docinfo.Title == "L’été"
            assert made.docinfo.Author == SENDER.name
            assert str(made.docinfo.CreationDate).startswith("D:20261102")
            assert made.Root.ViewerPreferences.DisplayDocTitle

    def test_all_typefaces_are_embedded_and_are_ours(self, everything):
        with pikepdf.open(BytesIO(everything["report"][1])) as made:
            fonts = [font for font in made.objects if isinstance(font, pikepdf.Dictionary) and "/FontFile2" in font]
            names = {str(font.FontName).split("+")[1].split("-")[0] for font in fonts}
        assert names == {"Atkinson", "Fraunces"}

    def test_headings_are_bookmarks(self, everything):
        with pikepdf.open(BytesIO(everything["guide"][1])) as made, made.open_outline() as outline:
            (title,) = outline.root
            assert (title.title, [child.title for child in title.children]) == (
                "A title",
                ["First chapter", "Second chapter"],
            )


class TestImprint:
    """Version, date, address and licence: to be read on the last page, and by a catalogue in the metadata."""

    @pytest.mark.parametrize("name", LAYOUTS)
    def test_a_file_says_which_version_it_is_where_it_comes_from_and_how_it_may_be_used(self, everything, name):
        made, content = everything[name]
        last = printed_words(content)[-1].replace("\u00a0", " ")
        for words in ("ersion 1, 2 November 2026", made.bare_address, made.words["licence"]):
            assert words in last

    def test_the_metadata_says_the_same(self, everything):
        made, content = everything["letter"]
        with pikepdf.open(BytesIO(content)) as file:
            said = file.open_metadata()
            assert said["xmpMM:VersionID"] == made.words["version"]
            assert said["dc:identifier"] == made.address
            assert said["dc:rights"] == made.words["licence"]
            assert "xmpRights:WebStatement" not in said

    def test_a_licence_with_an_address_is_a_link_and_stays_accessible_and_made_to_last(self):
        words = WORDS | {"licence": "CC BY 4.0 & more", "licence_url": "https://creativecommons.org/licenses/by/4.0/"}
        content, _pages = set_pdf(edition(words=words))
        assert "CC BY 4.0 & more" in Structure(content).links()
        with pikepdf.open(BytesIO(content)) as file:
            assert file.open_metadata()["xmpRights:WebStatement"] == words["licence_url"]
        assert [
            f.message for p in ("ua1", "2a") for f in validator.validate_pdf_bytes(content, profile=p).failures
        ] == []

    @pytest.mark.parametrize(
        ("name", "codes"), [("report", 1), ("guide", 1), ("brief", 1), ("church_sheet", 1), ("letter", 0)]
    )
    def test_a_code_leads_to_the_page_except_on_a_letter_that_is_to_be_sent(self, everything, name, codes):
        structure = Structure(everything[name][1])
        drawn = [str(figure.Alt) for figure in structure.all("Figure")]
        assert drawn == ["QR code: this document’s page"] * codes


class TestReadingAloud:
    """What a screen reader reads is the text: its words, in its elements, in its order."""

    @pytest.mark.parametrize("name", LAYOUTS)
    def test_the_structure_is_that_of_the_text_word_for_word(self, everything, name):
        made, content = everything[name]
        text, read = outline.of_text(made.tree, levels=name == "letter"), outline.of_pdf(content)
        before = read.index(text[0])  # a letter's address and salutation
        assert read[before : before + len(text)] == text
        assert (before == 0) == (name != "letter")

    def test_a_note_is_read_after_the_heading_or_block_that_calls_it(self):
        body = "<h2>Late((Of a heading.))</h2><p>First((Of a paragraph.)) and last.</p><p>Next.</p>"
        assert outline.of_pdf(set_pdf(edition(body))[0]) == [
            ("H2", "Late1"), ("Note", "Ofaheading"), ("P", "First2andlast"), ("Note", "Ofaparagraph"), ("P", "Next")
        ]  # fmt: skip

    def test_words_in_the_other_language_say_so(self):
        body = '<p>Lire <em>[[en: A Half Welcome]]</em>, <a href="https://x.org/">[[en: here]]</a> et [[fr: là]].</p>'
        read = read_aloud(set_pdf(edition(body, language="fr"))[0])
        assert [(e.words, e.language) for e in read if e.language] == [("A Half Welcome", "en-CA"), ("here", "en-CA")]

    def test_an_entry_of_the_contents_is_a_page_and_a_link_to_it(self, everything):
        read = read_aloud(everything["report"][1])
        entries = [place for place, e in enumerate(read) if e.kind == "TOCI"]
        assert len(entries) == 4
        for place in entries:
            label, reference, link = read[place + 1 : place + 4]
            assert (label.kind, reference.kind, link.kind) == ("Lbl", "Reference", "Link")
            assert label.words.isdigit()
            assert link.words in ("First chapter", "A part", "Second chapter", "Another part")

    def test_the_number_in_the_arch_beside_a_chapter_is_not_read_as_part_of_its_heading(self, everything):
        headings = [e.words for e in read_aloud(everything["report"][1]) if e.kind == "H2"]
        assert headings == ["Contents", "First chapter", "Second chapter"]


class TestStructure:
    @pytest.mark.parametrize("name", LAYOUTS)
    def test_holds_as_many_elements_of_each_kind_as_the_printed_page(self, everything, name):
        made, content = everything[name]
        printed = lxml_html.document_fromstring(layout.print_html(made)).find("body")
        kinds = Structure(content).kinds
        shift = 1 if name == "letter" else 0  # a letter has no title; its headings begin at the first level
        expected = {
            **{f"H{level - shift}": len(printed.findall(f".//h{level}")) for level in (2, 3, 4)},
            "P": len(printed.findall(".//p")) + len(printed.findall(".//figcaption")),
            "Table": len(printed.findall(".//table")),
            "TR": len(printed.findall(".//tr")),
            "TH": len(printed.findall(".//th")),
            "TD": len(printed.findall(".//td")),
            "Caption": len(printed.findall(".//caption")),
            "BlockQuote": len(printed.findall(".//blockquote")),
            "LI": len(printed.xpath(".//li[not(@data-in)]")),
            "TOCI": len(printed.xpath(".//li[@data-in]")),
            "Note": len(printed.xpath(".//span[@class='note']")),
        }
        assert {kind: kinds[kind] for kind in expected} == expected

    def test_notes_lists_and_tables_are_those_of_the_text(self, everything):
        made, content = everything["guide"]
        kinds = Structure(content).kinds
        tree = made.tree
        assert kinds["Note"] == len(list(tree.iter("note"))) == 4
        assert kinds["L"] == len(list(tree.iter("ul", "ol"))) == 4
        assert kinds["Table"] == len(list(tree.iter("table"))) == 1

    def test_what_runs_over_a_page_is_one_element(self):
        rows = "".join(f"<tr><th>Row {n}</th><td>{SENTENCE}</td></tr>" for n in range(60))
        body = f"<h2>Long</h2><p>{SENTENCE * 90}</p><table><tr><th>A</th><th>B</th></tr>{rows}</table>"
        content, pages = set_pdf(edition(body, layout="report"))
        kinds = Structure(content).kinds
        assert pages >= 5
        assert (kinds["Table"], kinds["THead"], kinds["TR"]) == (1, 1, 61)
        # The paragraph of the text, beside those of cover, running title and colophon.
        without = lxml_html.document_fromstring(layout.print_html(edition("<h2>Long</h2>", layout="report")))
        assert kinds["P"] == len(without.findall(".//p")) + 1

    def test_header_cells_say_what_they_head(self, everything):
        structure = Structure(everything["guide"][1])
        assert [str(header.A.Scope) for header in structure.all("TH")] == ["/Column", "/Column", "/Row", "/Row"]

    def test_a_note_follows_the_words_of_its_paragraph_and_is_called_there(self, everything):
        structure = Structure(everything["guide"][1])
        assert "Document/Part/P/Note" in structure.paths
        assert "Document/Part/Sect/Table/TBody/TR/TD/Note" in structure.paths
        assert structure.paths.count("Document/Part/P/Reference/Link") == 1
        # The link in the note's words is the note's, not the paragraph's.
        assert structure.below(structure.all("Note")[0]) == {"Lbl": 1, "Link": 1}
        assert structure.below(structure.all("P")[3]) == {"Reference": 1, "Link": 2, "Note": 1, "Lbl": 1}
        assert len({str(note.ID) for note in structure.all("Note")}) == 4

    def test_lists_say_how_they_are_numbered(self, everything):
        structure = Structure(everything["guide"][1])
        numbering = [str(element.A.ListNumbering) for element in structure.all("L")]
        assert numbering == ["/Disc", "/Disc", "/Decimal", "/Decimal"]

    def test_links_are_described_by_their_words(self, everything):
        links = Structure(everything["report"][1]).links()
        assert "linked words" in links
        assert "Note 1" in links
        assert "First chapter" in links
        assert all(links)
        # "linked <em>words</em>" is one link, not two.
        assert links.count("linked words") == 1

    def test_running_heads_and_drawings_are_artifacts(self, everything):
        structure = Structure(everything["report"][1])
        assert structure.kinds["Figure"] == 1  # the code; arches and bars are no figures
        numbered = {(kind, mcid) for kind, mcid in structure.words() if mcid is not None}
        assert {kind for kind, _mcid in numbered} == {"/Span", "/Figure"}
        assert ("/Artifact", None) in structure.words()

    def test_heading_levels_begin_at_one_in_a_letter(self, everything):
        kinds = Structure(everything["letter"][1]).kinds
        assert (kinds["H1"], kinds["H2"], kinds["H3"], kinds["H4"]) == (2, 2, 1, 0)


class TestFitting:
    def test_a_letter_that_is_a_little_long_is_set_smaller_on_one_page(self):
        paragraphs = f"<p>{SENTENCE * 4}</p>" * 8
        assert set_pdf(edition(paragraphs, layout="letter"))[1] == 1

    def test_a_letter_that_is_too_long_takes_its_pages(self):
        assert set_pdf(edition(f"<p>{SENTENCE * 4}</p>" * 30, layout="letter"))[1] > 1

    def test_a_brief_that_overflows_says_how_many_pages_it_takes(self):
        assert set_pdf(edition(f"<p>{SENTENCE * 4}</p>" * 40, layout="brief"))[1] == 3

    def test_no_word_stands_alone_on_a_line_that_has_room(self):
        """The space before a link once cost the rest of the line; see remedies.py."""
        words = (
            "<p>Priez pour les personnes qui sont à la frontière ce soir, et pour les agents qui les accueillent. "
            "Priez pour les juges et, en les nommant, pour votre membre du Parlement et pour la ou le ministre. Notre "
            '<a href="https://example.org/">prière pour les personnes réfugiées</a> convient au culte.</p>'
        )
        for width in (567.7, 568.4, 569.1):
            assert min(_line_lengths(words, width)[:-1]) > 60

    def test_nor_before_a_word_that_is_bound_to_what_follows(self):
        """The no-break space before a gap or a link once did the same."""
        words = (
            "<p>Priez pour les familles qui attendent les leurs, mois après mois, année après année, "
            "semaine\u00a0<strong>après\u00a0semaine</strong>, et pour les personnes qui les accueillent ici.</p>"
        )
        for width in range(560, 760, 2):
            assert min(_line_lengths(words, width)[:-1]) > 50

    @pytest.mark.parametrize("sentences", [1, 2, 8, 9])
    def test_no_note_is_lost_at_the_foot_of_a_page(self, sentences):
        """A note called in a line that fits only without notes was once printed nowhere; see remedies.py."""
        paragraph = f"<p>{SENTENCE} ((First note.)) {SENTENCE * 2} ((Second note.)) {SENTENCE}</p>"
        body = f"<p>{SENTENCE * sentences}</p>{paragraph * 14}"
        made = layout.print_html(edition(body))
        pdf._check_notes(pdf._lay_out(made, "church_sheet", 1), made)

    @pytest.mark.parametrize("lines", range(34, 46))
    def test_notes_stand_on_the_page_that_calls_them(self, lines):
        """Once they went to the next page when the second line of a paragraph found room without them."""
        above = "".join(f"<p>Line {n}.{'((A note.))' * (n % 9 == 0)}</p>" for n in range(lines // 2))
        body = above + f"<p>{SENTENCE * 2} ((Another.)) {SENTENCE} ((A third.)) {SENTENCE}</p>" * 3
        document = pdf._lay_out(layout.print_html(edition(body, layout="guide")), "guide", 1 + lines % 3 / 100)
        assert strayed_notes(document) == []

    def test_a_file_without_one_of_its_notes_is_not_made(self):
        made = layout.print_html(edition("<p>a((b))</p>"))
        hidden = made.replace('<span class="note"', '<span style="display:none" class="note"')
        with pytest.raises(pdf.NotesLost, match="note-1"):
            pdf.set_pdf(hidden, "guide")


def _line_lengths(html, width):
    """How many characters each line of `html` has in a column of `width` pixels."""
    from weasyprint import CSS, HTML
    from weasyprint.formatting_structure import boxes

    style = f"@page{{size:900px}} body{{margin:0}} p{{font:13px Atkinson;width:{width}px}}"
    document = HTML(string=html, url_fetcher=pdf._fetcher()).render(
        font_config=pdf._font_configuration(), stylesheets=[pdf._style_sheet("fonts"), CSS(string=style)]
    )
    lines = (box for box in document.pages[0]._page_box.descendants() if isinstance(box, boxes.LineBox))
    return [sum(len(part.text) for part in line.descendants() if isinstance(part, boxes.TextBox)) for line in lines]


class TestPrintedHtml:
    @pytest.mark.parametrize(("rows", "drawn"), [(7, False), (8, True)])
    def test_many_dates_with_what_happened_are_drawn_as_a_timeline(self, rows, drawn):
        cells = "".join(f"<tr><th>{2000 + row}</th><td>Something happened.</td></tr>" for row in range(rows))
        html = layout.print_html(edition(f"<table><tr><th>Date</th><th>What</th></tr>{cells}</table>"))
        assert ("timeline" in html) == drawn

    def test_blanks_are_marked_in_what_people_fill_in_and_not_in_reports(self):
        body = "<p>I am [your name] of [town].</p>"
        assert layout.print_html(edition(body)).count('class="blank"') == 2
        assert layout.print_html(edition(body, layout="report")).count('class="blank"') == 0

    def test_words_of_records_are_escaped(self):
        made = layout.print_html(edition("<p>a</p>", title="<script>alert(1)</script>", layout="report"))
        assert "<script" not in made

    def test_the_organisations_colours_are_used(self):
        purple = dataclasses.replace(SENDER, brand_colour="#4b0082")
        made = layout.print_html(edition("<p>a</p>", sender=purple))
        assert "--brand:#4b0082" in made
        assert palette(purple)["branddeep"] == "#330058"

    def test_french_no_break_spaces_are_kept(self):
        words = "« Pourquoi\u202f? »\u00a0: 25\u00a0000\u00a0$ le 2\u00a0mai"
        assert words in layout.print_html(edition(f"<p>{words}</p>", language="fr"))


class TestNothingFromOutside:
    @pytest.mark.parametrize(
        "address",
        [
            "http://example.org/a.png",
            "https://127.0.0.1/a.png",
            "file:///etc/passwd",
            "data:image/png;base64," + "A" * 1000,
            "document:fonts/../../../etc/passwd",
            "document:styles/no-such.css",
            "document:secrets/a.ttf",
        ],
    )
    def test_every_other_address_is_refused(self, address):
        with pytest.raises(assets.AssetRefused):
            assets.asset_path(address)
        for html in (f'<img src="{address}" alt="">', f'<p style="background:url({address})">a</p>'):
            with pytest.raises(assets.AssetRefused):
                pdf.set_pdf(html, "guide")

    def test_the_projects_own_are_read(self):
        assert assets.asset_path("document:fonts/Fraunces-SemiBold.ttf").is_file()
        assert assets.asset_path("document:styles/base.css").is_file()

    def test_the_site_starts_without_the_typesetter(self):
        command = "import sys, django; django.setup(); import config.urls; assert 'weasyprint' not in sys.modules"
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
        subprocess.run([sys.executable, "-c", command], check=True, env=environment)


SET_BOTH = """
import hashlib, pickle, sys
from resources.rendering import pdf, word
html, made = pickle.load(sys.stdin.buffer)
print(hashlib.sha256(pdf.set_pdf(html, made.layout).content).hexdigest())
print(hashlib.sha256(word.set_word(made)).hexdigest())
"""


def test_the_same_text_gives_the_same_bytes_in_every_process():
    made = edition(EVERYTHING, layout="report")
    handed = pickle.dumps((layout.print_html(made), made))
    hashes = {
        subprocess.run(
            [sys.executable, "-c", SET_BOTH],
            input=handed,
            capture_output=True,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(hashes) == 1


def test_characters_that_no_typeface_has_are_found():
    assert pdf.missing_characters("Élise Ştefan Łukasz Ωμέγα 25\u202f000 “a” « b » – ✓") == []
    assert pdf.missing_characters("ሰላም 漢字 abc") == sorted(set("ሰላም漢字"))
