from django.db import migrations

from perpignan.migrating import RunOnRoles
from perpignan.study.enums import Role
from perpignan.study.roles import codenames, grant, revoke

NOUNS = (
    *("city", "cityindicator", "initiative", "initiativeaction"),
    "cityinterview",
)
# Parts of a sheet, and what ties an interview to a city.
REMOVABLE = ("cityindicator", "initiativeaction", "cityinterview")
PERMISSIONS = {
    Role.LEAD: [*codenames(NOUNS), "publish_initiative"],
    Role.ADMINISTRATOR: [*codenames(NOUNS), "publish_initiative"],
    Role.CONSORTIUM: [
        *codenames(NOUNS, ["view", "add", "change"]),
        *codenames(REMOVABLE, ["delete"]),
    ],
}


def forwards(apps, schema_editor):
    grant(apps, "benchmark", PERMISSIONS)


def backwards(apps, schema_editor):
    revoke(apps, "benchmark", PERMISSIONS)


class Migration(migrations.Migration):
    dependencies = [
        ("benchmark", "0001_initial"),
        ("study", "0003_role_permissions"),
    ]

    operations = [RunOnRoles(forwards, backwards)]
