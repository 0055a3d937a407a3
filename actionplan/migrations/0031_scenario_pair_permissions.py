from django.db import migrations

from perpignan.migrating import RunOnRoles
from perpignan.study.enums import Role
from perpignan.study.roles import codenames, grant, revoke

NOUNS = ("scenariopair",)
PERMISSIONS = {
    Role.LEAD: codenames(NOUNS),
    Role.ADMINISTRATOR: codenames(NOUNS),
    Role.CONSORTIUM: codenames(NOUNS),
    Role.OFFICIAL: codenames(NOUNS, ["view"]),
}


def forwards(apps, schema_editor):
    grant(apps, "actionplan", PERMISSIONS)


def backwards(apps, schema_editor):
    revoke(apps, "actionplan", PERMISSIONS)


class Migration(migrations.Migration):
    dependencies = [
        ("actionplan", "0030_zones_expenses_and_scenario_limits"),
        ("study", "0003_role_permissions"),
    ]

    operations = [RunOnRoles(forwards, backwards)]
