"""The finished letter: whose words stand where, and how it begins and ends in its language."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from advocacy.letter_names import filled
from advocacy.writing.recipients import Recipient
from publishing.templatetags.typeset import long_date

# Of all words of a letter, in hundredths: below the first it reads like everyone's, from the second on like one's own.
FEW, MANY = 12, 25


@dataclass(frozen=True)
class Paragraph:
    """`is_own`: whether the writer's words, and not the campaign's."""

    text: str
    is_own: bool

    @property
    def words(self):
        return len(self.text.split())


@dataclass(frozen=True)
class OwnLetter:
    """A letter of one visitor, in one language. It lives for as long as its page is made."""

    language: str
    to: Recipient
    copy: Recipient | None
    subject: str
    name: str
    sender_lines: tuple
    issued_on: date
    paragraphs: tuple

    @property
    def day(self):
        return day_of(self.issued_on, self.language)

    @property
    def subject_line(self):
        with override(self.language):
            return _("Subject: %(subject)s") % {"subject": self.subject}

    @property
    def copy_line(self):
        """Who else gets it, as it stands under the signature; "" for nobody."""
        if self.copy is None:
            return ""
        with override(self.language):
            return _("Copy: %(name)s") % {"name": self.copy.form.name_line}

    @property
    def postage_line(self):
        """For the carrier, above an address at the House; "" for any other."""
        with override(self.language):
            return _("Mail to the House of Commons: no stamp needed") if self.to.is_at_the_house else ""

    @property
    def own_share(self):
        """How many hundredths of the words are the writer's, 0 to 100."""
        own = sum(paragraph.words for paragraph in self.paragraphs if paragraph.is_own)
        return round(100 * own / max(1, sum(paragraph.words for paragraph in self.paragraphs)))

    @property
    def as_text(self):
        """The letter for a mail or a form: without the address blocks."""
        parts = [self.to.form.salutation, *(p.text for p in self.paragraphs), self.to.form.closing]
        parts.append("\n".join(self.sender_lines))
        return "\n\n".join([*parts, *filter(None, [self.copy_line])])


def day_of(day, language):
    """As it stands in a letter: "25 November 2026", « le 25 novembre 2026 »."""
    words = long_date(day, language)
    return f"le {words}" if language == "fr" else words


def compose(letter, riding, recipients, typed):
    """The OwnLetter of `typed`, the cleaned data of a WriteForm, to `recipients.to`; `riding` may be None."""
    language, today = typed["language"], timezone.localdate()
    with override(language):
        values = {
            "place": typed["place"],
            "riding": riding.name if riding else "",
            "member": _member_named(recipients),
            "recipient": recipients.to.name,
            "date": long_date(today, language),
        }
        introduction = filled(letter.introduction or "", values)
        points = [text for point in typed["points"] for text in filled(point.text or "", values)]
        request = filled(letter.request or "", values)
        subject = letter.subject or ""
    own = [Paragraph(text, is_own=True) for text in typed["opening"].split("\n\n")]
    rest = [Paragraph(text, is_own=False) for text in (*introduction, *points, *request)]
    return OwnLetter(
        language=language,
        to=recipients.to,
        copy=recipients.copy,
        subject=subject,
        name=typed["name"],
        sender_lines=(typed["name"], *typed["address"].splitlines(), typed["place"]),
        issued_on=today,
        paragraphs=(*own, *rest),
    )


def _member_named(recipients):
    """Who is named as the member: nobody where the member is addressed in another office."""
    if recipients.member is None or (recipients.copy is None and recipients.member != recipients.to):
        return ""
    return recipients.member.name
