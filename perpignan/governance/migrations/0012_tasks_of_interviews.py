import django.db.models.deletion
from django.db import migrations, models

from perpignan.migrating import Together

ORIGIN = "entretien d'origine"


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0011_remarks_on_chapters"),
        ("study", "0042_news_permissions"),
    ]

    operations = [
        Together(
            [
                migrations.AddField(
                    model_name="task",
                    name="interview",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="follow_ups",
                        to="study.interview",
                        verbose_name=ORIGIN,
                    ),
                ),
                migrations.AddField(
                    model_name="taskevent",
                    name="interview",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="study.interview",
                        verbose_name=ORIGIN,
                    ),
                ),
            ]
        ),
    ]
