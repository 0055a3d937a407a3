"""Who lives in Perpignan, read from `consultation/seed/margins.yaml`."""

from pathlib import Path

from django.utils.translation import gettext as _

from consultation.enums import Profile
from consultation.models import CensusMargin
from perpignan.study import seeding
from perpignan.study.seeding import Entry, Row, SeedContext, SeedTable

FILE = Path(__file__).parent.parent / "seed" / "margins.yaml"


def build_margin(entry: Entry, context: SeedContext) -> list[Row]:
    profile = entry.require("profile")
    if profile not in Profile.values:
        raise entry.fail("profile", _("valeurs admises : ") + ", ".join(Profile.values))
    return [
        Row(
            {
                "consultation": None,
                "profile": profile,
                "category": entry.require("category"),
                "population": entry.require("population"),
                "year": entry.require("year"),
                "source": entry.require("source"),
                "is_illustrative": True,
            }
        )
    ]


KEY = ("consultation", "profile", "category", "year")
seeding.register(SeedTable(FILE, "margins", CensusMargin, KEY, build_margin, 306))
