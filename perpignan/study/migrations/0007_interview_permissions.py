from django.db import migrations

from perpignan.migrating import RunOnRoles
from perpignan.study.enums import Role
from perpignan.study.roles import codenames, grant, revoke

NOUNS = ("resourceperson", "interviewguide", "interviewquestion", "interview", "quote")
# Parts of an interview, and people who ask to be forgotten.
REMOVABLE = ("resourceperson", "interviewquestion", "quote")
PERMISSIONS = {
    Role.LEAD: codenames(NOUNS),
    Role.ADMINISTRATOR: codenames(NOUNS),
    Role.CONSORTIUM: [
        *codenames(NOUNS, ["view", "add", "change"]),
        *codenames(REMOVABLE, ["delete"]),
    ],
}


def forwards(apps, schema_editor):
    grant(apps, "study", PERMISSIONS)


def backwards(apps, schema_editor):
    revoke(apps, "study", PERMISSIONS)


class Migration(migrations.Migration):
    dependencies = [("study", "0006_interviews")]

    operations = [RunOnRoles(forwards, backwards)]
