"""A remedy for a line that WeasyPrint 70 breaks after its first word.

When a text that ends in a space (before a link, say) fits its line but for that space, WeasyPrint takes the
first word for one that has to be hyphenated and leaves it alone on its line; the space would have been
dropped at the end of the line anyway. tests/resources/test_pdf.py shows it.
"""

from weasyprint.layout import inline

_split = inline.split_first_line


def split_first_line(text, style, context, max_width, *args, **kwargs):
    """WeasyPrint's function of that name, except that a space at the end of `text` takes no width."""
    found = _split(text, style, context, max_width, *args, **kwargs)
    words = text.rstrip(" ")
    resume_at = found[2]
    if resume_at is None or max_width is None or words in ("", text):
        return found
    if _split(words, style, context, max_width, *args, **kwargs)[2] is None:
        return _split(text, style, context, None, *args, **kwargs)
    return found
