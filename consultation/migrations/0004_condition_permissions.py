"""Who writes questions writes their conditions."""

from django.db import migrations

from perpignan.migrating import RunOnRoles
from perpignan.study.enums import Role
from perpignan.study.roles import codenames, grant, revoke

PERMISSIONS = {
    role: codenames(["condition"]) for role in (Role.LEAD, Role.CONSORTIUM, Role.ADMINISTRATOR)
}


def add(apps, schema_editor):
    grant(apps, "consultation", PERMISSIONS)


def remove(apps, schema_editor):
    revoke(apps, "consultation", PERMISSIONS)


class Migration(migrations.Migration):
    dependencies = [("consultation", "0003_conditions_types_and_access")]

    operations = [RunOnRoles(add, remove)]
