"""Stored text becomes one tree: what editors type by convention, and what they leave out."""

import pytest
from lxml import etree

from resources.rendering.source import semantic_tree, unknown_placeholders
from resources.rendering.tables import grid
from tests.factories.parliament import DecisionMakerFactory
from tests.factories.resources import DocumentFactory

NBSP = "\u00a0"


def tree(html, language="en", **options):
    return semantic_tree(html, language, **options)


def inner(html, language="en", **options):
    """What is inside the tree's root, as text."""
    root = tree(html, language, **options)
    return "".join(etree.tostring(child, encoding="unicode") for child in root)


class TestLanguages:
    def test_words_in_the_other_language_are_marked(self):
        assert inner("<p>Lire <em>[[en: A Half Welcome]]</em>, [[en:twice]].</p>", "fr") == (
            '<p>Lire <em><span lang="en-CA">A Half Welcome</span></em>, <span lang="en-CA">twice</span>.</p>'
        )

    def test_words_in_the_language_of_the_text_lose_their_brackets_only(self):
        assert inner("<p>Read [[en: this]] and [[fr: cela]].</p>") == (
            '<p>Read this and <span lang="fr-CA">cela</span>.</p>'
        )

    def test_other_brackets_stay_as_typed(self):
        assert inner("<p>[your name] [[de: Wort]] [[en: open</p>") == "<p>[your name] [[de: Wort]] [[en: open</p>"

    def test_may_stand_in_a_note_and_in_a_link(self):
        (note,) = tree('<p>Oui.((Voir <a href="https://example.org/">[[en: here]]</a>.))</p>', "fr").iter("note")
        assert note.find("a/span").get("lang") == "en-CA"


class TestNotes:
    def test_stand_where_they_were_called_and_count_in_order_of_reading(self):
        root = tree("<p>One.((First.)) Two.((Second.))</p><ul><li>Three((Third.))</li></ul>")
        assert [(note.get("n"), note.text) for note in root.iter("note")] == [
            ("1", "First."),
            ("2", "Second."),
            ("3", "Third."),
        ]

    def test_may_hold_parentheses_links_and_emphasis(self):
        html = '<p>Yes.((See <em>this</em> (2018) and <a href="https://example.org/">that (too)</a>.)) More.</p>'
        (note,) = tree(html).iter("note")
        assert "".join(note.itertext()) == "See this (2018) and that (too)."
        assert [child.tag for child in note] == ["em", "a"]
        assert note.tail == " More."

    def test_end_with_a_parenthesis_of_their_own(self):
        (note,) = tree("<p>Yes.((In force (2004/2))).</p>").iter("note")
        assert note.text == "In force (2004/2)"
        assert note.tail == "."

    def test_are_found_inside_emphasis_and_table_cells(self):
        root = tree("<p><strong>Bold((A.))</strong></p><table><tr><th>x((B.))</th></tr><tr><td>y</td></tr></table>")
        assert [note.getparent().tag for note in root.iter("note")] == ["strong", "th"]

    def test_that_are_not_closed_stay_as_typed(self):
        root = tree("<p>An ((unclosed note. <em>And more</em></p><p>Next.((Closed.))</p>")
        assert root[0].text == "An ((unclosed note. "
        assert [note.text for note in root.iter("note")] == ["Closed."]

    def test_leave_no_space_before_their_call(self):
        root = tree("<p>Words ((Note.)) go on.</p>")
        assert root[0].text == "Words"


