"""Desk agents type sheets and stand beside people; the team runs the other channels."""

from django.db import migrations

from perpignan.migrating import RunOnRoles
from perpignan.study.enums import Role
from perpignan.study.roles import codenames, grant, revoke

NOUNS = ("batch", "workshop", "verbatim", "censusmargin")
DESK = ["enter_sheet", "view_batch", "add_assistedsession"]
TEAM = [
    *codenames(NOUNS),
    *DESK,
    *("view_sheet", "view_assistedsession", "export_response", "import_response"),
]
PILOT = [*TEAM, "resolve_sheet", "read_texts_response"]
PERMISSIONS = {
    Role.DESK: DESK,
    Role.CONSORTIUM: TEAM,
    Role.LEAD: PILOT,
    Role.ADMINISTRATOR: PILOT,
}


def forwards(apps, schema_editor):
    grant(apps, "consultation", PERMISSIONS)


def backwards(apps, schema_editor):
    revoke(apps, "consultation", PERMISSIONS)


class Migration(migrations.Migration):
    dependencies = [("consultation", "0040_other_channels")]

    operations = [RunOnRoles(forwards, backwards)]
