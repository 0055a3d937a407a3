"""The team reads the results in the back office; nobody writes them by hand."""

from django.db import migrations

from perpignan.migrating import RunOnRoles
from perpignan.study.enums import Role
from perpignan.study.roles import grant, revoke

READ = ["view_consultationresults"]
PERMISSIONS = {Role.CONSORTIUM: READ, Role.LEAD: READ, Role.ADMINISTRATOR: READ}


def forwards(apps, schema_editor):
    grant(apps, "consultation", PERMISSIONS)


def backwards(apps, schema_editor):
    revoke(apps, "consultation", PERMISSIONS)


class Migration(migrations.Migration):
    dependencies = [("consultation", "0050_results")]

    operations = [RunOnRoles(forwards, backwards)]
