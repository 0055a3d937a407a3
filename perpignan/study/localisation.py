"""Which text of a record to show: the active language's, or the French one."""

from typing import NamedTuple

from django.db.models import Model
from django.utils.translation import get_language

FRENCH = "fr"


class LocalisedText(NamedTuple):
    """A text and the language that it is in, for the page's `lang` attribute."""

    text: str
    language: str


def localised_text(record: Model, field: str) -> LocalisedText:
    """Read `field` in the active language from its `field_ca`, `field_en` columns."""
    language = (get_language() or FRENCH).split("-")[0]
    if language != FRENCH:
        text = getattr(record, f"{field}_{language}", "")
        if text:
            return LocalisedText(text, language)
    return LocalisedText(getattr(record, field), FRENCH)
