from django.db import migrations

from perpignan.migrating import RunOnRoles
from perpignan.study.enums import Role
from perpignan.study.roles import codenames, grant, revoke

#: Words are moderated, never rewritten: no role adds or deletes a contribution.
READ = ["view_contribution", "change_contribution", "view_comment"]
RUN = [
    *READ,
    *codenames(["theme", "contributionaction"]),
    "moderate_contribution",
    "answer_contribution",
]
PERMISSIONS = {
    Role.LEAD: RUN,
    Role.ADMINISTRATOR: RUN,
    # The consortium reads and sorts; answering engages the City.
    Role.CONSORTIUM: [
        *READ,
        *codenames(["theme"], ["view", "add", "change"]),
        "view_contributionaction",
        "moderate_contribution",
    ],
}


def forwards(apps, schema_editor):
    grant(apps, "consultation", PERMISSIONS)


def backwards(apps, schema_editor):
    revoke(apps, "consultation", PERMISSIONS)


class Migration(migrations.Migration):
    dependencies = [("consultation", "0030_contributions")]

    operations = [RunOnRoles(forwards, backwards)]
