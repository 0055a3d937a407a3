
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('consultation', '0041_channel_permissions'),
    ]

    operations = [
        migrations.CreateModel(
            name='ConsultationResults',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('counted_at', models.DateTimeField(verbose_name='comptés le')),
                ('fingerprint', models.CharField(max_length=200, verbose_name='empreinte de ce qui a été compté')),
                ('threshold', models.PositiveSmallIntegerField(verbose_name='seuil de publication')),
                ('response_count', models.PositiveIntegerField(verbose_name='réponses')),
                ('participant_count', models.PositiveIntegerField(verbose_name='participants aux ateliers')),
                ('unmarked_count', models.PositiveIntegerField(verbose_name='réponses sans réserve')),
                ('channels', models.JSONField(blank=True, default=dict, verbose_name='participations par canal')),
                ('counts', models.JSONField(blank=True, default=dict, verbose_name='décomptes par question')),
                ('tables', models.JSONField(blank=True, default=dict, verbose_name='tableaux croisés')),
                ('open_rows', models.JSONField(blank=True, default=dict, verbose_name='lignes ouvertes')),
                ('weighting', models.JSONField(blank=True, default=dict, verbose_name='redressement')),
                ('consultation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='results', to='consultation.consultation', verbose_name='consultation')),
                ('questionnaire', models.ForeignKey(help_text='Celui dont les questions ont été comptées.', on_delete=django.db.models.deletion.CASCADE, related_name='+', to='consultation.questionnaire', verbose_name='questionnaire')),
            ],
            options={
                'verbose_name': "résultats d'une consultation",
                'verbose_name_plural': 'résultats des consultations',
                'ordering': ['-counted_at'],
            },
        ),
    ]
