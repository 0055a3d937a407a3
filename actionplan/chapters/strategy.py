"""L6.1: the global strategy, as its public page tells it, and what it rests on."""

from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from actionplan import queries
from actionplan.models import Orientation, OrientationAction, Strategy
from actionplan.queries import Consolidated, PriorityOrientations
from perpignan.reports import blocks
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import SLIDES, STRATEGY
from perpignan.study.enums import ActionStatus
from perpignan.study.localisation import localised_text
from perpignan.study.wording import euros, long_date

#: The page of the portal that tells the strategy.
PAGE = "actionplan:strategy"


def strategy_of(scope: Scope) -> Strategy | None:
    """Read the strategy as far as the readers of the report may know it."""
    return queries.whole_strategy() if scope.is_internal else queries.strategy_for(AnonymousUser())


def money_of(scope: Scope) -> list[Consolidated]:
    """Read the funding of the plan: what the page of the funding shows."""
    public = queries.funded_sheets_for(AnonymousUser())
    sheets = queries.all_funded_sheets() if scope.is_internal else public
    return queries.consolidated(queries.funding_of(sheets, queries.funding_date()))


def nothing_yet() -> list[blocks.Block]:
    return [blocks.Paragraph(_("La stratégie n'est pas encore écrite."))]


def build_vision(scope: Scope) -> Sequence[blocks.Block]:
    """Tell where the strategy goes, and whether the council has adopted it."""
    strategy = strategy_of(scope)
    if strategy is None:
        return nothing_yet()
    vision = localised_text(strategy, "vision").text
    return [blocks.Paragraph(vision, strategy.is_illustrative), blocks.Paragraph(_state(strategy))]


def _state(strategy: Strategy) -> str:
    if strategy.is_adopted and strategy.adopted_on:
        return _("Le conseil municipal l'a adoptée le %(day)s.") % {
            "day": long_date(strategy.adopted_on)
        }
    return _("Le conseil municipal ne l'a pas encore adoptée : ce texte peut changer.")


def build_orientations(scope: Scope) -> Sequence[blocks.Block]:
    """Tell each orientation, under its priority, with what residents will see change."""
    strategy = strategy_of(scope)
    groups = queries.orientations_by_priority(strategy) if strategy else []
    if strategy is None or not groups:
        return nothing_yet()
    found: list[blocks.Block] = [blocks.Paragraph(_count(groups), strategy.is_illustrative)]
    for group in groups:
        found.append(blocks.Heading(localised_text(group.priority, "name").text))
        for orientation in group.orientations:
            found += _orientation(orientation)
    return found


def _count(groups: Sequence[PriorityOrientations]) -> str:
    total = sum(len(group.orientations) for group in groups)
    return ngettext(
        "%(count)d orientation ordonne les actions. Chaque action en sert une au moins.",
        "%(count)d orientations ordonnent les actions. Chaque action en sert une au moins.",
        total,
    ) % {"count": total}


def _orientation(orientation: Orientation) -> list[blocks.Block]:
    name = f"{orientation.code} · {localised_text(orientation, 'name').text}"
    found: list[blocks.Block] = [
        blocks.Heading(name, level=3),
        blocks.Paragraph(localised_text(orientation, "text").text, orientation.is_illustrative),
    ]
    links = list(orientation.served.all())
    if links:
        found.append(blocks.Bullets([_served(link) for link in links]))
    return found


def _served(link: OrientationAction) -> str:
    sentence = localised_text(link, "sentence").text
    return f"{link.action} : {sentence}" if sentence else str(link.action)


def build_priorities(scope: Scope) -> Sequence[blocks.Block]:
    """Table, for each priority, the actions with the orientation that each serves."""
    strategy = strategy_of(scope)
    groups = queries.orientations_by_priority(strategy) if strategy else []
    if not groups:
        return nothing_yet()
    return [_priority(group) for group in groups]


def _priority(group: PriorityOrientations) -> blocks.Table:
    name = localised_text(group.priority, "name").text
    rows = [
        [
            str(link.action),
            link.action.lead_department or _("à désigner"),
            str(ActionStatus(link.action.status).label),
            orientation.code,
        ]
        for orientation in group.orientations
        for link in orientation.served.all()
    ]
    return blocks.Table(
        ngettext("%(priority)s : %(count)d action", "%(priority)s : %(count)d actions", len(rows))
        % {"priority": name, "count": len(rows)},
        [_("Action"), _("Service responsable"), _("État"), _("Orientation")],
        rows,
        is_illustrative=any(item.is_illustrative for item in group.orientations),
        widths=(6, 4, 2, 2),
    )


def build_follow_up(scope: Scope) -> Sequence[blocks.Block]:
    return _text(scope, "follow_up")


def build_funding(scope: Scope) -> Sequence[blocks.Block]:
    """Say how the strategy is paid for, with the figures of the funding page."""
    return [*_text(scope, "funding"), *(figures_of(group) for group in money_of(scope))]


def figures_of(group: Consolidated) -> blocks.KeyFigures:
    """Give what the plan costs, what is firm and what is still to be found."""
    items = [
        (euros(group.cost), _("de dépenses (%s)") % group.basis),
        (euros(group.worst), _("acquis, part propre comprise")),
        (euros(group.left_to_find), _("à trouver si rien de plus n'est obtenu")),
    ]
    flagged = any(line.is_illustrative for item in group.items for line in item.lines)
    return blocks.KeyFigures(items, is_illustrative=flagged)


def _text(scope: Scope, name: str) -> list[blocks.Block]:
    strategy = strategy_of(scope)
    text = localised_text(strategy, name).text if strategy else ""
    if strategy is None or not text:
        return nothing_yet()
    return [blocks.Paragraph(text, strategy.is_illustrative)]


for chapter in (
    Chapter("vision", gettext_lazy("La vision"), 2, (STRATEGY, SLIDES), build_vision, PAGE),
    Chapter(
        "orientations",
        gettext_lazy("Les orientations"),
        3,
        (STRATEGY, SLIDES),
        build_orientations,
        PAGE,
    ),
    Chapter(
        "priorities",
        gettext_lazy("Les trois priorités et leurs actions"),
        4,
        (STRATEGY, SLIDES),
        build_priorities,
        PAGE,
    ),
    Chapter(
        "strategy_funding",
        gettext_lazy("Le financement"),
        62,
        (STRATEGY, SLIDES),
        build_funding,
        "actionplan:funding",
    ),
    Chapter(
        "strategy_follow_up",
        gettext_lazy("Le suivi et l'évaluation"),
        63,
        (STRATEGY,),
        build_follow_up,
        "actionplan:dashboard",
    ),
):
    register(chapter)