class TestLinks:
    @pytest.mark.django_db
    def test_to_a_public_page_are_relative_on_pages_and_whole_in_files(self):
        DocumentFactory(slug_en="a-half-welcome", slug_fr="un-accueil-a-moitie")
        html = '<p><a href="page:document/a-half-welcome">It</a></p>'
        assert tree(html).find(".//a").get("href") == "/en/resources/a-half-welcome/"
        assert tree(html, "fr").find(".//a").get("href") == "/fr/documents/un-accueil-a-moitie/"
        in_file = tree(html, in_file=True).find(".//a").get("href")
        assert in_file == "https://act.example.org/en/resources/a-half-welcome/"

    @pytest.mark.django_db
    def test_to_a_page_that_is_not_public_become_plain_words(self):
        DocumentFactory(slug_en="secret", draft=True)
        assert inner('<p>Read <a href="page:document/secret"><em>it</em></a> now.</p>') == (
            "<p>Read <em>it</em> now.</p>"
        )

    @pytest.mark.parametrize("href", ["javascript:alert(1)", "//example.org/", "www.example.org", "#nowhere", ""])
    def test_that_lead_nowhere_become_plain_words(self, href):
        assert inner(f'<p><a href="{href}">word</a></p>') == "<p>word</p>"

    def test_to_a_heading_of_the_same_text_stay(self):
        assert tree('<h2>Why</h2><p><a href="#text-why">see</a></p>').find(".//a").get("href") == "#text-why"


class TestPlaceholders:
    @pytest.mark.django_db
    def test_take_the_records_words_in_the_language_of_the_text(self):
        DecisionMakerFactory(key="minister", first_name="Dana", last_name="Diab", gender="f")
        assert "Dana Diab" in inner("<p>To {{minister.full_name}}.</p>")
        assert "Madame la Ministre" in inner("<p>{{ minister.salutation }}</p>", "fr")

    @pytest.mark.django_db
    def test_that_nothing_stands_for_stay_in_a_sentence_and_go_when_alone(self):
        html = "<p>To {{gone.full_name}}.</p><p>{{chart.gone}}</p>"
        assert inner(html) == "<p>To {{gone.full_name}}.</p>"
        assert unknown_placeholders(tree(html, in_file=True)) == ["gone.full_name", "chart.gone"]

    def test_cost_no_query_when_there_are_none(self):
        # Without the django_db mark any query would fail.
        assert inner("<p>Plain.</p>") == "<p>Plain.</p>"


class TestHeadings:
    def test_have_ids_of_their_words_without_accents_and_notes(self):
        root = tree("<h2>Où en est-on ?((Note.))</h2><h3>L’Entente</h3>", "fr")
        assert [heading.get("id") for heading in root] == ["text-ou-en-est-on", "text-l-entente"]

    def test_of_the_same_words_have_different_ids(self):
        root = tree("<h2>In 2017</h2><h2>In 2017</h2><h2>???</h2>", prefix="step")
        assert [heading.get("id") for heading in root] == ["step-in-2017", "step-in-2017-2", "step-part"]

    def test_go_down_one_level_at_a_time(self):
        root = tree("<h3>a</h3><h4>b</h4><h2>c</h2><h4>d</h4><h4>e</h4>")
        assert [heading.tag for heading in root] == ["h2", "h3", "h2", "h3", "h4"]


class TestTables:
    EDITED = (
        "<table><tbody><tr><th><p>A</p></th><th><p>B</p></th></tr>"
        "<tr><th><p>a</p></th><td><p>1</p><p>2</p></td></tr></tbody></table>"
    )

    def test_of_the_editor_get_a_head_scopes_and_bare_cells(self):
        (table,) = tree(self.EDITED).iter("table")
        assert [group.tag for group in table] == ["thead", "tbody"]
        assert [(cell.text, cell.get("scope")) for cell in table.iter("th")] == [
            ("A", "col"),
            ("B", "col"),
            ("a", "row"),
        ]
        (cell,) = table.iter("td")
        assert [child.tag for child in cell] == ["p", "p"]

    @pytest.mark.parametrize(
        ("paragraph", "language"),
        [("<p>Table: What <em>changed</em></p>", "en"), (f"<p>Tableau{NBSP}: What <em>changed</em></p>", "fr")],
    )
    def test_take_the_caption_before_them(self, paragraph, language):
        root = tree(paragraph + self.EDITED, language)
        (caption,) = root.iter("caption")
        assert "".join(caption.itertext()) == "What changed"
        assert not root.findall("p")

    def test_leave_other_paragraphs_before_them_alone(self):
        root = tree("<p>Table: not next to it</p><p>See the table: here</p>" + self.EDITED)
        assert not list(root.iter("caption"))
        assert len(root.findall("p")) == 2

    def test_of_headers_alone_have_no_head(self):
        (table,) = tree("<table><tr><th>a</th></tr><tr><th>b</th></tr></table>").iter("table")
        assert [group.tag for group in table] == ["tbody"]

    def test_get_as_many_cells_in_every_row(self):
        rows = "<tr><td colspan='2' rowspan='3'>a</td><td>b</td></tr><tr></tr><tr><td>c</td><td>d</td></tr>"
        (table,) = tree(f"<table>{rows}</table>").iter("table")
        widths = {max(column + across for _cell, column, across, _down in row) for row in grid(table)[:1]}
        assert widths == {4}
        assert table.get("columns") == "4"
        assert len(list(table.iter("td"))) == 5

    def test_without_any_row_vanish(self):
        assert inner("<p>a</p><table></table>") == "<p>a</p>"


