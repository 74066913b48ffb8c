"""Petitions that are older than their timeline get its first entries, from what is known of them."""

from django.db import migrations
from django.utils import timezone

# (kind, English, French): the words can be corrected by staff.
DELIVERED = ("delivered", "<p>Delivered to the addressee.</p>", "<p>Remise à son destinataire.</p>")
ANSWERED = ("answered", "<p>The addressee has answered.</p>", "<p>Le destinataire a répondu.</p>")
LATER = {"delivered": (DELIVERED,), "answered": (DELIVERED, ANSWERED)}


def write(apps, schema_editor):
    alias = schema_editor.connection.alias
    Petition = apps.get_model("petitions", "Petition")
    PetitionEntry = apps.get_model("petitions", "PetitionEntry")
    Tally = apps.get_model("petitions", "Tally")
    counts = {pk: web + paper for pk, web, paper in Tally.objects.using(alias).values_list("petition", "confirmed", "paper")}
    for petition in Petition.objects.using(alias).filter(state__in=("open", "closed", "delivered", "answered")):
        entries = PetitionEntry.objects.using(alias)
        if entries.filter(petition=petition).exists() or petition.opens_at > timezone.now():
            continue
        entries.create(petition=petition, kind="opened", happened_on=_day(petition.opens_at))
        if petition.state != "open":
            entries.create(petition=petition, kind="closed", happened_on=_day(petition.closes_at))
        for kind, english, french in LATER.get(petition.state, ()):
            entries.create(
                petition=petition,
                kind=kind,
                happened_on=_day(petition.changed_at),
                text=english,
                text_en=english,
                text_fr=french,
                count=counts.get(petition.pk, 0) if kind == "delivered" else None,
            )


def _day(moment):
    return timezone.localtime(moment).date()


class Migration(migrations.Migration):
    dependencies = [("petitions", "0012_what_happens_to_a_petition")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
