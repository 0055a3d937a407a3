from django.db import migrations

from perpignan.migrating import RunOnRoles
from perpignan.study.enums import Role
from perpignan.study.roles import codenames, grant, revoke

RANKING = ("criterion", "stakeholder", "rankingsession", "rankedaction", "stakeholderweight")
MATURITY = ("maturitydimension", "maturitylevel", "maturityround", "maturityanswer")
NOUNS = (*RANKING, "actionscore", *MATURITY)
FREEZE = ["freeze_rankingsession"]
PERMISSIONS = {
    Role.LEAD: [*codenames(NOUNS), *FREEZE],
    Role.ADMINISTRATOR: [*codenames(NOUNS), *FREEZE],
    Role.CONSORTIUM: [
        *codenames([*RANKING, "actionscore"]),
        *codenames(MATURITY[:3]),
        *codenames(["maturityanswer"], ["view", "add"]),
    ],
    Role.DEPARTMENT: codenames(["maturityanswer"], ["add"]),
}


def forwards(apps, schema_editor):
    grant(apps, "diagnostic", PERMISSIONS)


def backwards(apps, schema_editor):
    revoke(apps, "diagnostic", PERMISSIONS)


class Migration(migrations.Migration):
    dependencies = [
        ("diagnostic", "0003_prioritisation_and_maturity"),
        ("study", "0003_role_permissions"),
    ]

    operations = [RunOnRoles(forwards, backwards)]
