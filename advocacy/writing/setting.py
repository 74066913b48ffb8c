"""The letter as PDF and Word: the edition of it that the typesetter gets.

Only text goes in. Whatever the visitor typed becomes the text of elements that are made here, and is escaped when the
tree is written; no step that gives brackets, braces, parentheses or addresses a meaning is run over it.
"""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import override
from lxml import etree

from publishing.models import Organisation
from publishing.templatetags.typeset import long_date
from resources.rendering.binding import bind
from resources.rendering.edition import WINDOW, Edition, Letter
from resources.rendering.gathering import sender_of
from resources.rendering.trees import element, put_parts

# Characters of a line of an address: a longer one would stand outside an envelope's window. About 3.3 inches.
LINE_OF_A_WINDOW = 46
LONGEST_WORD = 40  # a longer one may be broken anywhere
SIGNED_BY_HAND = "\u00a0"  # the room that is left for it


def edition_of(own_letter):
    """The Edition of an OwnLetter."""
    language, organisation = own_letter.language, Organisation.load()
    with override(language):
        words = {"note": _("Note")}
        kind = _("Letter")
    # Named as the author in the file's properties; the colours are the site's.
    sender = replace(
        sender_of(organisation),
        name=own_letter.name,
        short_name=own_letter.name,
        description="",
        website="",
        email="",
        phone="",
        postal_lines=(),
    )
    return Edition(
        language=language,
        layout="letter",
        variant=WINDOW,
        kind=kind,
        title=own_letter.subject,
        subtitle="",
        summary="",
        audience="",
        issued_on=own_letter.issued_on,
        date_in_words=long_date(own_letter.issued_on, language),
        address="",
        sender=sender,
        words=words,
        letter=_around(own_letter),
        body=_body(own_letter),
    )


def _around(own_letter):
    return Letter(
        writer_lines=own_letter.sender_lines,
        day=own_letter.day,
        recipient_lines=tuple(part for line in own_letter.to.lines for part in fitted(line)),
        salutation=own_letter.to.form.salutation,
        closing=own_letter.to.form.closing,
        signature=SIGNED_BY_HAND,
        signed=own_letter.name,
        subject=own_letter.subject_line,
        postage=own_letter.postage_line,
        copy=own_letter.copy_line,
    )


def fitted(line):
    """`line` of an address as one or two that fit an envelope's window, broken where both are about as long."""
    words = line.split(" ")
    if len(line) <= LINE_OF_A_WINDOW or len(words) == 1:
        return [line]
    breaks = [(" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words))]
    return list(min(breaks, key=lambda pair: abs(len(pair[0]) - len(pair[1]))))


def _body(own_letter):
    tree = element("div", lang=own_letter.language)
    for paragraph in own_letter.paragraphs:
        is_long = any(len(word) > LONGEST_WORD for word in paragraph.text.split())
        made = element("p", class_="long") if is_long else element("p")
        for number, line in enumerate(paragraph.text.split("\n")):
            put_parts(made, [element("br"), line] if number else [line])
        tree.append(made)
    bind(tree, own_letter.language)
    return etree.tostring(tree, encoding="unicode")
