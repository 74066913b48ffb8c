"""Word files: what belongs to one page wherever a program ends its pages, and the last page of a report."""

import dataclasses
from io import BytesIO

import pytest
from docx.oxml.ns import qn
from lxml import etree
from PIL import Image

from publishing.contrast import contrast
from resources.rendering.palette import READABLE, palette
from resources.rendering.word import faces, pictures
from resources.rendering.word import widths as widths_
from resources.rendering.word.titles import title_of
from tests.resources.editions import SENDER, WORDS, edition
from tests.resources.word_files import FIGURE, W, opened, part

LONG = "This is a sentence of some length, so that its paragraph takes several lines of the page. " * 4


def kept(body, *, layout="guide", figure=FIGURE, **fields):
    """The words of the paragraphs that stay on the page of what follows them, by their styles."""
    made = edition(body, layout=layout, **fields)
    made = dataclasses.replace(made, body=made.body.replace("<p>CHART</p>", figure))
    return staying(opened(made))


def staying(document):
    def stays(style):
        while style is not None:
            if style.paragraph_format.keep_with_next is not None:
                return style.paragraph_format.keep_with_next
            style = style.base_style
        return False

    paragraphs = [*document.paragraphs, *(p for t in document.tables for c in t._cells for p in c.paragraphs)]
    return {p.text for p in paragraphs if stays(p.style)}


class TestWhatStaysTogether:
    @pytest.mark.parametrize("tag", ["ul", "ol"])
    def test_a_list_with_what_introduces_it(self, tag):
        assert {LONG.strip()} <= kept(f"<p>{LONG}</p><{tag}><li>{LONG}</li></{tag}><p>{LONG}</p>")

    def test_a_short_item_is_not_alone_at_the_foot_or_the_head_of_a_page(self):
        items = ["first", "second", "third", "fourth", "last but one", "last"]
        body = f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul><h2>Next</h2><p>{LONG}</p>"
        assert kept(body) & set(items) == {"first", "last but one"}

    def test_long_items_fill_the_page(self):
        items = [f"{number} {LONG}".strip() for number in range(4)]
        body = f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul><h2>Next</h2><p>{LONG}</p>"
        assert not kept(body) & set(items)

    def test_a_short_list_closes_a_text_in_one_piece(self):
        items = [f"{number} {LONG}".strip() for number in range(5)]
        body = f"<h2>Sources</h2><ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
        assert kept(body, layout="report") & set(items) == set(items[:-1])

    @pytest.mark.parametrize("line", ["[A fact.] Contact: [name].", "“[Your name]”"])
    def test_a_line_of_gaps_with_what_it_belongs_to(self, line):
        listed = f"<p>x</p><ol><li>{LONG}</li><li>Then this</li></ol><p>{line}</p><h2>y</h2><p>z</p>"
        assert "Then this" in kept(listed)
        assert LONG.strip() in kept(f"<p>{LONG}</p><p>{line}</p><h2>y</h2><p>z</p>")

    def test_a_response_in_bold_with_what_it_answers(self):
        body = f"<p>Leader: {LONG}</p><p><strong>People: Amen.</strong></p><p>{LONG}</p><p>{LONG}</p><p>{LONG}</p>"
        assert kept(body, layout="church_sheet") & {f"Leader: {LONG}".strip(), "People: Amen."} == {
            f"Leader: {LONG}".strip()
        }

    def test_a_few_words_under_a_heading_are_not_the_last_of_a_page(self):
        assert "Take your time." in kept(f"<h2>A script</h2><p>Take your time.</p><p>{LONG}</p><p>{LONG}</p>")

    def test_the_last_lines_of_a_text_have_company(self):
        assert kept(f"<p>1 {LONG}</p><p>2 {LONG}</p><p>The last two lines.</p>") & {
            f"{number} {LONG}".strip() for number in (1, 2)
        } == {f"2 {LONG}".strip()}

    def test_a_letter_closes_under_words_of_its_own(self):
        assert LONG.strip() in kept(f"<p>First.</p><p>{LONG}</p>", layout="letter")

    def test_a_chart_with_its_source_and_its_numbers(self):
        cells = kept("<p>CHART</p><p>after</p>")
        assert {"A survey", "", "Source: us.", "Per cent", "Waits", "97%"} <= cells
        assert not cells & {"Limits", "50%", "after"}, "so LibreOffice would have it"

    def test_the_numbers_of_a_large_chart_may_stand_on_the_next_page(self):
        bar, row = '<bar share="0.5" shown="50%">Limits</bar>', '<tr><th scope="row">Limits</th><td>50%</td></tr>'
        large = FIGURE.replace(bar, bar * 4).replace(row, row * 4)
        cells = kept("<p>CHART</p><p>after</p>", figure=large)
        assert {"A survey", "", "Waits", "97%"} <= cells
        assert "Source: us." not in cells

    def test_rows_of_a_long_table_are_never_alone(self):
        rows = "".join(f"<tr><th>n{number}</th><td>v{number}</td></tr>" for number in range(12))
        cells = kept(f"<table><tr><th>Name</th><th>Value</th></tr>{rows}</table><p>{LONG}</p>")
        assert cells >= {"Name", "n0", "n9", "n10"}
        assert not cells & {"n1", "n8", "n11"}

    def test_styles_for_it_are_those_that_are_used(self):
        made = edition("<p>Words.</p><ul><li>a</li><li>b</li></ul>")
        styles = part(made, "word/styles.xml").xpath("//w:style/@w:styleId", namespaces=W)
        assert [name for name in styles if name.endswith("Kept")] == ["ListBulletKept", "NormalKept"]
        numbers = opened(made).element.xpath("//w:p[w:pPr/w:pStyle/@w:val='ListBulletKept']//w:numPr")
        assert numbers == [], "its bullet comes from the style"


