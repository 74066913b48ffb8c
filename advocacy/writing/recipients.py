"""To whom a letter goes, and to whom its copy, for the riding of whoever writes."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from parliament import forms_of_address
from parliament.forms_of_address import FormOfAddress
from parliament.models import DecisionMaker
from parliament.name_keys import name_key


@dataclass(frozen=True)
class Recipient:
    """`name` as running text has it; `lines` of the address with the name; `email` may be ""."""

    name: str
    lines: tuple
    form: FormOfAddress
    email: str

    @property
    def is_at_the_house(self):
        """Whether mail to this address needs no stamp."""
        return forms_of_address.is_house_of_commons(self.lines)


@dataclass(frozen=True)
class Recipients:
    """`to` is None where nobody can be written to; `copy` is None where none is sent. `member` sits for the riding."""

    to: Recipient | None
    copy: Recipient | None = None
    member: Recipient | None = None
    is_seat_vacant: bool = False


def recipients_of(letter, riding, language):
    """The Recipients of `letter` (a Letter) from somebody in `riding` (a Riding, or None where it is not known)."""
    with override(language):
        officials = list(DecisionMaker.objects.all())
        person = next((each for each in officials if each.pk == letter.decision_maker_id), None)
        official = person and _official(person, language)
        member, holds = _member(riding, officials, language)
        is_vacant = riding is not None and member is None
        if letter.to == letter.To.MEMBER:
            return Recipients(member or (official if is_vacant else None), None, member, is_vacant)
        # A minister who is the writer's own member gets no copy of what they have got.
        is_same = holds is not None and holds.pk == letter.decision_maker_id
        return Recipients(official, None if is_same else member, member, is_vacant)


def member_addressed(riding, language):
    """The Recipient who sits for `riding`, in the highest office that they hold; None for a vacant seat."""
    with override(language):
        return _member(riding, DecisionMaker.objects.all(), language)[0]


def _official(person, language):
    form = person.form_of_address(language)
    return _recipient(person.full_name, form, person.address_lines, person.email)


def _recipient(name, form, place, email):
    return Recipient(name, tuple(line for line in (form.name_line, form.title, *place) if line), form, email)


def _member(riding, officials, language):
    """(Recipient, DecisionMaker or None) of who sits for `riding`; (None, None) for a vacant seat or no riding.

    A minister or the prime minister is addressed as such by their constituents too.
    """
    if riding is None:
        return None, None
    member = getattr(riding, "member", None)
    if member is None:
        return _seat(riding, language), None
    if member.is_vacant:
        return None, None
    for person in officials:
        if name_key(person.full_name) == member.name_key:
            form = person.form_of_address(language)
            place, email = person.address_lines, member.email or person.email
            return _recipient(member.full_name, form, place, email), person
    place = member.address_lines(language)
    return _recipient(member.full_name, member.form_of_address(language), place, member.email), None


def _seat(riding, language):
    """Where it is not known who sits: the seat itself."""
    name = _("Member of Parliament for %(riding)s") % {"riding": riding.name}
    form = FormOfAddress(name, "", _("Dear Member of Parliament:"), forms_of_address.own_member(language).closing)
    return _recipient(name, form, forms_of_address.house_of_commons(language), "")
