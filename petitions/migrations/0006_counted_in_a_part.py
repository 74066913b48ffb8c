"""A signature remembers the part of the tally that holds it, instead of only that one does."""
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('petitions', '0005_each_signature_knows_its_version'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='signature', name='petitions_signature_due'),
        migrations.RemoveField(model_name='signature', name='is_due_for_count'),
        migrations.RemoveField(
            model_name='signature',
            name='is_counted',
        ),
        migrations.AddField(
            model_name='signature',
            name='counted_in',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, help_text='The part of the tally that holds it; none while it is not counted.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='petitions.tallypart'),
        ),
        migrations.AddField(
            model_name='signature',
            name='has_moved',
            field=models.BooleanField(default=False, editable=False, help_text='Counted, and its province, riding, language or week has changed since. Set by a trigger.'),
        ),
        migrations.AddField(
            model_name='tally',
            name='misplaced',
            field=models.PositiveIntegerField(default=0, help_text='How many signatures the last full count found in a wrong part.'),
        ),
        migrations.AddField(
            model_name='tally',
            name='paper_provinces',
            field=models.JSONField(default=dict, help_text='Of those on paper: {"ON": 12, "": 1}.'),
        ),
        migrations.AddField(
            model_name='signature',
            name='is_due_for_count',
            field=models.GeneratedField(db_persist=True, expression=models.ExpressionWrapper(models.Q(models.Q(('counted_in__isnull', True), ('state', 'confirmed')), models.Q(('counted_in__isnull', False), models.Q(models.Q(('state', 'confirmed'), _negated=True), ('has_moved', True), _connector='OR')), _connector='OR'), output_field=models.BooleanField()), output_field=models.BooleanField()),
        ),
        migrations.AddIndex(
            model_name='signature',
            index=models.Index(condition=models.Q(('is_due_for_count', True)), fields=['petition', 'id'], name='petitions_signature_due'),
        ),
        migrations.AlterField(
            model_name='tally',
            name='outside_canada',
            field=models.PositiveIntegerField(default=0, help_text='Of those, signatures of no known province.'),
        ),
        migrations.AlterField(
            model_name='tallypart',
            name='province',
            field=models.CharField(blank=True, help_text="Two letters; '' for outside Canada and for what tells none.", max_length=2),
        ),
    ]
