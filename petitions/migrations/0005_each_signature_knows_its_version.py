import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("petitions", "0004_first_versions_and_names")]

    operations = [
        migrations.AlterField(
            model_name="signature",
            name="version",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="signatures",
                to="petitions.textversion",
                verbose_name="version of the text",
            ),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.CheckConstraint(condition=models.Q(('erased_at__isnull', False), models.Q(models.Q(('first_name', ''), ('last_name', ''), _negated=True), models.Q(('name_key', ''), _negated=True)), _connector='OR'), name='petitions_signature_has_a_name'),
        ),
    ]
