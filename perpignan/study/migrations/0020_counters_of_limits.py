"""A table for counting public writes: not logged, since a crash may well start counts again."""

from django.db import migrations

MAKE = """
    CREATE UNLOGGED TABLE portal_counter (
        name text PRIMARY KEY,
        count integer NOT NULL,
        ends_at timestamptz NOT NULL
    ) WITH (fillfactor = 50)
"""


class Migration(migrations.Migration):
    dependencies = [("study", "0010_interview_code")]

    operations = [migrations.RunSQL(MAKE, "DROP TABLE portal_counter")]
