"""Reads of prioritisation: what a session holds, what it gives, who may see it."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from diagnostic.enums import ActionCategory, SessionStatus
from diagnostic.models import (
    ActionScore,
    Criterion,
    RankedAction,
    RankingSession,
    Stakeholder,
    StakeholderWeight,
)
from diagnostic.permissions import Person
from diagnostic.ranking.problem import RankingError
from diagnostic.ranking.session import Result, analyse_session
from diagnostic.wording import message_of
from perpignan.study.models import Action

Data = dict[str, Any]


def sessions_for(user: Person) -> QuerySet[RankingSession]:
    """List the sessions that a person may see, newest first, without their numbers."""
    return RankingSession.objects.visible_to(user).defer("snapshot", "results")


def get_session_for(user: Person, code: str) -> RankingSession:
    """Return a session that the person may see. Raise Http404."""
    return get_object_or_404(RankingSession.objects.visible_to(user), code=code)


def latest_frozen_session() -> RankingSession | None:
    return RankingSession.objects.frozen().first()


def active_criteria() -> QuerySet[Criterion]:
    return Criterion.objects.filter(is_active=True)


def criteria_with_sources() -> QuerySet[Criterion]:
    return Criterion.objects.prefetch_related("sources")


def stakeholders() -> QuerySet[Stakeholder]:
    return Stakeholder.objects.select_related("organisation")


def open_sessions() -> QuerySet[RankingSession]:
    return RankingSession.objects.filter(status=SessionStatus.OPEN)


def describe_session(session: RankingSession) -> Data:
    """Gather all that a session's numbers come from: what is frozen is this, and the results.

    A frozen session answers from its snapshot, whatever has been renamed since.
    """
    if session.is_frozen:
        return dict(session.snapshot or {})
    criteria = list(active_criteria())
    ranked = list(session.ranked_actions.select_related("action"))
    weights = _weights_of(session)
    return {
        "format": 1,
        "title": session.title,
        "held_on": session.held_on.isoformat(),
        "inputs": _inputs(session, criteria, ranked, weights),
        "criteria": {item.code: _named(item, question=item.question) for item in criteria},
        "stakeholders": {name: _named(item[0]) for name, item in weights.items()},
        "actions": {item.action.code: _class_of(item) for item in ranked},
    }


def _named(record: Any, **more: Any) -> Data:
    return {"name": record.name, "name_ca": record.name_ca, "name_en": record.name_en, **more}


def _class_of(item: RankedAction) -> Data:
    found = {"title": item.action.title, "category": item.category, "reason": item.public_reason}
    return {**found, "is_illustrative": item.action.is_illustrative}


Weights = dict[str, tuple[Any, dict[str, float]]]


def _weights_of(session: RankingSession) -> Weights:
    """Map each stakeholder who weighed to (stakeholder, {criterion: weight})."""
    found: Weights = {}
    rows = StakeholderWeight.objects.filter(session=session, criterion__is_active=True)
    for row in rows.select_related("stakeholder", "criterion"):
        entry = found.setdefault(row.stakeholder.code, (row.stakeholder, {}))
        entry[1][row.criterion.code] = float(row.weight)
    return found


def _inputs(
    session: RankingSession,
    criteria: list[Criterion],
    ranked: list[RankedAction],
    weights: Weights,
) -> Data:
    """Write the problem as plain data for `analyse_session`."""
    agreed = next((given for person, given in weights.values() if person.is_reference), None)
    scores = _scores_of(session)
    return {
        "criteria": [_criterion(item, agreed) for item in criteria],
        "families": {item.code: item.family for item in criteria},
        "actions": [
            {"code": item.action.code, "scores": scores.get(item.action_id, {})} for item in ranked
        ],
        "stakeholders": [
            {"code": code, "weights": given}
            for code, (person, given) in weights.items()
            if not person.is_reference
        ],
        "options": {
            "weight_model": session.weight_model,
            "concentration": float(session.concentration),
            "draws": session.draws,
            "seed": session.seed,
        },
    }


def _criterion(item: Criterion, agreed: Mapping[str, float] | None) -> Data:
    """Write a criterion with the agreed weight, its typical one while none is agreed."""
    typical = float(item.typical_weight)
    return {
        "code": item.code,
        "direction": item.direction,
        "weight": agreed.get(item.code, 0.0) if agreed else typical,
        "scale": [float(item.scale_min), float(item.scale_max)],
        "q": float(item.indifference),
        "p": None if item.preference is None else float(item.preference),
        "veto": None if item.veto is None else float(item.veto),
    }


def _scores_of(session: RankingSession) -> dict[int, dict[str, list[float] | None]]:
    found: dict[int, dict[str, list[float] | None]] = defaultdict(dict)
    rows = ActionScore.objects.filter(session=session, criterion__is_active=True, low__isnull=False)
    for action, criterion, low, high in rows.values_list(
        "action_id", "criterion__code", "low", "high"
    ):
        found[action][criterion] = [float(low or 0), float(high or 0)]
    return found


def key_of(data: Any) -> str:
    """Return the SHA-256 of plain data, the same whatever the order of its keys."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def result_of(session: RankingSession, described: Data) -> Result:
    """Return the session's numbers: frozen, kept since the last save, or computed now.

    Raises RankingError.
    """
    if session.is_frozen:
        return Result.from_data(described["results"])
    if session.results and session.results_key == key_of(described["inputs"]):
        return Result.from_data(session.results)
    return analyse_session(described["inputs"])


