from django.db import migrations

# Postgres knows the stems of Catalan and English; accents are ignored as in French.
LANGUAGES = ("catalan", "english")


def create(language):
    return f"""
CREATE TEXT SEARCH CONFIGURATION {language}_unaccent (COPY = {language});
ALTER TEXT SEARCH CONFIGURATION {language}_unaccent
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, {language}_stem;
"""


def drop(language):
    return f"DROP TEXT SEARCH CONFIGURATION {language}_unaccent;"


class Migration(migrations.Migration):
    dependencies = [("study", "0021_lever_cumulation")]

    operations = [
        migrations.RunSQL(create(language), drop(language)) for language in LANGUAGES
    ]
