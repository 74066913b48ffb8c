"""Rules of the look that a machine can hold: what templates may contain, what the stylesheet weighs, contrast."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from publishing.contrast import luminance
from publishing.models import Organisation
from publishing.stylesheet import FILES, _colour_rule, stylesheet

ROOT = Path(settings.BASE_DIR)
# A mail client knows no stylesheet; documents are set by WeasyPrint; the admin is another house.
ELSEWHERE = {"emails", "documents", "admin"}
TEMPLATES = [
    path
    for path in sorted((ROOT / "templates").rglob("*.html"))
    if path.relative_to(ROOT / "templates").parts[0] not in ELSEWHERE
]
STYLES = sorted((ROOT / "static" / "css").rglob("*.css"))
SITE_STYLES = [ROOT / "static" / "css" / f"{name}.css" for name in FILES]


def variables(source):
    """{name: value} of the custom properties in a piece of CSS."""
    return dict(re.findall(r"(--[\w-]+):\s*([^;}]+)", source))


def tokens():
    """The colours of the light and of the dark scheme."""
    source = (ROOT / "static" / "css" / "tokens.css").read_text()
    light, dark = source.split("@media (prefers-color-scheme: dark)")
    return variables(light), variables(light) | variables(dark)


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_a_template_has_no_inline_style_or_script_and_nothing_of_one_visitor(path):
    source = path.read_text()
    assert not re.search(r"\sstyle=", source)
    assert not re.search(r"\son\w+=\"", source)
    assert "<style" not in source
    for script in re.findall(r"<script[^>]*>", source):
        assert " src=" in script
        assert 'type="module"' in script
    for word in ("csrf_token", "request.user", "messages", "|safe", "autoescape off"):
        assert word not in source


@pytest.mark.parametrize("path", SITE_STYLES, ids=lambda path: path.name)
def test_no_selector_that_the_minifier_would_join(path):
    """rcssmin makes "a:is(b)" of "a :is(b)"; "a *:is(b)" survives."""
    rules = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    assert not re.search(r"[\w\])*] ::?(is|where|has|not|hover|focus|first|last|nth|details|before|after)", rules)


def test_every_style_of_the_site_is_in_the_one_stylesheet():
    apart = {
        ROOT / "static" / "css" / name
        for name in ("bare.css", "admin.css", "admin-counts.css", "admin-review.css", "admin-findings.css", "embed.css")
    }
    assert set(SITE_STYLES) == set(STYLES) - apart


def test_the_stylesheet_weighs_less_than_ten_kilobytes():
    assert len(stylesheet(Organisation()).brotli) < 10_000


def test_colours_are_named_in_the_tokens_and_nowhere_else():
    """Whites and blacks with transparency, and the ink on the sun, are the same in both schemes."""
    plain = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{3})\b(?![0-9a-f])", re.IGNORECASE)
    for path in SITE_STYLES:
        if path.name not in ("tokens.css", "print.css", "hero.css"):
            assert set(plain.findall(path.read_text())) <= {"#1d1b17", "#fff"}, path.name


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_has_a_contrast_of_four_and_a_half_and_an_edge_of_three(scheme):
    colours = tokens()[scheme]
    for ground in ("--paper", "--surface", "--mist", "--sky"):
        for text in ("--ink", "--ink-soft"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    for ground in ("--paper", "--surface", "--mist"):
        assert contrast(colours["--edge"], colours[ground]) >= 3, ground
    assert contrast(colours["--act"], "#ffffff") >= 4.5
    assert contrast("#1d1b17", colours["--sun"]) >= 4.5


def test_staff_colours_leave_no_text_of_their_own_in_the_dark():
    """Whatever staff choose holds in both schemes, so the dark may not set those names, only mix from them."""
    source = (ROOT / "static" / "css" / "tokens.css").read_text()
    dark = variables(source.split("@media (prefers-color-scheme: dark)")[1])
    chosen = set(variables(_colour_rule("#5a2d82", "#0a6b3d")))
    assert chosen == {"--spruce", "--spruce-deep", "--act", "--act-deep", "--ember", "--ember-deep"}
    assert not chosen & set(dark)
    assert {"--brand-ink", "--act-ink"} <= set(dark)


@pytest.mark.parametrize("name", ["--spruce", "--ember"])
def test_a_chosen_colour_is_never_used_for_text_unmixed(name):
    for path in SITE_STYLES:
        if path.name != "tokens.css":
            assert not re.search(rf"(?<![-\w])color: var\({name}(-deep)?\)", path.read_text()), path.name


def test_the_page_of_a_broken_site_needs_nothing(django_assert_num_queries, db):
    for language in ("en", "fr"):
        with translation.override(language), django_assert_num_queries(0):
            page = render_to_string("500.html")
        assert f'<html lang="{language}-CA">' in page
        assert "<h1>" in page
        assert "css/bare" in page
