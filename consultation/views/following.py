"""The team's page while people answer: how many, who is missing, where they leave."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultation import permissions, queries
from consultation.charts import days_chart
from consultation.enums import Profile
from consultation.models import Consultation
from consultation.queries import Category, ProfileTable
from consultation.views.desk import for_those_who, path_to
from perpignan.study.templatetags.portal import percent

#: How many missing zones the sentence names.
NAMED = 3


@for_those_who(permissions.can_count_responses)
@require_safe
def following(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    pages = queries.pages_of(queries.current_questionnaire(consultation))
    profiles = queries.profile_tables(consultation, pages)
    context = {
        "consultation": consultation,
        "counts": queries.response_counts([consultation.pk])[consultation.pk],
        "marked": queries.marked_count(consultation),
        "chart": days_chart(queries.day_counts(consultation)),
        "profiles": profiles,
        "where_to_go": _where_to_go(profiles),
        "leaving": queries.leaving_counts(consultation, pages),
        "batches": list(queries.batches_of(consultation, request.user)),
        "places": list(queries.assisted_places(consultation)),
        "breadcrumb": path_to(consultation, (_("Suivi"), "")),
    }
    return render(request, "consultation/following.html", context)


def _where_to_go(profiles: list[ProfileTable]) -> str:
    """Say in one sentence which districts the mobile desk should go to."""
    zones = next((table for table in profiles if table.profile == Profile.ZONE), None)
    if zones is None or not zones.source:
        return ""
    if not zones.missing:
        return _("Aucun quartier ne répond nettement moins que sa part d'habitants.")
    named = " ; ".join(_told(row) for row in zones.missing[:NAMED])
    return _("Où envoyer le stand mobile : %(zones)s.") % {"zones": named}


def _told(row: Category) -> str:
    return _("%(zone)s (%(answered)s des réponses pour %(people)s des habitants)") % {
        "zone": row.label,
        "answered": percent(row.share, 0),
        "people": percent(row.population_share, 0),
    }
