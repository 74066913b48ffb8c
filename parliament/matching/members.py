from django.utils.translation import gettext as _

from parliament.matching.laying import OfRidings, column_of, words_of
from parliament.matching.offices import offices_differ, offices_of
from parliament.models import Member
from parliament.name_keys import name_key
from parliament.parties import french_party

_WHO_SITS = {"is_vacant", "first_name", "last_name"}


def vacant_seat():
    """The columns of a seat without a member: nothing of the last one stays in it."""
    empty = ("first_name", "last_name", "gender", "party_en", "party_fr", "email", "person_id", "languages")
    return {"is_vacant": True, **dict.fromkeys(empty, ""), "is_privy_councillor": False}


def _differ(member, values, names):
    return any((getattr(member, name) or "") != (values[name] or "") for name in names)


class Members(OfRidings):
    def prepare(self, sheet):
        super().prepare(sheet)
        self.stored = list(Member.objects.in_force().select_related("riding"))
        self.by_riding = {member.riding_id: member for member in self.stored}
        self.parties = {m.party_en: m.party_fr for m in self.stored if m.party_en and m.party_fr}
        self.untranslated, self.had = set(), offices_of(self.stored)

    def lay(self, row):
        riding = self.find(row, row.riding_en)
        if riding is None or self.is_repeated(row, riding.pk, row.riding_en):
            return
        if row.riding_fr and self.ridings.get(name_key(row.riding_fr)) != riding:
            words = _("“%(english)s” and “%(french)s” are not names of one riding.")
            self.wrong(row, words, english=row.riding_en, french=row.riding_fr)
        elif row.province not in ("", riding.province):
            words = _("%(riding)s lies in %(province)s, not in %(told)s.")
            self.wrong(row, words, riding=riding, province=riding.province, told=row.province)
        elif row.is_vacant and (row.email or row.party_en or row.person_id):
            words = _(
                "%(riding)s: a name is missing beside an e-mail, a party or a number. A vacant seat has none of them."
            )
            self.wrong(row, words, riding=riding)
        else:
            member = self.by_riding.get(riding.pk) or Member(riding=riding)
            is_same = row.is_vacant == member.is_vacant and self.is_same_person(row, member)
            if not is_same:
                self.release(member)
            self.plan.vacated += bool(row.is_vacant and member.pk and not member.is_vacant)
            values = vacant_seat() if row.is_vacant else self.values(row, member)
            offices = self.offices(row, member, is_same)
            self.put(row, member, self.spared(member, values), offices)

    def values(self, row, member):
        values = {
            "is_vacant": False,
            "first_name": row.first_name,
            "last_name": row.last_name,
            "party_en": row.party_en,
            "party_fr": self.party_fr(row),
            "email": row.email,
        }
        is_same = self.is_same_person(row, member)
        if row.person_id is not None or not is_same:
            values["person_id"] = row.person_id or ""
        values |= {name: getattr(row, name) for name in ("gender", "languages") if getattr(row, name)}
        if not is_same:
            # What no roster tells and staff have looked up belonged to the person, not to the seat.
            values = {"gender": "", "languages": "", "is_privy_councillor": False} | values
        return values

    def release(self, member):
        """What staff corrected was of whoever sat there. Where they said who sits, everything stays as they said."""
        if not member.corrected or _WHO_SITS & set(member.corrected):
            return
        words = _("%(riding)s: somebody else sits there, or nobody. What was corrected by hand follows the file again.")
        self.plan.notes.append(words % {"riding": member.riding})
        member.corrected = []

    def spared(self, member, values):
        """`values` without what staff have put right by hand; where the file says otherwise, a note tells."""
        corrected = set(member.corrected)
        if corrected & _WHO_SITS and _differ(member, values, _WHO_SITS):
            # They say that somebody else sits there, or nobody: the file's other details are another person's.
            corrected = set(values)
        for name in sorted(corrected & set(values)):
            if _differ(member, values, {name}):
                words = _("%(riding)s: %(column)s stays “%(kept)s” as corrected by hand; the file has “%(told)s”.")
                kept, told = (words_of(member, name, value) for value in (getattr(member, name), values[name]))
                self.plan.notes.append(
                    words % {"riding": member.riding, "column": column_of(member, name), "kept": kept, "told": told}
                )
        return {name: value for name, value in values.items() if name not in corrected}

    def offices(self, row, member, is_same):
        """[Difference] when the seat's offices become others, which the plan then names."""
        if member.OFFICES in member.corrected or (_WHO_SITS & set(member.corrected) and not is_same):
            return []
        if row.offices is None and is_same:
            return []
        return offices_differ(self.plan, member, self.had.get(member.pk, ()), row.offices or ())

    def is_same_person(self, row, member):
        if row.person_id and member.person_id:
            return row.person_id == member.person_id
        return name_key(row.first_name + row.last_name) == member.name_key

    def party_fr(self, row):
        party = row.party_fr or self.parties.get(row.party_en) or french_party(row.party_en)
        if row.party_en and not party:
            self.untranslated.add(row.party_en)
        return party

    def finish(self):
        super().finish()
        gone = [member for member in self.plan.gone if not member.is_vacant]
        self.plan.gone = [member for member in gone if not _WHO_SITS & set(member.corrected)]
        for member in gone:
            if member not in self.plan.gone:
                words = _("%(riding)s is not in the file; %(member)s stays as corrected by hand.")
                self.plan.notes.append(words % {"riding": member.riding, "member": member})
        for party in sorted(self.untranslated):
            self.plan.notes.append(_("The French name of the party “%(party)s” is missing.") % {"party": party})
