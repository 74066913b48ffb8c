"""The number of letters from a riding stays when the riding's record goes: its number is written out."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def write_out_numbers(apps, schema_editor):
    alias = schema_editor.connection.alias
    ridings = apps.get_model("parliament", "Riding").objects.using(alias).filter(pk=OuterRef("riding"))
    counts = apps.get_model("advocacy", "LetterCount").objects.using(alias).filter(riding__isnull=False)
    counts.update(riding_number=Subquery(ridings.values("number")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("advocacy", "0016_groups_letters"),
        ("campaigns", "0001_initial"),
        ("parliament", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="lettercount",
            name="riding_number",
            field=models.CharField(blank=True, max_length=5, verbose_name="number of the riding"),
        ),
        migrations.RunPython(write_out_numbers, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="lettercount", name="advocacy_lettercount_one_per_riding"),
        migrations.RemoveConstraint(model_name="lettercount", name="advocacy_lettercount_one_without_a_riding"),
        migrations.AlterField(
            model_name="lettercount",
            name="riding",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="parliament.riding",
                verbose_name="riding",
            ),
        ),
        migrations.AlterModelOptions(
            name="lettercount",
            options={
                "ordering": ["-week", "campaign", "riding_number"],
                "verbose_name": "number of letters",
                "verbose_name_plural": "letters counted",
            },
        ),
        migrations.AddConstraint(
            model_name="lettercount",
            constraint=models.UniqueConstraint(
                fields=("campaign", "week", "riding_number"), name="advocacy_lettercount_one_of_a_week_and_riding"
            ),
        ),
    ]
