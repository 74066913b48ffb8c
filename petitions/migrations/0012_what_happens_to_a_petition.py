import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('petitions', '0011_what_a_mail_that_waits_is_about'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='textversion',
            name='petitions_textversion_change_has_a_reason',
        ),
        migrations.AddField(
            model_name='historicalpetitionentry',
            name='answer_due_on',
            field=models.DateField(blank=True, help_text='Of a delivery to the House of Commons.', null=True, verbose_name='answer due'),
        ),
        migrations.AddField(
            model_name='historicalpetitionentry',
            name='until',
            field=models.DateTimeField(blank=True, editable=False, help_text='Of an extension.', null=True, verbose_name='new closing time'),
        ),
        migrations.AddField(
            model_name='historicalpetitionentry',
            name='version',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, help_text='The new one.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='petitions.textversion', verbose_name='version of the text'),
        ),
        migrations.AddField(
            model_name='petitionentry',
            name='answer_due_on',
            field=models.DateField(blank=True, help_text='Of a delivery to the House of Commons.', null=True, verbose_name='answer due'),
        ),
        migrations.AddField(
            model_name='petitionentry',
            name='until',
            field=models.DateTimeField(blank=True, editable=False, help_text='Of an extension.', null=True, verbose_name='new closing time'),
        ),
        migrations.AddField(
            model_name='petitionentry',
            name='version',
            field=models.ForeignKey(blank=True, editable=False, help_text='The new one.', null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='petitions.textversion', verbose_name='version of the text'),
        ),
        migrations.AddField(
            model_name='textversion',
            name='signed',
            field=models.PositiveIntegerField(default=0, editable=False, help_text='Those confirmed, of a version that was followed by another; from the nightly count.', verbose_name='signatures'),
        ),
        migrations.AddConstraint(
            model_name='petitionentry',
            constraint=models.UniqueConstraint(condition=models.Q(('kind__in', ('opened', 'closed', 'withdrawn'))), fields=('petition', 'kind'), name='petitions_petitionentry_happens_once'),
        ),
        migrations.AddConstraint(
            model_name='petitionentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('extended', 'note', 'delivered', 'answered', 'withdrawn')), _negated=True), models.Q(('text_en__isnull', False), models.Q(('text_en', ''), _negated=True), ('text_fr__isnull', False), models.Q(('text_fr', ''), _negated=True)), _connector='OR'), name='petitions_petitionentry_has_words', violation_error_message='Write it in both languages.'),
        ),
        migrations.AddConstraint(
            model_name='petitionentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'extended'), ('until__isnull', False)), models.Q(models.Q(('kind', 'extended'), _negated=True), ('until__isnull', True)), _connector='OR'), name='petitions_petitionentry_extended_until'),
        ),
        migrations.AddConstraint(
            model_name='petitionentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'new_text'), ('version__isnull', False)), models.Q(models.Q(('kind', 'new_text'), _negated=True), ('version__isnull', True)), _connector='OR'), name='petitions_petitionentry_new_text_names_it'),
        ),
        migrations.AddConstraint(
            model_name='petitionentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'delivered'), _negated=True), ('count__isnull', False), _connector='OR'), name='petitions_petitionentry_delivered_has_a_count'),
        ),
        migrations.AddConstraint(
            model_name='petitionentry',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'delivered'), ('answer_due_on__isnull', True), _connector='OR'), name='petitions_petitionentry_answer_is_due_to_a_delivery'),
        ),
        migrations.AddConstraint(
            model_name='textversion',
            constraint=models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('reason_en__isnull', False), models.Q(('reason_en', ''), _negated=True), ('reason_fr__isnull', False), models.Q(('reason_fr', ''), _negated=True)), _connector='OR'), name='petitions_textversion_change_has_a_reason', violation_error_message='Say in both languages why the text is changed.'),
        ),
    ]
