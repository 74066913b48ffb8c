from collections import defaultdict

from django.utils.translation import ngettext

from parliament.matching.laying import Difference, Matching
from parliament.models import Member, Office
from parliament.name_keys import name_key
from parliament.office_rows import OfficeRow


def offices_of(members):
    """{member's key: (OfficeRow, …)} as they are stored."""
    found = defaultdict(list)
    for office in Office.objects.filter(member__in=members):
        found[office.member_id].append(OfficeRow(office.kind, office.name, office.address, office.phone, office.fax))
    return {pk: tuple(rows) for pk, rows in found.items()}


def offices_differ(plan, member, had, has):
    """[Difference] between the offices that `member` has and is to have; the plan is told which become others."""
    if had == has:
        plan.offices_confirmed.append(member.riding_id)
        return []
    plan.offices[member.riding_id] = has
    title = str(Office._meta.verbose_name_plural)
    return [Difference(title, *(" / ".join(row.words for row in rows) or "–" for rows in (had, has)))]


class OfficesOfMembers(Matching):
    """A file of offices alone. It may be older than the roster: who has left is passed over, and newer offices stay."""

    def prepare(self, sheet):
        sitting = Member.objects.sitting().in_force()
        self.stored = list(sitting.select_related("riding"))
        self.had = offices_of(self.stored)
        self.by_number = {member.person_id: member for member in self.stored if member.person_id}
        self.by_name = {}
        for member in self.stored:  # two of one name are told apart by their numbers alone
            self.by_name[member.name_key] = None if member.name_key in self.by_name else member
        newer = Office.objects.filter(as_of__gt=sheet.as_of) if sheet.as_of else Office.objects.none()
        self.newer = set(newer.values_list("member", flat=True))
        self.passed_over = 0

    def lay(self, row):
        member = self.by_number.get(row.person_id) or self.by_name.get(name_key(row.first_name + row.last_name))
        if member is None or member.pk in self.newer or Member.OFFICES in member.corrected:
            self.passed_over += 1
        elif not self.is_repeated(row, member.pk, str(member)):
            self.put(row, member, {}, offices_differ(self.plan, member, self.had.get(member.pk, ()), row.offices))

    def finish(self):
        """Nobody is gone because a file of offices lacks them."""
        if self.passed_over:
            words = ngettext(
                "%(count)d row was passed over: no member of that name sits, or newer or corrected offices stand.",
                "%(count)d rows were passed over: no member of that name sits, or newer or corrected offices stand.",
                self.passed_over,
            )
            self.plan.notes.append(words % {"count": self.passed_over})
