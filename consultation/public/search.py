"""What the consultation lets find: consultations, and what residents wrote."""

from django.utils.translation import gettext_lazy as _

from consultation.models import Consultation, Contribution
from consultation.public.telling import tell_consultation, tell_contribution
from perpignan.study import search

search.register(
    search.Searchable(
        "consultations",
        _("Consultations"),
        40,
        search.RowSearch(
            lambda user: Consultation.objects.visible_to(user),
            tell_consultation,
            ("title",),
            ("purpose", "information"),
        ),
    )
)
search.register(
    search.Searchable(
        "contributions",
        _("Idées d'habitants"),
        41,
        search.RowSearch(
            lambda user: Contribution.objects.visible_to(user).select_related("consultation"),
            tell_contribution,
            ("title",),
            ("text",),
            vector="search_vector",
        ),
    )
)
