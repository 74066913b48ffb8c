"""What is inside the PDF and Word files that staff upload, by their content, whatever their names say.

They are opened by readers of the site, who trust it. So nothing is let through that runs, that is attached, that loads
something from elsewhere, or that cannot be looked into. Runs in the press: a file can be made to take up minutes and
gigabytes.
"""

from typing import NamedTuple


class Findings(NamedTuple):
    """How many pages a file has, None when it does not say; and what speaks against it, as keys of PROBLEMS."""

    pages: int | None
    problems: tuple


def kind_of(content):
    """ "pdf", "docx" or None."""
    if content.startswith(b"%PDF-"):
        return "pdf"
    # Any other zip says what it is not when it is looked into.
    return "docx" if content.startswith(b"PK\x03\x04") else None


def inspect(kind, content):
    """The Findings in a file of this kind."""
    if kind == "pdf":
        from resources.inspection import pdf

        return pdf.inspect(content)
    from resources.inspection import word

    return word.inspect(content)
