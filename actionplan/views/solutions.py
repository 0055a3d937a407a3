"""Public pages of the solutions: the catalogue, and the sheet of each."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView

from actionplan import queries
from actionplan.enums import Side, SolutionStatus
from actionplan.models import Solution, SolutionArgument
from actionplan.permissions import can_edit_solution
from actionplan.views.facets import Answers, Facets
from perpignan.phases import page_of
from perpignan.study.evidence import evidence_for
from perpignan.study.localisation import localised_text


def _statuses(solution: Solution) -> list[tuple[str, str]]:
    return [(solution.status, str(SolutionStatus(solution.status).label))]


def _priorities(solution: Solution) -> list[tuple[str, str]]:
    return [(solution.priority.code, localised_text(solution.priority, "name").text)]


def _axes(solution: Solution) -> list[tuple[str, str]]:
    return [(axis.code, localised_text(axis, "name").text) for axis in solution.axes.all()]


def filters() -> dict[str, tuple[str, Answers[Solution]]]:
    return {
        "etat": (_("État"), _statuses),
        "priorite": (_("Priorité"), _priorities),
        "axe": (_("Axe"), _axes),
    }


def arguments_of(solution: Solution, side: Side) -> list[SolutionArgument]:
    return [item for item in solution.arguments.all() if item.side == side]


class SolutionListView(ListView):
    """The catalogue: what was retained, what was set aside, and why."""

    template_name = "actionplan/solution_list.html"
    paginate_by = 60

    def get_queryset(self) -> list[Solution]:  # type: ignore[override]  # a list that pages like a queryset
        self.solutions = list(queries.solutions_for(self.request.user))
        url = reverse("actionplan:solution-list")
        self.facets = Facets(url, filters(), self.solutions, self.request.GET)
        return self.facets.found()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        statuses = [solution.status for solution in self.solutions]
        return super().get_context_data(
            facets=self.facets.all(),
            is_filtered=bool(self.facets.asked),
            total_count=len(self.solutions),
            retained_count=statuses.count(SolutionStatus.RETAINED),
            discarded_count=statuses.count(SolutionStatus.DISCARDED),
            can_edit=can_edit_solution(self.request.user) and self.request.user.is_staff,
            tab="solutions",
            breadcrumb=[(_("Plan d’actions"), reverse("actionplan:index")), (_("Solutions"), "")],
            **kwargs,
        )


class SolutionDetailView(DetailView):
    """A solution: for and against, what was decided and why, what carries it out."""

    template_name = "actionplan/solution_detail.html"
    slug_field = slug_url_kwarg = "code"

    def get_queryset(self) -> QuerySet[Solution]:
        return queries.solutions_for(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        solution, user = self.object, self.request.user
        actions = list(solution.actions.all())
        evidence = evidence_for(actions, user)
        crumbs = [
            (_("Plan d’actions"), reverse("actionplan:index")),
            (_("Solutions"), reverse("actionplan:solution-list")),
            (solution.title, ""),
        ]
        return super().get_context_data(
            sides=[
                ("for", _("Pour"), arguments_of(solution, Side.FOR)),
                ("against", _("Contre"), arguments_of(solution, Side.AGAINST)),
            ],
            sources=list({a.source: None for a in solution.arguments.all() if a.source}),
            actions=[(action, page_of(action)) for action in actions],
            evidence=list({e.url: e for found in evidence.values() for e in found}.values()),
            can_edit=can_edit_solution(user) and user.is_staff,
            tab="solutions",
            breadcrumb=crumbs,
            **kwargs,
        )
