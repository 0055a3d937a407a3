from django.db import migrations

OWN, EUROPEAN, PRIVATE = ("loan", "investment"), ("europe",), ("private",)


def forwards(apps, schema_editor):
    """Give the lines written before funding plans the origin and budget of their lever."""
    lines = apps.get_model("actionplan", "SheetLever").objects.all()
    for kinds, origin in ((OWN, "own"), (EUROPEAN, "european"), (PRIVATE, "private")):
        lines.filter(lever__kind__in=kinds).update(origin=origin)
    lines.filter(lever__destination="operating").update(kind="operating")


class Migration(migrations.Migration):
    dependencies = [("actionplan", "0020_funding_plan")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
