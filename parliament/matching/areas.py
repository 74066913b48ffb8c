from collections import defaultdict

from parliament.matching.laying import Difference, OfRidings, column_of
from parliament.models import PostalArea, Riding


class Areas(OfRidings):
    def prepare(self, sheet):
        super().prepare(sheet)
        self.stored = list(PostalArea.objects.all())
        self.by_fsa = {area.fsa: area for area in self.stored}
        by_pk = {riding.pk: riding for riding in Riding.objects.all()}
        self.had = defaultdict(list)
        for area, riding in PostalArea.ridings.through.objects.values_list("postalarea", "riding"):
            self.had[area].append(by_pk[riding])

    def lay(self, row):
        if self.is_repeated(row, row.fsa, row.fsa):
            return
        found = [self.find(row, name) for name in row.ridings]
        if None in found:
            return
        area = self.by_fsa.get(row.fsa) or PostalArea(fsa=row.fsa)
        had, has = _names(self.had[area.pk]), _names(found)
        more = [Difference(column_of(area, "ridings"), had, has)] if had != has else []
        self.put(row, area, {"fsa": row.fsa, "province": row.province, "place": row.place}, more)
        self.plan.candidates[row.fsa] = list({riding.pk: riding for riding in found}.values())


def _names(ridings):
    return ", ".join(str(riding) for riding in sorted(set(ridings), key=lambda r: (r.representation_order, r.number)))
