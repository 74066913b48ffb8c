"""The letter of thanks after a meeting, as an edition: the same words for page, PDF, Word and plain text.

What was typed is put into the tree as text, as in papers.py.
"""

from dataclasses import replace

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from lxml import etree

from advocacy.models import MeetingReport
from advocacy.writing.composing import day_of
from advocacy.writing.recipients import member_addressed
from parliament import forms_of_address
from publishing.models import Organisation
from publishing.templatetags.typeset import long_date
from resources.rendering.edition import Edition, Letter
from resources.rendering.gathering import sender_of
from resources.rendering.trees import element

MetWith = MeetingReport.MetWith


def letter_paragraphs(told, campaign):
    """The letter's own paragraphs in the active language. `told`: cleaned values of a ReportForm."""
    day = long_date(told["met_on"])
    opening = {
        MetWith.STAFF: _("Thank you for having your staff meet us on %(day)s. We talked about this: %(campaign)s."),
        MetWith.BOTH: _("Thank you, and your staff, for meeting us on %(day)s. We talked about this: %(campaign)s."),
        MetWith.MEMBER: _("Thank you for meeting us on %(day)s. We talked about this: %(campaign)s."),
    }[told["met_with"]]
    yield opening % {"day": day, "campaign": campaign.title}
    yield _("We asked for this: %(ask)s") % {"ask": _ended(told["ask"])}
    yield _("This is what we heard: %(said)s") % {"said": _ended(told["said"])}
    if told["promised"]:
        yield _("We thank you especially for what was promised: %(promise)s") % {"promise": _ended(told["promised"])}
    if told["follow_up_on"]:
        words = _("We will be in touch by %(day)s to ask how the matter stands.")
        yield words % {"day": long_date(told["follow_up_on"])}
    yield _("Please tell us if we have misunderstood anything. We look forward to working with you.")


def _ended(words):
    """`words` with the sign that ends a sentence, unless one stands there or right before a closing quote."""
    return words if words.rstrip("»”’)\u00a0 ")[-1:] in (".", "!", "?", "…") else f"{words}."


def letter_of(told, offer, language):
    """The Letter around them: from whom, to whom, salutation and closing. `offer`: of choices.py."""
    if offer.member:
        member = member_addressed(offer.riding, language)
        form, lines = member.form, member.lines
    else:
        form = forms_of_address.own_member(language)
        lines = (form.name_line, *forms_of_address.house_of_commons(language))
    name = told["name"] or _("[Your name]")
    return Letter(
        writer_lines=(name, _("[Your street address]"), _("[Your town, province and postal code]")),
        day=day_of(timezone.localdate(), language),
        recipient_lines=lines,
        salutation=form.salutation,
        closing=form.closing,
        signature=_("[Your signature]"),
        signed=name,
    )


def thanks_edition(told, offer, language):
    """The Edition of the letter, in the active language, which is `language`."""
    today, sender = timezone.localdate(), sender_of(Organisation.load())
    tree = element("div", lang=language)
    for paragraph in letter_paragraphs(told, offer.campaign):
        for words in paragraph.split("\n\n"):
            tree.append(_with_lines(words))
    return Edition(
        language=language,
        layout="letter",
        kind=_("Letter"),
        title=_("Thank you for meeting us"),
        subtitle="",
        summary=offer.campaign.title or "",
        audience="",
        issued_on=today,
        date_in_words=long_date(today, language),
        address=settings.SITE_URL + reverse("meet", args=[offer.campaign.slug]),
        # The letter's author is whoever signs it.
        sender=replace(sender, name=told["name"] or sender.name),
        words={
            "note": _("Note"),
            "fill": _("Click each shaded place and type: your words take its place. Then delete this note."),
            "how": _("How to use this letter"),
        },
        letter=letter_of(told, offer, language),
        body=etree.tostring(tree, encoding="unicode"),
    )


def _with_lines(words):
    """A paragraph in which the lines that were typed stay lines."""
    first, *more = words.split("\n")
    made = element("p", first)
    for line in more:
        made.append(end := element("br"))
        end.tail = line
    return made
