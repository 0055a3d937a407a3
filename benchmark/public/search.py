"""What the benchmark lets find: its sheets."""

from django.utils.translation import gettext_lazy as _

from benchmark.models import Initiative
from benchmark.public.telling import tell_initiative
from perpignan.study import search

search.register(
    search.Searchable(
        "initiatives",
        _("Exemples d'autres villes"),
        10,
        search.RowSearch(
            rows=lambda user: Initiative.objects.visible_to(user).select_related("city"),
            tell=tell_initiative,
            titles=("name",),
            texts=("description", "lesson"),
            vector="search_vector",
            beside=("city__name",),
        ),
    )
)
