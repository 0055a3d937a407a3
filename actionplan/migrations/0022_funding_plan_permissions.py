from django.db import migrations

from perpignan.migrating import RunOnRoles
from perpignan.study.enums import Role
from perpignan.study.roles import codenames, grant, revoke

NOUNS = ("fundingamount", "fundingterms")
READ = codenames(NOUNS, ["view"])
PERMISSIONS = {
    Role.LEAD: codenames(NOUNS),
    Role.ADMINISTRATOR: codenames(NOUNS),
    Role.CONSORTIUM: codenames(NOUNS),
    Role.DEPARTMENT: READ,
    Role.OFFICIAL: READ,
}


def forwards(apps, schema_editor):
    grant(apps, "actionplan", PERMISSIONS)


def backwards(apps, schema_editor):
    revoke(apps, "actionplan", PERMISSIONS)


class Migration(migrations.Migration):
    dependencies = [
        ("actionplan", "0021_origin_of_funding_lines"),
        ("study", "0003_role_permissions"),
    ]

    operations = [RunOnRoles(forwards, backwards)]
