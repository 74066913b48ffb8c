"""Paper and packs: scans, contacts of groups, files of deliveries, and files that no row names any more."""

from datetime import timedelta

from django.apps import apps
from django.db.models import FileField, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from petitions.forgetting.steps import Rows, deleted
from petitions.models import Delivery, DeliveryFile, PaperBatch, PaperGroup
from publishing.private_files import private_storage

# A file that is being uploaded or made has no row yet.
LEFTOVER_AFTER = timedelta(days=1)


def _with_scan(moment):
    """Counted or set aside so many days ago; one that nobody has finished goes with the names."""
    State = PaperBatch.State
    settled = Q(state=State.COUNTED, counted_at__lt=moment.ago("scan_days")) | Q(
        state=State.SET_ASIDE, received_on__lt=moment.ago("scan_days").date()
    )
    unfinished = Q(received_on__lt=moment.ago("name_days").date())
    return PaperBatch.objects.exclude(scan="").filter(settled | unfinished)


def _delete_scans(rows, _moment):
    names = [(private_storage(), name) for name in rows.values_list("scan", flat=True)]
    PaperBatch.history.filter(id__in=rows.values("pk")).exclude(scan="").update(scan="")
    rows.update(scan="")
    return names


def _with_note(moment):
    return PaperBatch.objects.exclude(note="").filter(petition__in=moment.petitions_over("name_days"))


def _empty_notes(rows, _moment):
    PaperBatch.history.filter(id__in=rows.values("pk")).exclude(note="").update(note="")
    rows.update(note="")


def _group_never_confirmed(moment):
    unused = PaperGroup.objects.unconfirmed().filter(batches__isnull=True)
    return unused.filter(created_at__lt=moment.ago("pending_days"))


def _group_with_contact(moment):
    left = Q(erased_at__isnull=True) | ~Q(file="")
    return PaperGroup.objects.filter(left, petition__in=moment.petitions_over("group_days"))


def _empty_groups(rows, moment):
    names = [(private_storage(), name) for name in rows.exclude(file="").values_list("file", flat=True)]
    nothing = {"contact_name": "", "email": "", "mail_problem": "", "file": "", "digest": "", "size": 0, "pages": 0}
    rows.update(**nothing, erased_at=moment.now)
    return names


def _delivery_with_files(moment):
    """So long after it was handed over; where it never was, after it was ready or, broken off, asked for."""
    settled = Delivery.objects.filter(files_deleted_at__isnull=True).exclude(pk__in=Delivery.objects.unfinished())
    settled = settled.annotate(over_since=Coalesce("finished_at", "made_at"))
    before = moment.ago("delivery_days")
    return settled.filter(Q(handed_over_on__lt=before.date()) | Q(handed_over_on__isnull=True, over_since__lt=before))


def _delete_deliveries(rows, moment):
    """The checksums stay, and with them the public page that confirms a pack."""
    files = DeliveryFile.objects.filter(delivery__in=rows.values("pk")).exclude(file="")
    names = [(private_storage(), name) for name in files.values_list("file", flat=True)]
    files.update(file="")
    rows.update(files_deleted_at=moment.now)
    return names


class Leftovers:
    """Private files that no row names: what was being made or uploaded when the power failed."""

    name, label = "leftovers", _("private files that nothing refers to")

    def count(self, moment):
        return sum(1 for _name in self._due(moment))

    def forget(self, moment):
        done = 0
        for name in list(self._due(moment)):
            private_storage().delete(name)
            done += 1
        return done

    def _due(self, moment):
        named = _named()
        for name in _names_below(private_storage(), ""):
            if name not in named and private_storage().get_modified_time(name) < moment.now - LEFTOVER_AFTER:
                yield name


def _named():
    """The names of all private files that a row names, in any table."""
    return {
        name
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, FileField) and field.storage == private_storage()
        for name in model._base_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True).iterator()
    }


def _names_below(storage, folder):
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}".lstrip("/") for name in files)
    for inner in folders:
        yield from _names_below(storage, f"{folder}/{inner}".lstrip("/"))


STEPS = (
    Rows("scans", _("scans of paper sheets"), _with_scan, _delete_scans),
    Rows("notes", _("notes on batches of paper"), _with_note, _empty_notes),
    Rows("new_groups", _("groups that were never confirmed: deleted"), _group_never_confirmed, deleted),
    Rows("groups", _("contacts of groups with paper"), _group_with_contact, _empty_groups),
    Rows("deliveries", _("delivery packs whose files are deleted"), _delivery_with_files, _delete_deliveries),
    Leftovers(),
)
