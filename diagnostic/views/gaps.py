"""What the diagnostic still lacks, for the team."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin, PermissionRequiredMixin
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from diagnostic import queries
from diagnostic.permissions import can_edit_finding, can_view_gaps
from perpignan.phases import page_of
from perpignan.study.evidence import evidence_for
from perpignan.study.models import Action
from perpignan.study.permissions import Person
from perpignan.study.queries import visible_actions


def actions_without_evidence(user: Person) -> list[tuple[Action, str | None]]:
    """List the actions that nothing explains, in any phase, each with its page."""
    actions = list(visible_actions(user))
    known = evidence_for(actions, user)
    return [(action, page_of(action)) for action in actions if not known[action.pk]]


@method_decorator(never_cache, name="dispatch")
class GapsView(LoginRequiredMixin, PermissionRequiredMixin, TemplateView):
    """Findings without proof or action, actions without evidence, what is not measured."""

    template_name = "diagnostic/gaps.html"

    def has_permission(self) -> bool:
        return can_view_gaps(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            without_proof=list(queries.findings_without_proof()),
            without_action=list(queries.findings_without_action()),
            actions=actions_without_evidence(self.request.user),
            indicators=list(queries.unmeasured_indicators().select_related("axis")),
            criteria=list(queries.criteria_without_source()),
            can_edit=can_edit_finding(self.request.user),
            tab="gaps",
            breadcrumb=[(_("Diagnostic"), reverse("diagnostic:index")), (_("Lacunes"), "")],
            **kwargs,
        )
