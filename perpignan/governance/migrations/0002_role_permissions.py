from django.db import migrations

from perpignan.migrating import RunOnRoles
from perpignan.study.enums import Role
from perpignan.study.roles import codenames, grant, revoke

NOUNS = (
    *("body", "membership", "meeting", "agendaitem", "minutes", "decision", "decisionlink"),
    *("task", "documentrequest", "studyrisk", "diaryentry"),
)
# Parts that a meeting or a decision loses as it is prepared.
REMOVABLE = ("agendaitem", "decisionlink")
MOVES = codenames(("milestonemove",), ["view", "add"])
PERMISSIONS = {
    Role.LEAD: [*codenames(NOUNS), *MOVES, "approve_minutes"],
    Role.ADMINISTRATOR: [*codenames(NOUNS), *MOVES, "approve_minutes"],
    Role.CONSORTIUM: [
        *codenames(NOUNS, ["view", "add", "change"]),
        *codenames(REMOVABLE, ["delete"]),
        *MOVES,
    ],
    Role.DEPARTMENT: codenames(("body", "decision"), ["view"]),
    Role.OFFICIAL: codenames(("body", "decision"), ["view"]),
}


def forwards(apps, schema_editor):
    grant(apps, "governance", PERMISSIONS)


def backwards(apps, schema_editor):
    revoke(apps, "governance", PERMISSIONS)


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0001_bodies_meetings_and_requests"),
        ("study", "0003_role_permissions"),
    ]

    operations = [RunOnRoles(forwards, backwards)]
