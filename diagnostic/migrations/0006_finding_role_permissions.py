from django.db import migrations

from perpignan.migrating import RunOnRoles
from perpignan.study.enums import Role
from perpignan.study.roles import codenames, grant, revoke

NOUNS = (
    *("digitalasset", "assetoverlap", "expectation"),
    *("finding", "findingproof", "findingaction"),
)
PERMISSIONS = {
    Role.LEAD: codenames(NOUNS),
    Role.ADMINISTRATOR: codenames(NOUNS),
    Role.CONSORTIUM: codenames(NOUNS),
    Role.DEPARTMENT: codenames(NOUNS, ["view"]),
}


def forwards(apps, schema_editor):
    grant(apps, "diagnostic", PERMISSIONS)


def backwards(apps, schema_editor):
    revoke(apps, "diagnostic", PERMISSIONS)


class Migration(migrations.Migration):
    dependencies = [
        ("diagnostic", "0005_inventory_and_findings"),
        ("study", "0003_role_permissions"),
    ]

    operations = [RunOnRoles(forwards, backwards)]