@dataclass(frozen=True)
class ShownAction:
    """How an action is called before a given reader; one that is internal has no name."""

    code: str
    label: str
    title: str
    is_hidden: bool = False
    category: str = ""
    reason: str = ""

    @property
    def category_label(self) -> str:
        return str(ActionCategory(self.category).label) if self.category else ""

    def __str__(self) -> str:
        return f"{self.label} {self.title}"


@dataclass(frozen=True)
class ShownSession:
    """A session as a reader may see it: numbers, names, or why there are none."""

    session: RankingSession
    data: Data
    result: Result | None
    problem: str = ""
    actions: dict[str, ShownAction] = field(default_factory=dict)

    def criterion_name(self, code: str) -> str:
        return _translated(self.data["criteria"].get(code, {}), code)

    def stakeholder_name(self, code: str) -> str:
        return _translated(self.data["stakeholders"].get(code, {}), code)

    def action(self, code: str) -> ShownAction:
        return self.actions[code]

    @property
    def stakeholders(self) -> list[str]:
        """List those whose weights are compared, in their order."""
        return [item["code"] for item in self.data["inputs"]["stakeholders"]]


def _translated(names: Mapping[str, str], default: str) -> str:
    language = (get_language() or "fr").split("-")[0]
    return names.get(f"name_{language}") or names.get("name") or default


def show_session(session: RankingSession, user: Person) -> ShownSession:
    """Prepare a session for a reader, in a constant number of queries."""
    data = describe_session(session)
    actions = _shown_actions(data, user)
    try:
        return ShownSession(session, data, result_of(session, data), actions=actions)
    except RankingError as error:
        return ShownSession(session, data, None, message_of(error), actions)


def _shown_actions(data: Data, user: Person) -> dict[str, ShownAction]:
    known = data["actions"]
    visible = set(
        Action.objects.visible_to(user).filter(code__in=known).values_list("code", flat=True)
    )
    hidden = 0
    shown = {}
    for code, about in known.items():
        if code in visible:
            shown[code] = ShownAction(
                code, code, about["title"], False, about["category"], about["reason"]
            )
        else:
            hidden += 1
            label = _("Action interne %(number)d") % {"number": hidden}
            shown[code] = ShownAction(code, label, "", is_hidden=True)
    return shown


def scores_of_session(session: RankingSession) -> dict[tuple[int, int], ActionScore]:
    """Map (action, criterion) to what is stored, in one query."""
    return {(score.action_id, score.criterion_id): score for score in session.scores.all()}
