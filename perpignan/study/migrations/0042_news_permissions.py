from django.db import migrations

from perpignan.migrating import RunOnRoles
from perpignan.study.enums import Role
from perpignan.study.roles import codenames, grant, revoke

NOUNS = ("news",)
PERMISSIONS = {
    Role.LEAD: [*codenames(NOUNS), "publish_news"],
    Role.ADMINISTRATOR: [*codenames(NOUNS), "publish_news"],
    Role.CONSORTIUM: codenames(NOUNS, ["view", "add", "change"]),
}


def forwards(apps, schema_editor):
    grant(apps, "study", PERMISSIONS)


def backwards(apps, schema_editor):
    revoke(apps, "study", PERMISSIONS)


class Migration(migrations.Migration):
    dependencies = [("study", "0041_news")]

    operations = [RunOnRoles(forwards, backwards)]
