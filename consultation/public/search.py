"""What the consultation lets find: consultations, and what residents wrote."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultation.models import Consultation, Contribution
from perpignan.study import search
from perpignan.study.localisation import localised_text
from perpignan.study.wording import long_date


def _consultation(consultation: Consultation) -> search.Told:
    title = localised_text(consultation, "title")
    return search.Told(
        title=title.text,
        url=consultation.get_absolute_url(),
        language=title.language,
        is_illustrative=consultation.is_illustrative,
    )


def _contribution(contribution: Contribution) -> search.Told:
    return search.Told(
        title=str(contribution),
        url=contribution.get_absolute_url(),
        language=contribution.language,
        detail=long_date(timezone.localdate(contribution.submitted_at)),
        is_illustrative=contribution.is_illustrative,
    )


search.register(
    search.Searchable(
        "consultations",
        _("Consultations"),
        40,
        search.RowSearch(
            lambda user: Consultation.objects.visible_to(user),
            _consultation,
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
            _contribution,
            ("title",),
            ("text",),
            vector="search_vector",
        ),
    )
)
