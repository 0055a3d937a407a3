"""Remarks on chapters are made where all remarks are: nobody needs a right for those."""

from django.db import migrations

from perpignan.migrating import RunOnRoles
from perpignan.study.enums import Role
from perpignan.study.roles import grant, revoke

REVIEWER = ["view_chaptercomment", "add_chaptercomment"]
PERMISSIONS = dict.fromkeys(
    [Role.OFFICIAL, Role.CONSORTIUM, Role.LEAD, Role.ADMINISTRATOR], REVIEWER
)


def forwards(apps, schema_editor):
    revoke(apps, "reports", PERMISSIONS)


def backwards(apps, schema_editor):
    grant(apps, "reports", PERMISSIONS)


class Migration(migrations.Migration):
    dependencies = [("reports", "0030_one_zone_and_annex_downloads")]

    operations = [RunOnRoles(forwards, backwards)]
