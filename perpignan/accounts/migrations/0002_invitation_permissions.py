from django.db import migrations

from perpignan.migrating import RunOnRoles
from perpignan.study.enums import Role
from perpignan.study.roles import codenames, grant, revoke

PERMISSIONS = dict.fromkeys(
    (Role.LEAD, Role.ADMINISTRATOR), codenames(["invitation"], ["view", "add"])
)


def forwards(apps, schema_editor):
    grant(apps, "accounts", PERMISSIONS)


def backwards(apps, schema_editor):
    revoke(apps, "accounts", PERMISSIONS)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_invitations"), ("study", "0003_role_permissions")]

    operations = [RunOnRoles(forwards, backwards)]
