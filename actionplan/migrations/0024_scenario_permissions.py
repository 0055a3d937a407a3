from django.db import migrations

from perpignan.migrating import RunOnRoles
from perpignan.study.enums import Role
from perpignan.study.roles import codenames, grant, revoke

NOUNS = (
    *("scenario", "scenariobudget", "scenarioaction", "scenariolever", "scenariominimum"),
)
READ = codenames(NOUNS, ["view"])
PERMISSIONS = {
    Role.LEAD: [*codenames(NOUNS), "adopt_scenario"],
    Role.ADMINISTRATOR: [*codenames(NOUNS), "adopt_scenario"],
    Role.CONSORTIUM: codenames(NOUNS),
    Role.OFFICIAL: READ,
}


def forwards(apps, schema_editor):
    grant(apps, "actionplan", PERMISSIONS)


def backwards(apps, schema_editor):
    revoke(apps, "actionplan", PERMISSIONS)


class Migration(migrations.Migration):
    dependencies = [
        ("actionplan", "0023_scenarios"),
        ("study", "0003_role_permissions"),
    ]

    operations = [RunOnRoles(forwards, backwards)]