class TestTitles:
    @pytest.mark.parametrize(
        ("title", "shown"),
        [
            ("Guide: A Half Welcome", "Guide: A\u00a0Half Welcome"),
            ("Une dette à l’arrivée", "Une dette à\u00a0l’arrivée"),
            ("Un canevas : une porte ouverte", "Un\u00a0canevas : une\u00a0porte ouverte"),
            ("Why advocacy?", "Why advocacy?"),
        ],
    )
    def test_no_line_ends_in_a_word_of_one_or_two_letters(self, title, shown):
        assert shown in [line.text for line in title_of(edition(title=title)).lines]
        assert opened(edition(title=title)).core_properties.title == title


class TestTables:
    CLAIMS = (
        ("Where and when the person claims", "Until 24 March 2023", "From 25 March 2023", "Since Bill C-12"),
        ("At a port of entry, no exception", "Sent back", "Sent back", "Sent back"),
        ("With an exception, at a port of entry or within 14 days", "May claim", "May claim", "May claim"),
        ("Between ports of entry, within 14 days, no exception", "May claim", "Sent back", "Sent back"),
        (
            "Between ports of entry, after 14 days",
            "May claim",
            "May claim",
            "Not referred; risk assessment before removal",
        ),
    )

    def test_take_as_few_lines_as_they_can(self):
        rows = "".join(f"<tr>{''.join(f'<td>{words}</td>' for words in row)}</tr>" for row in self.CLAIMS)
        (table,) = opened(edition(f"<table>{rows}</table>", layout="report")).tables
        widths = [column.width.inches - widths_.PADDING / 72 for column in table.columns]
        lines = [
            max(
                faces.count_lines(words, faces.BOLD, widths_.TYPE_SIZE, width)
                for words, width in zip(row, widths, strict=True)
            )
            for row in self.CLAIMS
        ]
        assert sum(lines) <= 11, lines  # shares after the longest text take 13


class TestCharts:
    def test_the_last_number_stands_clear_of_the_edge(self):
        figure = etree.fromstring(FIGURE)
        with Image.open(BytesIO(pictures.bars(figure, 4, palette(SENDER)))) as image:
            edge = image.convert("L").crop((image.width - 4, 0, image.width, image.height))
        assert edge.getextrema() == (255, 255)


