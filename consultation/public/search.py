"""What the consultation lets find: consultations, and what residents wrote."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from consultation.models import (
    BudgetProject,
    BudgetVote,
    Consultation,
    Contribution,
    Statement,
    TextTheme,
)
from consultation.public import telling
from consultation.public.telling import tell_consultation, tell_contribution
from perpignan.study import search
from perpignan.study.permissions import Person


def _projects(user: Person) -> QuerySet[Any]:
    seen = BudgetVote.objects.visible_to(user)
    return BudgetProject.objects.filter(vote__in=seen).select_related("vote__consultation")


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

for order, (kind, label, rows) in enumerate(
    (
        (
            "themes",
            _("Thèmes des paroles d'habitants"),
            search.RowSearch(
                lambda user: TextTheme.objects.visible_to(user).select_related("consultation"),
                telling.tell_theme,
                ("name",),
                ("follow_up__synthesis", "follow_up__reason"),
            ),
        ),
        (
            "statements",
            _("Affirmations soumises à tous"),
            search.RowSearch(
                lambda user: Statement.objects.visible_to(user).select_related("consultation"),
                telling.tell_statement,
                ("text",),
            ),
        ),
        (
            "projects",
            _("Projets soumis au vote"),
            search.RowSearch(_projects, telling.tell_project, ("name",), ("description",)),
        ),
    ),
    start=42,
):
    search.register(search.Searchable(kind, label, order, rows))
