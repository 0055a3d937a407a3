"""L5.2: the scenarios computed, what tells them apart, the one adopted and why."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplan import queries
from actionplan.charts import build_pareto_chart
from actionplan.models import Scenario
from actionplan.queries.scenarios import Difference, own_spent
from perpignan.reports import blocks
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import ACTION_PLAN
from perpignan.study.wording import euros, long_date, number, percent


def build(scope: Scope) -> Sequence[blocks.Block]:
    """Compare the scenarios for the team; nobody else is shown what is not decided."""
    if not scope.is_internal:
        told = _("Les scénarios préparent la décision : ils sont dans le rapport interne.")
        return [blocks.Paragraph(told)]
    if scope.priority:
        return [
            blocks.Paragraph(_("Un scénario porte sur tout le plan : voyez le rapport entier."))
        ]
    scenarios = list(queries.computed_scenarios())
    if not scenarios:
        return [blocks.Paragraph(_("Aucun scénario n'est encore calculé."))]
    first = scenarios[0]  # the one adopted, where there is one
    chart = build_pareto_chart(first)
    return [
        _decision(first),
        _overview(scenarios),
        *(block for other in scenarios[1:] for block in _comparison(first, other)),
        *_chosen(first),
        *([chart.as_block()] if chart else []),
    ]


def _flagged(scenario: Scenario) -> bool:
    return bool((scenario.result or {}).get("is_illustrative")) or scenario.is_illustrative


def _decision(scenario: Scenario) -> blocks.Paragraph:
    if not scenario.is_adopted or scenario.adopted_on is None:
        return blocks.Paragraph(_("Aucun scénario n'est adopté."))
    words = {"name": scenario.name, "day": long_date(scenario.adopted_on)}
    told = _("« %(name)s » est adopté le %(day)s.") % words
    return blocks.Paragraph(f"{told} {scenario.adoption_reason}", _flagged(scenario))


def _overview(scenarios: Sequence[Scenario]) -> blocks.Table:
    columns = [
        _("Scénario"),
        _("Réponse"),
        _("Valeur"),
        _("Écart"),
        _("Actions"),
        _("Argent propre"),
    ]
    rows = [
        [
            scenario.name,
            str(scenario.get_solver_status_display()),
            "-" if scenario.value is None else number(scenario.value),
            "-" if scenario.gap_percent is None else percent(scenario.gap_percent, 2),
            str(len((scenario.result or {}).get("chosen", []))),
            euros(own_spent(scenario)),
        ]
        for scenario in scenarios
    ]
    return blocks.Table(
        _("Les scénarios calculés, montants d'investissement hors taxes"),
        columns,
        rows,
        source=" ; ".join(dict.fromkeys(_values(scenario) for scenario in scenarios)),
        numeric=(2, 3, 4, 5),
        is_illustrative=any(map(_flagged, scenarios)),
        widths=(4, 3, 2, 2, 2, 3),
    )


def _values(scenario: Scenario) -> str:
    """Say where the values of the actions come from, and when."""
    values: dict[str, Any] | None = (scenario.result or {}).get("values")
    if not values:
        words = {"name": scenario.name, "basis": scenario.get_value_basis_display()}
        return _("valeurs de « %(name)s » : %(basis)s") % words
    words = {
        "name": scenario.name,
        "origin": values["origin"],
        "day": long_date(date.fromisoformat(values["day"])),
    }
    return _("valeurs de « %(name)s » : %(origin)s, classement du %(day)s") % words


def _comparison(before: Scenario, after: Scenario) -> list[blocks.Block]:
    found = queries.compare_scenarios(before, after)
    rows = [
        [line.label, _written(line, line.before), _written(line, line.after), _change(line)]
        for line in found.figures
    ]
    words = {"before": before.name, "after": after.name}
    told = [
        (_("Abandonnées : %s."), found.lost),
        (_("Ajoutées : %s."), found.gained),
        (_("Déplacées : %s."), [row for row, _start in found.moved]),
    ]
    sentences = [text % ", ".join(row["code"] for row in rows) for text, rows in told if rows]
    flagged = _flagged(before) or _flagged(after)
    table = blocks.Table(
        _("De « %(before)s » à « %(after)s »") % words,
        [_("Quoi"), before.name, after.name, _("Différence")],
        rows,
        numeric=(1, 2, 3),
        is_illustrative=flagged,
        widths=(4, 2, 2, 2),
    )
    bullets = [blocks.Bullets(sentences, is_illustrative=flagged)] if sentences else []
    return [table, *bullets]


def _written(line: Difference, value: Decimal) -> str:
    return euros(value) if line.is_money else number(value)


def _change(line: Difference) -> str:
    sign = "+" if line.change > 0 else ""
    return f"{sign}{_written(line, line.change)}"


def _chosen(scenario: Scenario) -> list[blocks.Block]:
    rows = [
        [
            f"{row['code']} {row['title']}",
            str(row["start"]) if row["end"] == row["start"] else f"{row['start']}-{row['end']}",
            euros(Decimal(row["cost"])),
            euros(Decimal(row["own"])),
        ]
        for row in (scenario.result or {}).get("chosen", [])
    ]
    if not rows:
        return []
    caption = _("Les actions retenues par « %s »") % scenario.name
    columns = [_("Action"), _("Années"), _("Coût"), _("Dont argent propre")]
    flagged = _flagged(scenario)
    return [
        blocks.Table(
            caption, columns, rows, numeric=(2, 3), is_illustrative=flagged, widths=(5, 2, 2, 2)
        )
    ]


register(Chapter("scenarios", gettext_lazy("Scénarios du plan (L5.2)"), 52, (ACTION_PLAN,), build))
