"""The tree on a page of the site: notes that can be reached and left, tables that scroll, safe HTML."""

import pytest
from django.template import Context, Template
from django.utils.safestring import SafeString
from django.utils.translation import override
from lxml import html

from resources.rendering import page
from tests.factories.campaigns import ChartBarFactory, ChartFactory
from tests.resources.editions import EVERYTHING


def rendered(text, language="en", prefix="text"):
    return html.fragment_fromstring(page.rich_html(text, language, prefix), create_parent="div")


class TestNotes:
    def test_lead_to_the_list_at_the_end_and_back(self):
        root = rendered("<p>One.((First.)) Two.((<em>Second</em>.))</p>")
        for number in ("1", "2"):
            (called,) = root.xpath(f"//sup[@id='text-call-{number}']")
            call = called.find("a")
            assert call.text == number
            (item,) = root.xpath(f"//section[@role='doc-endnotes']//li[@id='{call.get('href')[1:]}']")
            (back,) = item.xpath("a[@role='doc-backlink']")
            assert back.get("href") == f"#text-call-{number}"
        assert root.xpath("string(//li[@id='text-note-2'])").startswith("Second.")

    def test_open_where_one_reads_without_being_said_twice(self):
        root = rendered("<p>One.((First.))</p>")
        (item,) = root.xpath("//li[@popover]")
        opens, closes = root.xpath("//button")
        assert opens.get("popovertarget") == closes.get("popovertarget") == item.get("id")
        assert (opens.getparent().tag, closes.get("popovertargetaction")) == ("sup", "hide")
        assert [button.get("aria-label") for button in (opens, closes)] == ["Note 1", "Close note 1"]
        assert " ".join(root.text_content().split()) == "One.1NotesFirst. ↑"

    def test_called_in_a_link_are_called_behind_it(self):
        root = rendered('<p><a href="https://example.org/">words((A note.)) more</a> after</p>')
        assert root.xpath("//a//a | //a//button") == []
        assert root.xpath("string(//p)") == "words more1 after"

    def test_are_named_for_those_who_do_not_see_them(self):
        root = rendered("<p>One.((First.))</p>")
        assert root.xpath("//a[@role='doc-noteref']/@aria-label") == ["Note 1"]
        section = root.find("section")
        assert section.get("aria-labelledby") == section.find("h2").get("id")

    def test_make_no_list_when_there_are_none(self):
        assert rendered("<p>One.</p>").find("section") is None

    def test_of_two_texts_on_one_page_do_not_meet(self):
        both = page.rich_html(EVERYTHING, "en") + page.rich_html(EVERYTHING, "en", "step")
        ids = html.fragment_fromstring(both, create_parent="div").xpath("//@id")
        assert len(ids) == len(set(ids))


class TestTables:
    def test_scroll_in_a_region_that_the_keyboard_reaches_and_that_has_a_name(self):
        root = rendered(EVERYTHING)
        (region,) = root.xpath("//div[@role='region']")
        assert region.get("tabindex") == "0"
        (caption,) = region.xpath("table/caption")
        assert region.get("aria-labelledby") == caption.get("id")

    def test_without_a_caption_have_a_name_all_the_same(self):
        (region,) = rendered("<table><tr><td>a</td></tr></table>").xpath("//div[@role='region']")
        assert region.get("aria-label") == "Table"


class TestSafety:
    def test_what_looks_like_markup_in_a_text_stays_text(self):
        made = page.rich_html("<p>&lt;script&gt;alert(1)&lt;/script&gt; ((&lt;b onclick=x&gt;)) &amp;amp;</p>", "en")
        assert isinstance(made, SafeString)
        assert "<script" not in made
        assert "<b onclick" not in made
        assert "&amp;amp;" in made

    def test_links_to_other_sites_cannot_reach_back(self):
        addresses = ("https://example.org/", "/en/", "mailto:a@example.org")
        root = rendered("".join(f'<p><a href="{address}">a</a></p>' for address in addresses))
        assert [link.get("rel") for link in root.iter("a")] == ["noopener", None, None]

    @pytest.mark.django_db
    def test_there_is_no_style_or_script_of_its_own(self):
        chart = ChartFactory(key="survey")
        ChartBarFactory(chart=chart)
        root = rendered(EVERYTHING + "<p>{{chart.survey}}</p>")
        assert root.xpath("//svg")
        assert not root.xpath("//@style | //style | //script | //@*[starts-with(name(), 'on')]")


class TestContents:
    def test_list_the_chapters_with_their_parts(self):
        found = page.contents(EVERYTHING, "en")
        assert [(heading.text, [part.text for part in heading.children]) for heading in found] == [
            ("First chapter", ["A part"]),
            ("Second chapter", ["Another part"]),
        ]

    def test_lead_to_the_headings_of_the_text(self):
        ids = set(rendered(EVERYTHING, prefix="step").xpath("//@id"))
        assert {heading.id for heading in page.contents(EVERYTHING, "en", "step")} <= ids

    def test_leave_notes_out(self):
        (heading,) = page.contents("<h2>What <em>we</em> ask((Since 2018.)) now</h2>", "en")
        assert heading.text == "What we ask now"


class TestTags:
    def test_a_template_shows_text_in_the_active_language(self):
        template = Template('{% load rich_text %}{{ text|rich:"case" }}')
        with override("fr"):
            shown = template.render(Context({"text": "<h2>Titre</h2><p>Le 1er mai.((Note.))</p>"}))
        assert '<h2 id="case-titre">' in shown
        assert "1<sup>er</sup>" in shown

    def test_a_template_lists_the_headings(self):
        listed = Template(
            "{% load rich_text %}{% rich_contents text as all %}{% for h in all %}{{ h.id }};{% endfor %}"
        )
        assert listed.render(Context({"text": EVERYTHING})) == "text-first-chapter;text-second-chapter;"

    @pytest.mark.django_db
    def test_a_template_shows_a_chart_by_its_key_and_nothing_for_an_unknown_one(self):
        ChartBarFactory(chart=ChartFactory(key="survey", title_en="A survey"))
        template = Template("{% load rich_text %}{% chart key %}")
        assert "A survey" in template.render(Context({"key": "survey"}))
        assert template.render(Context({"key": "gone"})) == ""

    def test_no_text_shows_nothing(self):
        assert Template("{% load rich_text %}{{ text|rich }}").render(Context({"text": None})) == ""
