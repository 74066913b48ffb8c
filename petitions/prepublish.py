"""What is looked at in a petition before it opens: its words, and the rules of the House when a sheet is offered."""

from django.utils.translation import gettext as _

from petitions import house_rules
from petitions.models import Petition
from publishing.prepublish.finding import Finding
from publishing.prepublish.registry import always, check, register

register(Petition, essential=("title", "lead", "addressee", "prayer"), cites=always)


@check
def rule_of_the_house(subject):
    """What an MP's office would send back, when the petition offers a sheet for the House of Commons."""
    if isinstance(subject.record, Petition):
        for words in house_rules.problems(subject.record):
            yield Finding(_("A rule of the House of Commons"), words, subject.record, "house_addressee")
