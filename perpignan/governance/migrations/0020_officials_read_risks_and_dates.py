from django.db import migrations

from perpignan.migrating import RunOnRoles
from perpignan.study.enums import Role
from perpignan.study.roles import codenames, grant, revoke

PERMISSIONS = {Role.OFFICIAL: codenames(("studyrisk", "milestonemove", "diaryentry"), ["view"])}


def forwards(apps, schema_editor):
    grant(apps, "governance", PERMISSIONS)


def backwards(apps, schema_editor):
    revoke(apps, "governance", PERMISSIONS)


class Migration(migrations.Migration):
    dependencies = [("governance", "0012_tasks_of_interviews")]

    operations = [RunOnRoles(forwards, backwards)]
