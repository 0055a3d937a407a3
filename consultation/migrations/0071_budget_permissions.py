from django.db import migrations

from perpignan.migrating import RunOnRoles
from perpignan.study.enums import Role
from perpignan.study.roles import codenames, grant, revoke

NOUNS = ["budgetvote", "budgetdistrict", "budgetproject"]
#: Ballots are secret: no role is given anything on them.
EDIT = codenames(NOUNS, ["view", "add", "change"])
PERMISSIONS = {Role.LEAD: EDIT, Role.ADMINISTRATOR: EDIT, Role.CONSORTIUM: EDIT}


def forwards(apps, schema_editor):
    grant(apps, "consultation", PERMISSIONS)


def backwards(apps, schema_editor):
    revoke(apps, "consultation", PERMISSIONS)


class Migration(migrations.Migration):
    dependencies = [("consultation", "0070_budget_votes")]

    operations = [RunOnRoles(forwards, backwards)]
