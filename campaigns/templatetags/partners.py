"""Organisations by what they do in a campaign."""

from django import template

register = template.Library()


@register.filter
def of_role(partners, role):
    """Those of `partners` whose role is this: "petition_partner", "litigant", "commentary" or "publisher"."""
    return [partner for partner in partners if partner.role == role]
