"""How the nouns of the benchmark are told in the pages of the whole study."""

from benchmark.models import Initiative
from perpignan.study.telling import Told


def tell_initiative(sheet: Initiative) -> Told:
    return Told(
        title=sheet.name,
        url=sheet.get_absolute_url(),
        language="fr",
        detail=str(sheet.city),
        is_illustrative=sheet.is_illustrative,
    )
