from django.db import migrations

from perpignan.migrating import RunOnRoles
from perpignan.study.enums import Role
from perpignan.study.roles import ALL, codenames, grant, revoke

NOUNS = (
    *("source", "axis", "priority", "zone", "partner", "fundinglever"),
    *("action", "study", "phase", "deliverable"),
)
VIEW = codenames(NOUNS, ["view"])
PERMISSIONS = {
    Role.LEAD: [*codenames(NOUNS), "admit_deliverable", "view_user"],
    Role.ADMINISTRATOR: [*codenames([*NOUNS, "user"]), "admit_deliverable"],
    Role.CONSORTIUM: [
        *VIEW,
        *codenames(["source", "partner", "fundinglever", "action"], ["add", "change"]),
        "change_deliverable",
    ],
    Role.DEPARTMENT: codenames(["action", "deliverable", "partner", "fundinglever"], ["view"]),
    Role.DESK: codenames(["zone"], ["view"]),
    Role.OFFICIAL: codenames(["action", "deliverable", "partner", "fundinglever"], ["view"]),
}
GROUPS = {Role.ADMINISTRATOR: codenames(["group"], ALL)}


def forwards(apps, schema_editor):
    grant(apps, "study", PERMISSIONS)
    grant(apps, "auth", GROUPS)


def backwards(apps, schema_editor):
    revoke(apps, "study", PERMISSIONS)
    revoke(apps, "auth", GROUPS)


class Migration(migrations.Migration):
    dependencies = [
        ("study", "0002_french_search"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [RunOnRoles(forwards, backwards)]
