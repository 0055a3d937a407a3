from django.db import migrations

from perpignan.migrating import RunOnRoles
from perpignan.study.enums import Role
from perpignan.study.roles import codenames, grant, revoke

NOUNS = ("consultation", "questionnaire", "section", "question", "option", "questionaction")
#: Responses are counted, never edited: no role may add, change or delete one.
PERMISSIONS = {
    Role.LEAD: [*codenames(NOUNS), "view_response", "run_consultation"],
    Role.ADMINISTRATOR: [*codenames(NOUNS), "view_response", "run_consultation"],
    Role.CONSORTIUM: [*codenames(NOUNS, ["view", "add", "change"]), "view_response"],
}


def forwards(apps, schema_editor):
    grant(apps, "consultation", PERMISSIONS)


def backwards(apps, schema_editor):
    revoke(apps, "consultation", PERMISSIONS)


class Migration(migrations.Migration):
    dependencies = [
        ("consultation", "0001_initial"),
        ("study", "0003_role_permissions"),
    ]

    operations = [RunOnRoles(forwards, backwards)]
