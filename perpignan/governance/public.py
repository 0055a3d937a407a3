"""Decisions in the pages of the whole study: who may read them walks to them, and finds them."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from perpignan.governance.models import Decision, DecisionLink
from perpignan.study import chain, search
from perpignan.study.models import Action
from perpignan.study.permissions import Person
from perpignan.study.telling import Told


def tell_decision(decision: Decision) -> Told:
    return Told(
        title=str(decision),
        url=decision.get_absolute_url(),
        language="fr",
        detail=str(decision.body),
        date=decision.decided_on,
        is_illustrative=decision.is_illustrative,
    )


def _decisions(user: Person) -> QuerySet[Any]:
    return Decision.objects.visible_to(user).select_related("body")


def _links_to_actions(user: Person) -> QuerySet[Any]:
    """Find the actions that decisions point at by their code."""
    action = Action.objects.filter(code=OuterRef("key")).values("pk")[:1]
    return DecisionLink.objects.filter(kind="action").annotate(action_pk=Subquery(action))


chain.register_noun(
    chain.Noun(
        kind="decision",
        slug="decision",
        label=_("Décision"),
        plural=_("Décisions"),
        order=55,
        model=Decision,
        rows=_decisions,
        tell=tell_decision,
    )
)
chain.register_link(chain.Link("decision", "action", _links_to_actions, "decision_id", "action_pk"))
search.register(
    search.Searchable(
        "decisions", _("Décisions"), 55, search.RowSearch(_decisions, tell_decision, ("text",))
    )
)
