"""L3.3: what a vote on the budget gave, by its rule and beside the others."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultation.chapters.shown import day_of
from consultation.models import BudgetCount
from consultation.queries import counted_votes
from consultation.wording import ToldPart, rules_told, told_parts
from perpignan.reports.blocks import Block, Bullets, Heading, Paragraph, Table
from perpignan.reports.chapters import Chapter, Scope, register
from perpignan.reports.kinds import CONSULTATION
from perpignan.study.wording import number


def build(scope: Scope) -> Sequence[Block]:
    """Show the kept counts of the votes that are over; the page shows the same."""
    counts = list(counted_votes(timezone.now()))
    if not counts:
        return [Paragraph(_("Aucun vote sur un budget n'est terminé pour le moment."))]
    return [block for count in counts for block in _vote(count)]


def _vote(count: BudgetCount) -> list[Block]:
    vote, told = count.vote, rules_told(count.vote.rule)
    if count.results["is_too_small"]:
        message = _("Trop peu de bulletins : aucun chiffre n'est publié.")
        return [Heading(vote.title), Paragraph(message, vote.is_illustrative)]
    blocks: list[Block] = [
        Heading(vote.title),
        Paragraph(
            _("%(ballots)s bulletins comptés ; vote terminé le %(day)s.")
            % {"ballots": number(count.ballots), "day": day_of(vote.closes_at)},
            vote.is_illustrative,
        ),
        Bullets([told["rule_sentence"], told["tie_sentence"], *filter(None, [vote.tie_note])]),
    ]
    for part in told_parts(count.results):
        blocks += _part(part, vote.is_illustrative)
    return blocks


def _part(part: ToldPart, is_illustrative: bool) -> list[Block]:
    source = _("Bulletins du vote, publiés et recomptables")
    blocks: list[Block] = [Heading(part.name, 3)] if part.name else []
    summary = _("Dépensé : %(spent)s sur %(budget)s ; %(served)s des votants sont servis.")
    words = {"spent": part.own.spent, "budget": part.budget, "served": part.own.served}
    blocks.append(Paragraph(summary % words, is_illustrative))
    if part.own.ties:
        blocks.append(Bullets(list(part.own.ties), is_illustrative))
    blocks.append(
        Table(
            caption=_("Les projets, par voix"),
            columns=[_("Projet"), _("Coût"), _("Voix"), _("Retenu")],
            rows=[
                [p.name, p.cost, number(p.votes), _("oui") if p.is_winner else _("non")]
                for p in part.projects
            ],
            source=source,
            numeric=[1, 2],
            is_illustrative=is_illustrative,
            widths=[5, 2, 1, 1],
        )
    )
    blocks.append(
        Table(
            caption=_("Ce que d'autres règles auraient changé"),
            columns=[_("Règle"), _("En plus"), _("En moins"), _("Dépensé"), _("Votants servis")],
            rows=[
                [r.label, _list(r.added), _list(r.removed), r.spent, r.served] for r in part.rules
            ],
            source=source,
            numeric=[3, 4],
            is_illustrative=is_illustrative,
            widths=[3, 4, 4, 2, 2],
        )
    )
    return blocks


def _list(names: Sequence[str]) -> str:
    return " ; ".join(names) or "–"


register(
    Chapter(
        "consultation-budget",
        gettext_lazy("Vote sur un budget"),
        34,
        (CONSULTATION,),
        build,
    )
)
