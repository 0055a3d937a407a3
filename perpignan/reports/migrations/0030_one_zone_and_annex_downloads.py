from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0021_shared_report_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='report',
            name='report_pending_once',
        ),
        migrations.AddField(
            model_name='report',
            name='zone',
            field=models.CharField(blank=True, default='', help_text="La seule dont parle le rapport ; toutes, si aucune n'est donnée.", max_length=40, verbose_name='zone'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='reportdownload',
            name='annex',
            field=models.CharField(blank=True, default='', help_text='Vide pour le rapport lui-même.', max_length=60, verbose_name='annexe'),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ('queued', 'running'))), fields=('requested_by', 'kind', 'format', 'day', 'is_internal', 'language', 'priority', 'zone'), name='report_pending_once', violation_error_message='Ce rapport est déjà en préparation.'),
        ),
    ]
