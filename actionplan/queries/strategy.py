"""Reads of the global strategy: what a person may see, what it lacks, what changed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from actionplan.enums import StrategyState
from actionplan.models import Orientation, OrientationAction, Strategy, StrategyVersion
from actionplan.permissions import Person, can_view_whole_strategy
from actionplan.queries.versions import FieldChange
from perpignan.study.enums import ActionStatus, Visibility
from perpignan.study.models import Action, Priority

STRATEGY_TEXTS = ("vision", "governance", "funding", "follow_up")
LANGUAGES = ("", "_ca", "_en")
FEWEST_ORIENTATIONS = 3
#: What cuts across the three priorities needs no orientation of its own.
CROSS_CUTTING = "T"
Content = dict[str, Any]


def strategy_for(user: Person) -> Strategy | None:
    """Give the strategy that a person may see, with the actions that she may see."""
    return strategies_for(user).first()


def strategies_for(user: Person) -> QuerySet[Strategy]:
    """List the strategy, or nothing: what the API reads."""
    return _whole(Strategy.objects.visible_to(user), Action.objects.visible_to(user))


def whole_strategy() -> Strategy | None:
    """Give the strategy with all its actions: for readers already allowed to see them."""
    return _whole(Strategy.objects.all(), Action.objects.all()).first()


def _whole(strategies: QuerySet[Strategy], actions: QuerySet[Action]) -> QuerySet[Strategy]:
    served = OrientationAction.objects.filter(
        action__in=actions.exclude(status=ActionStatus.DISCARDED)
    )
    orientations = Orientation.objects.select_related("priority").prefetch_related(
        Prefetch(
            "served",
            queryset=served.select_related("action__priority").order_by("action__code"),
        )
    )
    return strategies.prefetch_related(Prefetch("orientations", queryset=orientations))


@dataclass(frozen=True)
class PriorityOrientations:
    """A priority with the orientations of the strategy that serve it."""

    priority: Priority
    orientations: Sequence[Orientation]

    @property
    def action_count(self) -> int:
        found = {link.action_id for item in self.orientations for link in item.served.all()}
        return len(found)


def orientations_by_priority(strategy: Strategy) -> list[PriorityOrientations]:
    """Group the orientations of a strategy read whole, in the order of the priorities."""
    groups: dict[Priority, list[Orientation]] = {}
    for orientation in strategy.orientations.all():
        groups.setdefault(orientation.priority, []).append(orientation)
    ordered = sorted(groups.items(), key=lambda pair: pair[0].order)
    return [PriorityOrientations(priority, found) for priority, found in ordered]


def is_strategy_adopted() -> bool:
    """Say whether the strategy is adopted: nothing of it changes before it is reopened."""
    return Strategy.objects.filter(state=StrategyState.ADOPTED).exists()


def orientation_evidence(
    action_ids: Collection[int], user: Person
) -> list[tuple[int, Orientation]]:
    """Pair these actions with the orientations that they serve, if the person may see them."""
    links = OrientationAction.objects.filter(
        action_id__in=action_ids, orientation__strategy__in=Strategy.objects.visible_to(user)
    )
    return [(link.action_id, link.orientation) for link in links.select_related("orientation")]


def unserving_actions() -> QuerySet[Action]:
    """List the actions still alive that serve no orientation."""
    serving = OrientationAction.objects.values("action")
    return (
        Action.objects.exclude(status=ActionStatus.DISCARDED)
        .exclude(pk__in=serving)
        .order_by("code")
    )


@dataclass(frozen=True)
class StrategyCompleteness:
    """How far the strategy is written, and what it lacks, in words."""

    lacks: list[str]
    total: int

    @property
    def done(self) -> int:
        return self.total - len(self.lacks)

    @property
    def is_complete(self) -> bool:
        return not self.lacks


def strategy_lacks(strategy: Strategy) -> StrategyCompleteness:
    """Ask of the strategy all that the council expects of it."""
    orientations = list(strategy.orientations.select_related("priority"))
    links = list(OrientationAction.objects.filter(orientation__strategy=strategy))
    priorities = {item.priority.code for item in orientations}
    expected = Priority.objects.exclude(code=CROSS_CUTTING).values_list("code", flat=True)
    unserving = list(unserving_actions())
    asked = {
        _("la vision"): bool(strategy.vision),
        _("trois orientations au moins"): len(orientations) >= FEWEST_ORIENTATIONS,
        _("une orientation par priorité"): set(expected) <= priorities,
        _("le texte de chaque orientation"): all(item.text for item in orientations),
        _("l'orientation de chaque action"): not unserving,
        _("la phrase de chaque action"): all(link.sentence for link in links),
        _("la gouvernance"): bool(strategy.governance),
        _("le financement"): bool(strategy.funding),
        _("le suivi"): bool(strategy.follow_up),
        _("le texte catalan"): _is_told_in_catalan(strategy, orientations, links),
    }
    return StrategyCompleteness([name for name, there in asked.items() if not there], len(asked))


def _is_told_in_catalan(
    strategy: Strategy, orientations: Sequence[Orientation], links: Sequence[OrientationAction]
) -> bool:
    """Say whether the public summary has all its texts in Catalan."""
    texts = [strategy.title_ca, *(getattr(strategy, f"{name}_ca") for name in STRATEGY_TEXTS)]
    texts += [text for item in orientations for text in (item.name_ca, item.text_ca)]
    return all(texts) and all(link.sentence_ca for link in links)


def strategy_versions() -> QuerySet[StrategyVersion]:
    """List the versions without their content, the last one first."""
    return StrategyVersion.objects.defer("snapshot")


def snapshot_of_strategy(strategy: Strategy) -> Content:
    """Tell the whole strategy as it stands, in plain data."""
    whole = _whole(Strategy.objects.filter(pk=strategy.pk), Action.objects.all()).get()
    texts = [f"{name}{language}" for name in ("title", *STRATEGY_TEXTS) for language in LANGUAGES]
    return {
        **{name: getattr(whole, name) for name in texts},
        "state": whole.state,
        "visibility": whole.visibility,
        "orientations": {item.code: _orientation(item) for item in whole.orientations.all()},
    }


def _orientation(item: Orientation) -> Content:
    texts = [f"{name}{language}" for name in ("name", "text") for language in LANGUAGES]
    return {
        **{name: getattr(item, name) for name in texts},
        "order": item.order,
        "priority": item.priority.name,
        "actions": {
            link.action.code: {
                "title": link.action.title,
                "visibility": link.action.visibility,
                **{f"sentence{end}": getattr(link, f"sentence{end}") for end in LANGUAGES},
            }
            for link in item.served.all()
        },
    }


def versions_for(user: Person) -> QuerySet[StrategyVersion]:
    """List the versions that a person may read: published then, and still."""
    versions = strategy_versions()
    if can_view_whole_strategy(user):
        return versions
    if not Strategy.objects.public().exists():
        return versions.none()
    return versions.filter(snapshot__visibility=Visibility.PUBLIC)


def strategy_content_for(snapshot: Content, user: Person) -> Content:
    """Keep what a person may read of a version: the actions public then, and still."""
    if can_view_whole_strategy(user):
        return snapshot
    public = set(Action.objects.public().values_list("code", flat=True))
    kept = {
        code: {**item, "actions": _public_actions(item["actions"], public)}
        for code, item in snapshot["orientations"].items()
    }
    return {**snapshot, "orientations": kept}


def _public_actions(actions: Mapping[str, Content], public: set[str]) -> Content:
    return {
        code: item
        for code, item in actions.items()
        if code in public and item["visibility"] == Visibility.PUBLIC
    }


def strategy_differences(before: Content, after: Content) -> list[FieldChange]:
    """Tell in words what changed from one content of the strategy to another."""
    old, new = _lines(before), _lines(after)
    return [
        FieldChange(name, old.get(name, ""), new.get(name, ""))
        for name in {**old, **new}
        if old.get(name, "") != new.get(name, "")
    ]


def strategy_labels() -> dict[str, str]:
    return {
        "title": _("Titre"),
        "vision": _("Vision"),
        "governance": _("Gouvernance"),
        "funding": _("Financement"),
        "follow_up": _("Suivi"),
    }


def _lines(content: Content) -> dict[str, str]:
    """Name each text of a strategy, so that two can be laid side by side."""
    lines = {label: content[name] for name, label in strategy_labels().items()}
    for code, item in content["orientations"].items():
        lines[_("Orientation %(code)s") % {"code": code}] = item["name"]
        lines[_("Texte de l'orientation %(code)s") % {"code": code}] = item["text"]
        for action, told in item["actions"].items():
            words = {"action": action, "code": code}
            lines[_("Action %(action)s, orientation %(code)s") % words] = (
                f"{told['title']} : {told['sentence']}"
            )
    return lines
