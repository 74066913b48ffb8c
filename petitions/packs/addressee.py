"""To whom a pack goes: the decision-maker, the riding's member, or, where nobody is known, the seat."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from parliament import forms_of_address
from parliament.forms_of_address import FormOfAddress
from parliament.models import Member, Riding


@dataclass(frozen=True)
class Addressee:
    """`name` as the public page says it; `lines` of the address with the name."""

    name: str
    lines: tuple
    form: FormOfAddress


def riding_name(number):
    """In the active language; the number where the riding is not recorded."""
    riding = Riding.objects.in_force().filter(number=number).first()
    return riding.name if riding else number


def addressee_of(delivery, language):
    """The Addressee, in the active language, which is `language`."""
    if delivery.recipient:
        person = delivery.recipient
        return _of_person(person.form_of_address(language), person.address_lines)
    place = forms_of_address.house_of_commons(language)
    member = Member.objects.of_riding(delivery.riding)
    if member:
        return _of_person(member.form_of_address(language), [riding_name(delivery.riding), *place])
    seat = _("Member of Parliament for %(riding)s") % {"riding": riding_name(delivery.riding)}
    closing = forms_of_address.own_member(language).closing
    form = FormOfAddress(seat, "", _("Dear Member of Parliament:"), closing)
    return _of_person(form, place)


def _of_person(form, place):
    lines = tuple(line for line in (form.name_line, form.title, *place) if line)
    return Addressee(", ".join(filter(None, (form.name_line, form.title))), lines, form)
