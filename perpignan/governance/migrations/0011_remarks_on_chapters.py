"""Remarks on chapters of versions join those on every other text: one way to make them."""

from django.db import migrations

KIND = "version"
SAID = ("text", "by_id", "at", "resolved_at", "resolved_by_id")


def said(row):
    return {name: getattr(row, name) for name in SAID}


def forwards(apps, schema_editor):
    comments = apps.get_model("governance", "Comment").objects
    former = apps.get_model("reports", "ChapterComment").objects.order_by("pk")
    comments.bulk_create(
        comments.model(kind=KIND, key=str(row.version_id), place=row.chapter, **said(row))
        for row in former
    )


def backwards(apps, schema_editor):
    """Give the chapters back their remarks; whom those called is not kept."""
    comments = apps.get_model("governance", "Comment").objects.filter(kind=KIND)
    former = apps.get_model("reports", "ChapterComment").objects
    former.bulk_create(
        former.model(version_id=int(row.key), chapter=row.place, **said(row))
        for row in comments.order_by("pk")
    )
    comments.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0010_places_of_remarks"),
        ("reports", "0021_shared_report_files"),
    ]
    run_before = [("reports", "0040_remarks_leave_the_reports")]

    operations = [migrations.RunPython(forwards, backwards)]
