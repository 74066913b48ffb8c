"""What staff are told about petitions to the House of Commons, on the list of what is to do."""

from django.utils.translation import gettext as _

from petitions import house_rules
from petitions.models import Petition
from publishing import checklist


@checklist.register
def texts_that_break_a_rule_of_the_house():
    """Only what a program can check; what needs a reader is said beside the petition's own form."""
    for petition in Petition.objects.meant_for_the_house():
        for problem in house_rules.problems(petition):
            words = _("“%(petition)s”, for the House of Commons: %(problem)s")
            yield words % {"petition": petition, "problem": problem}, petition
