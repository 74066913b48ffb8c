"""An edition → an EPUB 3, for e-readers and for reading aloud.

    markup     the frame of every page, and what stands in it of the edition's words
    chapters   the text, a page for each chapter: notes, tables, links from one page to another
    charts     a chart as a drawing with its numbers in words and as a table
    cover      the picture that stands for the book on a shelf
    package    what the book says of itself, the order of its pages, its contents

Knows no Django.
"""

from string import Template

from resources.rendering import assets
from resources.rendering.archive import archive
from resources.rendering.epub import chapters, cover, markup, package
from resources.rendering.palette import palette

__all__ = ["set_epub"]

FONTS = ("AtkinsonHyperlegibleNext-Regular", "AtkinsonHyperlegibleNext-Bold", "AtkinsonHyperlegibleNext-Italic")
HEADLINE = "Fraunces-SemiBold"


def set_epub(edition):
    """The bytes of the EPUB of an Edition; the same edition gives the same bytes."""
    pages = [
        markup.cover(edition),
        markup.title(edition),
        *chapters.pages(edition),
        *([] if edition.letter else [markup.colophon(edition)]),
    ]
    faces = {f"fonts/{name}.ttf": assets.font(f"{name}.ttf") for name in (*FONTS, HEADLINE)}
    parts = {
        "style.css": Template(assets.style("book")).substitute(palette(edition.sender)),
        "cover.png": cover.png(edition),
        "contents.xhtml": package.contents(edition, pages),
        "package.opf": package.package(edition, pages, list(faces)),
        **faces,
        **{page.name: page.html for page in pages},
    }
    return archive(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": package.CONTAINER,
            **{f"book/{name}": part for name, part in parts.items()},
        },
        first="mimetype",
        stored={"mimetype"},
    )
