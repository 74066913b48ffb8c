"""Editions for tests of the renderer: plain data, no database."""

import datetime

from lxml import etree

from publishing.qr import qr_words
from resources.rendering.edition import Edition, Letter, Sender
from resources.rendering.source import semantic_tree

SENDER = Sender(
    name="Citizens for Public Justice",
    short_name="CPJ",
    description="An organization that works for public justice.",
    website="https://cpj.ca",
    email="",
    phone="",
    postal_lines=(),
    brand_colour="#0f3f3a",
    action_colour="#b5381a",
)
LETTER = Letter(
    writer_lines=("[Your name]", "[Your street address]"),
    day="[Place and date]",
    recipient_lines=("[Name of your MP], M.P.", "House of Commons", "Ottawa, Ontario  K1A 0A6"),
    salutation="Dear [name of your MP]:",
    closing="Yours sincerely,",
    signature="[Your signature]",
    signed="[Your name]",
)
WORDS = {
    "contents": "Contents",
    "note": "Note",
    "notes": "Notes",
    "back": "Back to note %(n)s in the text",
    "fill": "Click each shaded place and type.",
    "how": "How to use this letter",
    "cover": "Cover",
    "start": "Start of the text",
    "about": "About this edition",
    "readable": "Everything is marked as what it is.",
    "version": "Version 1, 2 November 2026",
    "imprint": "Citizens for Public Justice, version 1, 2 November 2026",
    "online": "Online, with any later changes:",
    "dated": "This is version 1, 2 November 2026.",
    "newest": "The newest one is always at this address:",
    "published_by": "Published by Citizens for Public Justice.",
    "licence": "© 2026 Citizens for Public Justice. All rights reserved.",
    "licence_url": "",
    "qr": qr_words("https://act.example.org/en/resources/a-title/", "QR code: this document’s page"),
    "type": "Set in Fraunces and in Atkinson Hyperlegible Next.",
}
# Every element that a text may hold, in ways that editors write them. No placeholder and no link token:
# those need a database.
EVERYTHING = """
<p>An opening with a note.((The <em>first</em> note (of four), with a <a href="https://example.org/a">link</a>.))</p>
<h2>First chapter</h2>
<p>Some <strong>strong</strong>, <em>emphasised</em> and <a href="https://example.org/b">linked <em>words</em></a>.</p>
<ul><li>one</li><li>two<ul><li>deeper</li></ul></li><li>three((A note in a list.))</li></ul>
<h3>A part</h3>
<ol><li>first</li><li>second</li></ol>
<p>Table: What happened</p>
<table><tbody>
<tr><th><p>Date</p></th><th><p>Event</p></th></tr>
<tr><th><p>5 May 2002</p></th><td><p>Signed.((A note in a table.))</p></td></tr>
<tr><th><p>1 July 2004</p></th><td><p>In force.</p></td></tr>
</tbody></table>
<ol><li>again first</li></ol>
<blockquote><p>A sentence that is lifted out.</p></blockquote>
<h2>Second chapter</h2>
<h3>Another part</h3>
<h4>A small one</h4>
<p>An end.((The last note.))</p>
"""


def edition(body=EVERYTHING, *, layout="guide", language="en", **fields):
    """An Edition with `body` (HTML as the editor stores it) as its text."""
    tree = semantic_tree(body, language, in_file=True)
    values = {
        "language": language,
        "layout": layout,
        "kind": "Guide",
        "title": "A title",
        "subtitle": "And a subtitle",
        "summary": "What it is about.",
        "audience": "For everyone",
        "issued_on": datetime.date(2026, 11, 2),
        "date_in_words": "2 November 2026",
        "address": "https://act.example.org/en/resources/a-title/",
        "sender": SENDER,
        "letter": LETTER if layout == "letter" else None,
        "words": WORDS | ({"qr": None} if layout == "letter" else {}),
        "body": etree.tostring(tree, encoding="unicode"),
    }
    return Edition(**values | fields)
