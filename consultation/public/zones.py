"""Where residents' ideas are, and the actions that came of them, zone by zone."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultation.models import BudgetProject, BudgetVote, Contribution, ContributionAction
from perpignan.study import zones
from perpignan.study.models import Action
from perpignan.study.permissions import Person

#: The map shows the newest; the list of ideas has the others.
ON_THE_MAP = 80


def _counts(user: Person) -> Mapping[Any, int]:
    rows = Contribution.objects.listed().filter(zone__isnull=False).order_by().values_list("zone")
    return dict(rows.annotate(count=Count("pk")))


def _action_counts(user: Person) -> Mapping[Any, int]:
    links = ContributionAction.objects.filter(
        action__in=Action.objects.visible_to(user),
        contribution__in=Contribution.objects.listed().filter(zone__isnull=False),
    )
    rows = links.order_by().values_list("contribution__zone")
    return dict(rows.annotate(count=Count("action", distinct=True)))


def _points(user: Person) -> Sequence[zones.Point]:
    placed = (
        Contribution.objects.listed()
        .on_the_map()
        .select_related("consultation")
        .order_by("-submitted_at", "-pk")
    )
    return [
        zones.Point(
            *(idea.title, idea.get_absolute_url(), idea.latitude, idea.longitude),
            text=idea.place,
            language=idea.language,
        )
        for idea in placed[:ON_THE_MAP]
    ]


def _project_counts(user: Person) -> Mapping[Any, int]:
    seen = BudgetVote.objects.visible_to(user)
    rows = BudgetProject.objects.filter(vote__in=seen, zone__isnull=False).order_by()
    return dict(rows.values_list("zone").annotate(count=Count("pk")))


def _address(user: Person) -> str:
    """Lead to the ideas of a zone while one consultation holds them all."""
    slugs = (
        Contribution.objects.listed()
        .order_by()
        .values_list("consultation__slug", flat=True)
        .distinct()[:2]
    )
    known = list(slugs)
    if len(known) != 1:
        return ""
    return f"{reverse('consultation:contribution-list', args=known)}?zone="


zones.register(zones.Layer("ideas", _("Idées d'habitants"), 30, _counts, _points, _address))
zones.register(zones.Layer("actions-of-ideas", _("Actions nées de ces idées"), 31, _action_counts))
zones.register(zones.Layer("projects", _("Projets soumis au vote"), 32, _project_counts))
