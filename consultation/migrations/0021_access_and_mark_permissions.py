"""Letters and marks engage the City: the consortium makes neither."""

from django.db import migrations

from perpignan.migrating import RunOnRoles
from perpignan.study.enums import Role
from perpignan.study.roles import grant, revoke

PERMISSIONS = {
    role: ["make_accesscode", "view_accesscode", "mark_response"]
    for role in (Role.LEAD, Role.ADMINISTRATOR)
}


def forwards(apps, schema_editor):
    grant(apps, "consultation", PERMISSIONS)


def backwards(apps, schema_editor):
    revoke(apps, "consultation", PERMISSIONS)


class Migration(migrations.Migration):
    dependencies = [("consultation", "0020_correct_resume_and_access")]

    operations = [RunOnRoles(forwards, backwards)]