class TestPackages:
    GATHERED = "<p>How to use it.</p><h2>One</h2><p>[gap]</p><h2>Two</h2><p>b</p>"

    def test_are_set_in_the_size_of_the_guides_that_they_gather(self):
        path = "//w:style[@w:styleId='Normal']//w:spacing/@w:line | //w:docDefaults//w:sz/@w:val"
        package, guide, report = (
            part(edition(self.GATHERED, **how), "word/styles.xml").xpath(path, namespaces=W)
            for how in ({"layout": "report", "gathers": True}, {"layout": "guide"}, {"layout": "report"})
        )
        assert package == guide != report

    def test_introduce_themselves_under_the_contents(self):
        document = opened(edition(self.GATHERED, layout="report", gathers=True))
        assert not document.element.xpath("//w:br[@w:type='page']")
        (first,) = [p for p in document.paragraphs if p.style.name == "After Contents"]
        assert first.text == "How to use it."
        assert first._p.getprevious().style == "TOC1"


class TestTheLastPageOfAReport:
    def test_says_where_the_newest_edition_is_and_who_publishes_it(self):
        sender = dataclasses.replace(SENDER, postal_lines=("1 Street", "Ottawa"), email="a@example.org")
        document = opened(edition(layout="report", sender=sender))
        said = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Colophon")]
        assert said == [
            ("Colophon Title", "A title"),
            ("Colophon", "Version 1, 2 November 2026"),
            ("Colophon", f"{WORDS['newest']} act.example.org/en/resources/a-title"),
            ("Colophon", f"{WORDS['published_by']} {SENDER.description}"),
            ("Colophon", "1 Street · Ottawa · a@example.org · cpj.ca"),
            ("Colophon", "© 2026 Citizens for Public Justice. All rights reserved."),
            ("Colophon", WORDS["type"]),
        ]
        links = [link.address for p in document.paragraphs for link in p.hyperlinks if p.style.name == "Colophon"]
        assert links == ["https://act.example.org/en/resources/a-title/", "mailto:a@example.org", "https://cpj.ca"]

    def test_an_organisation_known_by_name_alone_leaves_no_empty_line(self):
        sender = dataclasses.replace(SENDER, website="")
        document = opened(edition(layout="report", sender=sender))
        said = [p.text for p in document.paragraphs if p.style.name == "Colophon"]
        assert len(said) == 5
        assert all(said)

    @pytest.mark.parametrize(
        "end", ["<p>An end.</p>", "<ul><li>An end.</li></ul>", "<table><tr><td>x</td></tr></table>"]
    )
    def test_has_a_section_of_its_own_without_title_and_number(self, end):
        document = opened(edition(f"<h2>One</h2><p>Words.</p>{end}", layout="report"))
        text, back = document.sections
        assert text.header.paragraphs[0].text == "A title"
        assert back.different_first_page_header_footer
        assert [p.text for p in back.first_page_header.paragraphs] == [""]
        (holder,) = [p for p in document.paragraphs if p._p.xpath("w:pPr/w:sectPr")]
        following = holder._p.getnext()
        assert following.style == "ColophonTitle"
        anchor = following.find(f".//{qn('wp:anchor')}")
        extent = anchor.find(qn("wp:extent"))
        assert (int(extent.get("cx")), int(extent.get("cy"))) == (back.page_width, back.page_height)

    def test_links_on_the_brand_colour_can_be_read_on_it(self):
        made = edition("<p>x</p>", layout="report", sender=dataclasses.replace(SENDER, brand_colour="#4b0082"))
        document = opened(made)
        looks = {run.style for p in document.paragraphs for run in p._p.iterfind("w:hyperlink/w:r", W)}
        assert looks == {"ColophonLink"}
        styles = part(made, "word/styles.xml")
        colour, ground = (
            "#" + styles.xpath(f"//w:style[@w:styleId='{name}']//{path}", namespaces=W)[0].lower()
            for name, path in (("ColophonLink", "w:color/@w:val"), ("Colophon", "w:shd/@w:fill"))
        )
        assert contrast(colour, ground) >= READABLE