class TestWords:
    def test_outside_any_block_become_paragraphs(self):
        assert inner("Loose <em>words</em><p>and a block</p>and more") == (
            "<p>Loose <em>words</em></p><p>and a block</p><p>and more</p>"
        )

    def test_have_single_spaces_and_none_at_the_edges(self):
        assert inner("<p>  a \n  b <strong> c</strong> <br> d </p>\n\n<p>e</p>") == (
            "<p>a b <strong> c</strong> <br/>d</p><p>e</p>"
        )

    def test_keep_the_space_between_two_elements(self):
        assert inner("<p><em>a</em> <em>b</em></p>") == "<p><em>a</em> <em>b</em></p>"

    def test_of_a_list_item_with_one_paragraph_stand_in_the_item(self):
        assert inner("<ul><li><p>one</p></li><li><p>two</p><ul><li><p>deep</p></li></ul></li></ul>") == (
            "<ul><li>one</li><li>two<ul><li>deep</li></ul></li></ul>"
        )
        assert inner("<ul><li><p>one</p><p>more</p></li></ul>") == "<ul><li><p>one</p><p>more</p></li></ul>"

    @pytest.mark.parametrize(
        ("words", "language", "bound"),
        [
            ("On 2 November 2026", "en", f"On 2{NBSP}November 2026"),
            ("le 22 juillet 2020", "fr", f"le 22{NBSP}juillet 2020"),
            ("section 7 and Bill C-12", "en", f"section{NBSP}7 and Bill{NBSP}C-12"),
            ("à l’article 15", "fr", f"à l’article{NBSP}15"),
            ("under treaty E105722", "en", f"under treaty{NBSP}E105722"),
            ("le traité E105722", "fr", f"le traité{NBSP}E105722"),
            ("2020 FC 770", "en", f"2020{NBSP}FC{NBSP}770"),
            ("Read Matthew 25:35", "en", f"Read Matthew{NBSP}25:35"),
            ("Éphésiens 2, 12-19", "fr", f"Éphésiens{NBSP}2,{NBSP}12-19"),
            ("In 2018 people came", "en", "In 2018 people came"),
        ],
    )
    def test_that_are_read_together_stay_on_one_line(self, words, language, bound):
        assert tree(f"<p>{words}</p>", language)[0].text == bound

    @pytest.mark.parametrize(
        ("quoted", "end"),
        [
            ("depends on the person who is asking.", f"person who{NBSP}is{NBSP}asking."),
            ("calls for shared responsibilities.", "for shared responsibilities."),
            ("Lifted out.", "Lifted out."),
        ],
    )
    def test_the_last_short_words_of_a_quotation_stay_together(self, quoted, end):
        assert tree(f"<blockquote><p>{quoted}</p></blockquote>")[0].text_content().endswith(end)
        assert tree(f"<p>{quoted}</p>")[0].text == quoted

    def test_french_ordinals_are_raised_and_english_ones_are_not(self):
        assert inner("<p>Le 1er mai, la 44e réunion</p>", "fr") == (
            "<p>Le 1<sup>er</sup> mai, la 44<sup>e</sup> réunion</p>"
        )
        assert inner("<p>1er, 2e, A2e, 12:5e</p>", "en") == "<p>1er, 2e, A2e, 12:5e</p>"

    def test_nothing_makes_nothing(self):
        assert inner("") == inner(None) == ""
