from django.db import migrations


def _copy(source, target, source_key, target_key, keys):
    links = source.objects.values_list(source_key, "zone_id")
    rows = [
        target(**{target_key: keys[owner], "zone_id": zone})
        for owner, zone in links
        if owner in keys
    ]
    target.objects.bulk_create(rows, ignore_conflicts=True)


def forwards(apps, schema_editor):
    sheet = apps.get_model("actionplan", "ActionSheet")
    action = apps.get_model("study", "Action")
    actions = dict(sheet.objects.values_list("pk", "action_id"))
    _copy(sheet.zones.through, action.zones.through, "actionsheet_id", "action_id", actions)


def backwards(apps, schema_editor):
    sheet = apps.get_model("actionplan", "ActionSheet")
    action = apps.get_model("study", "Action")
    sheets = dict(sheet.objects.values_list("action_id", "pk"))
    _copy(action.zones.through, sheet.zones.through, "action_id", "actionsheet_id", sheets)


class Migration(migrations.Migration):
    dependencies = [
        ("actionplan", "0041_strategy_permissions"),
        ("study", "0050_zones_of_actions"),
    ]

    operations = [migrations.RunPython(forwards, backwards)]
