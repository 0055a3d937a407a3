from django.db import migrations, models
from django.db.models import Func

import perpignan.study.models.interview

HELP = "Ce que les fichiers et l'API l'appellent. Jamais le nom de la personne."


class NewCode(Func):
    """A reference of its own for each interview that exists already, given by Postgres."""

    template = "'entretien-' || left(md5(gen_random_uuid()::text), 8)"
    output_field = models.CharField()


def code(**options):
    return models.SlugField(help_text=HELP, max_length=40, verbose_name="référence", **options)


DEFAULT = perpignan.study.models.interview.default_interview_code


class Migration(migrations.Migration):
    dependencies = [("study", "0007_interview_permissions")]

    operations = [
        migrations.AddField("interview", "code", code(unique=True, db_default=NewCode())),
        migrations.AlterField("interview", "code", code(unique=True, default=DEFAULT)),
        migrations.AddField(
            "interviewevent", "code", code(db_index=False, db_default=NewCode())
        ),
        migrations.AlterField(
            "interviewevent", "code", code(db_index=False, default=DEFAULT)
        ),
    ]
