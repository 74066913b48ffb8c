"""The documents that are set: a letter, a one-page brief, a guide and a report of 14 pages, all in English."""

SLUGS = {
    "letter": "sample-letter-to-the-minister",
    "brief": "sample-one-page-brief",
    "guide": "guide-calling-your-mp",
    "report": "reclaiming-protection",
}


def document(name):
    from resources.models import Document

    return Document.objects.public().get(slug_en=SLUGS[name])


def edition(name):
    from resources.rendering.gathering import edition_of

    return edition_of(document(name), "en")


def text(name):
    """(HTML, layout) that the typesetter is handed."""
    from resources.rendering.layout import print_html

    found = edition(name)
    return print_html(found), found.layout
