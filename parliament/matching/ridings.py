from django.utils.translation import gettext as _

from parliament.matching.laying import Matching
from parliament.models import Riding
from parliament.name_keys import name_key


class Ridings(Matching):
    def prepare(self, sheet):
        self.stored = list(Riding.objects.filter(representation_order__in={r.representation_order for r in sheet.rows}))
        self.by_name = {(r.representation_order, key): r for r in self.stored for key in (r.name_key_fr, r.name_key_en)}
        self.by_number = {(r.representation_order, r.number): r for r in self.stored}

    def lay(self, row):
        order = row.representation_order
        told = (("en", name_key(row.name_en), row.name_en), ("fr", name_key(row.name_fr), row.name_fr))
        told += (("", row.number, row.number),)
        repeated = [self.is_repeated(row, (order, kind, key), words) for kind, key, words in told]
        if any(repeated):
            return
        named = [self.by_name.get((order, name_key(name))) for name in (row.name_en, row.name_fr)]
        found = {riding.pk: riding for riding in [*named, self.by_number.get((order, row.number))] if riding}
        if len(found) > 1:
            words = _("The number and the names belong to different ridings here: %(ridings)s.")
            self.wrong(row, words, ridings=", ".join(f"{r} ({r.number})" for r in found.values()))
            return
        record = next(iter(found.values()), None) or Riding(representation_order=order)
        columns = ("number", "name_en", "name_fr", "province")
        self.put(row, record, {name: getattr(row, name) for name in columns})
