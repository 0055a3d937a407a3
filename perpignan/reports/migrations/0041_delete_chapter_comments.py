from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reports", "0040_remarks_leave_the_reports")]

    operations = [migrations.DeleteModel(name="ChapterComment")]
