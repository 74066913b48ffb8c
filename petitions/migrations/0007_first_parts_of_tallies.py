"""What is counted already gets its parts, so that no page shows nothing until the first window."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import TruncWeek


GROUP = ("province", "riding", "language", "week")


def count(apps, schema_editor):
    alias = schema_editor.connection.alias
    Signature = apps.get_model("petitions", "Signature")
    Tally = apps.get_model("petitions", "Tally")
    TallyPart = apps.get_model("petitions", "TallyPart")
    week = TruncWeek("confirmed_at", output_field=models.DateField(), tzinfo=ZoneInfo(settings.TIME_ZONE))
    confirmed = Signature.objects.using(alias).filter(state="confirmed").order_by().annotate(week=week)
    groups = confirmed.values("petition_id", *GROUP)
    for group in list(groups.annotate(confirmed=models.Count("pk"))):
        TallyPart.objects.using(alias).create(**group)
    own_part = TallyPart.objects.using(alias).filter(
        petition=models.OuterRef("petition"),
        province=models.OuterRef("province"),
        riding=models.OuterRef("riding"),
        language=models.OuterRef("language"),
        week=models.OuterRef("week"),
    )
    confirmed.update(counted_in=models.Subquery(own_part.values("pk")))
    for tally in Tally.objects.using(alias).all():
        parts = TallyPart.objects.using(alias).filter(petition=tally.petition_id)
        tally.confirmed = parts.aggregate(n=models.Sum("confirmed"))["n"] or 0
        tally.outside_canada = parts.filter(province="").aggregate(n=models.Sum("confirmed"))["n"] or 0
        tally.save(update_fields=["confirmed", "outside_canada"])


class Migration(migrations.Migration):
    dependencies = [("petitions", "0006_counted_in_a_part")]

    operations = [migrations.RunPython(count, migrations.RunPython.noop)]
