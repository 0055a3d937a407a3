"""Files of answers are read by those who run the consultation, and by nobody else."""

from django.db import migrations

from perpignan.migrating import RunOnRoles
from perpignan.study.enums import Role
from perpignan.study.roles import grant, revoke

PERMISSIONS = {role: ["view_answerfile"] for role in (Role.LEAD, Role.ADMINISTRATOR)}


def add(apps, schema_editor):
    grant(apps, "consultation", PERMISSIONS)


def remove(apps, schema_editor):
    revoke(apps, "consultation", PERMISSIONS)


class Migration(migrations.Migration):
    dependencies = [("consultation", "0010_answer_files_and_extension")]

    operations = [RunOnRoles(add, remove)]
