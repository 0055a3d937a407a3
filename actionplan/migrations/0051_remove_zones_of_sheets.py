from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("actionplan", "0050_zones_of_sheets_to_their_actions")]

    operations = [migrations.RemoveField(model_name="actionsheet", name="zones")]
