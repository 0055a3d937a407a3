"""The scenarios computed: what each chooses, and how far its answer can be relied on."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplan import queries
from actionplan.enums import SolverStatus, ValueBasis
from actionplan.models import Scenario
from perpignan.reports import blocks
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import STRATEGY
from perpignan.study.wording import euros, long_date, number, percent


def build(scope: Scope) -> Sequence[blocks.Block]:
    """Table the scenarios in internal reports, the adopted one first, with its reason."""
    if not scope.is_internal:
        told = _("Les scénarios comparés avant de décider sont réservés aux rapports internes.")
        return [blocks.Paragraph(told)]
    scenarios = list(queries.computed_scenarios())
    if not scenarios:
        return [blocks.Paragraph(_("Aucun scénario de portefeuille n'est encore calculé."))]
    return [*_adopted(scenarios), _table(scenarios), _method()]


def _adopted(scenarios: Sequence[Scenario]) -> list[blocks.Block]:
    told = _("Le scénario « %(name)s » a été adopté le %(day)s. %(reason)s")
    return [
        blocks.Paragraph(
            told
            % {
                "name": item.name,
                "day": long_date(item.adopted_on),
                "reason": item.adoption_reason,
            },
            is_illustrative=item.is_illustrative,
        )
        for item in scenarios
        if item.is_adopted and item.adopted_on
    ]


def _table(scenarios: Sequence[Scenario]) -> blocks.Table:
    columns = [_("Scénario"), _("Actions retenues"), _("Budget propre"), _("Valeur")]
    return blocks.Table(
        _("Les scénarios et ce que vaut leur calcul"),
        [*columns, _("Poids d'une action"), _("Réponse du calcul"), _("Écart")],
        [_row(item) for item in scenarios],
        numeric=(1, 2, 3, 6),
        is_illustrative=any(item.is_illustrative for item in scenarios),
        widths=(4, 1, 2, 1, 2, 2, 1),
    )


def _row(item: Scenario) -> list[str]:
    result = item.result or {}
    own = sum((budget.amount for budget in item.budgets.all()), Decimal(0))
    return [
        item.name,
        str(len(result.get("chosen", ()))),
        euros(own),
        "-" if item.value is None else number(item.value),
        str(ValueBasis(item.value_basis).label),
        str(SolverStatus(item.solver_status).label) if item.solver_status else "-",
        "-" if item.gap is None else percent(Decimal(str(item.gap)) * 100, 2),
    ]


def _method() -> blocks.Paragraph:
    return blocks.Paragraph(
        _(
            "La valeur d'une action est la note pondérée de sa fiche, ou celle que le scénario lui "
            "donne. L'écart dit combien tout autre plan dans les mêmes limites vaudrait de plus, "
            "au mieux : 0 % prouve qu'il n'en est pas de meilleur."
        )
    )


register(
    Chapter(
        "portfolio",
        gettext_lazy("Scénarios de portefeuille"),
        55,
        (STRATEGY,),
        build,
        "actionplan:scenario-list",
    )
)
