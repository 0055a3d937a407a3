from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("governance", "0003_notices_feeds_and_comments")]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="place",
            field=models.CharField(blank=True, max_length=60, verbose_name="chapitre"),
        ),
    ]
