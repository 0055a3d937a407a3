"""L4.3: the levers that the plan counts on, and the rules for adding them up."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from actionplan import queries
from actionplan.funding_rules.checking import all_rules
from actionplan.queries.eligibility import facts_of
from perpignan.reports import blocks
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import SOLUTIONS, STRATEGY
from perpignan.study.enums import LeverState
from perpignan.study.models import FundingLever
from perpignan.study.wording import euros, long_date


def build(scope: Scope) -> Sequence[blocks.Block]:
    """List the levers judged at the study's date, their deadlines, and the rules of law."""
    day = queries.funding_date()
    levers = list(queries.own_levers())
    if not levers:
        return [blocks.Paragraph(_("Le catalogue des leviers est vide."))]
    sure = [lever for lever in levers if not lever.is_to_verify]
    return [
        _summary(levers, sure, day),
        *_tables(sure, day),
        *_to_verify(levers),
        *_cumulation(sure, day),
        *_rules(day),
        blocks.cite(source for lever in sure for source in lever.sources.all()),
    ]


def _summary(
    levers: Sequence[FundingLever], sure: Sequence[FundingLever], day: date
) -> blocks.Paragraph:
    opened = sum(lever.state_at(day) == LeverState.OPEN for lever in sure)
    told = ngettext(
        "Le catalogue compte %(count)d levier.",
        "Le catalogue compte %(count)d leviers.",
        len(levers),
    ) % {"count": len(levers)}
    rest = _("Au %(day)s, %(opened)d sont ouverts avec certitude et %(unsure)d sont à vérifier.")
    words = {"day": long_date(day), "opened": opened, "unsure": len(levers) - len(sure)}
    return blocks.Paragraph(f"{told} {rest % words}")


def _tables(sure: Sequence[FundingLever], day: date) -> list[blocks.Block]:
    captions = {
        LeverState.OPEN: _("Leviers ouverts au %(day)s"),
        LeverState.NOT_YET_OPEN: _("Leviers ouverts plus tard : non disponibles au %(day)s"),
        LeverState.CLOSED: _("Leviers clos au %(day)s"),
    }
    columns = [_("Levier"), _("Organisme"), _("Taux ou montant"), _("Période")]
    found: list[blocks.Block] = []
    for state, caption in captions.items():
        rows = [_row(lever) for lever in sure if lever.state_at(day) == state]
        if rows:
            told = caption % {"day": long_date(day)}
            found.append(blocks.Table(told, columns, rows, widths=(3, 2, 3, 2)))
    return found


def _row(lever: FundingLever) -> list[str]:
    ceiling = "" if lever.ceiling is None else _("au plus %s") % euros(lever.ceiling)
    return [
        lever.name,
        lever.body,
        " ; ".join(text for text in (lever.rate_text, ceiling) if text) or "-",
        lever.period or "-",
    ]


def _to_verify(levers: Sequence[FundingLever]) -> list[blocks.Block]:
    names = [lever.name for lever in levers if lever.is_to_verify]
    if not names:
        return []
    return [
        blocks.Paragraph(_("À vérifier avant de les proposer : %s.") % " ; ".join(names)),
    ]


def _cumulation(sure: Sequence[FundingLever], day: date) -> list[blocks.Block]:
    barred = {
        tuple(sorted((lever.code, other)))
        for lever in sure
        for other in facts_of(lever, day).excludes
    }
    told = [_("%s et %s ne se cumulent pas.") % pair for pair in sorted(barred)]
    return [blocks.Bullets(told)] if told else []


def _rules(day: date) -> list[blocks.Block]:
    rules = [rule for rule in all_rules() if rule.is_valid(day)]
    rows = [
        [queries.rule_reference(rule.code), queries.rule_explanation(rule.code)] for rule in rules
    ]
    columns = [_("Référence"), _("Ce que dit la règle")]
    caption = _("Les règles de cofinancement contrôlées sur chaque plan")
    return [
        blocks.Heading(_("Les règles de cumul")),
        blocks.Table(caption, columns, rows, widths=(1, 3)),
    ]


register(
    Chapter(
        "levers",
        gettext_lazy("Leviers et règles de cumul (L4.3)"),
        43,
        (SOLUTIONS, STRATEGY),
        build,
        "actionplan:lever-list",
    )
)
