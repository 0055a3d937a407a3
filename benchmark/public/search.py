"""What the benchmark lets find: its sheets."""

from django.utils.translation import gettext_lazy as _

from benchmark.models import Initiative
from perpignan.study import search


def _told(sheet: Initiative) -> search.Told:
    return search.Told(
        title=sheet.name,
        url=sheet.get_absolute_url(),
        language="fr",
        detail=str(sheet.city),
        is_illustrative=sheet.is_illustrative,
    )


search.register(
    search.Searchable(
        "initiatives",
        _("Exemples d'autres villes"),
        10,
        search.RowSearch(
            rows=lambda user: Initiative.objects.visible_to(user).select_related("city"),
            tell=_told,
            titles=("name",),
            texts=("description", "lesson"),
            vector="search_vector",
        ),
    )
)
