"""The tree as a mail: HTML with its styles inline, and plain text that reads as well."""

from resources.rendering.mail import mail_html, mail_text

BODY = (
    "<h2>What happened</h2><p>The minister <strong>answered</strong>.((On 2 November 2026.))</p>"
    '<ul><li>one</li><li><a href="https://example.org/">two</a></li></ul>'
)


def test_plain_text_is_that_of_documents():
    assert mail_text(BODY, "en").splitlines() == [
        "What happened",
        "=============",
        "",
        "The minister answered.[1]",
        "",
        "- one",
        "- two <https://example.org/>",
        "",
        "[1] On 2\u00a0November 2026.",
    ]


def test_html_has_its_styles_inline_and_its_notes_at_the_end():
    made = mail_html(BODY, "en")
    assert "class=" not in made
    assert '<h2 style="' in made
    assert made.rstrip().endswith("</ol>")
    assert made.index("(1)") < made.index("On 2\u00a0November 2026.")


def test_no_text_is_nothing():
    assert mail_text("", "en") == ""
