"""What makes a ballot on a budget a good one; the page, the interface and the desk ask this."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultation.enums import BallotKind
from perpignan.study.wording import euros

#: A project and its points, 0 where the ballot gives none; in order of preference.
Choice = tuple[str, int]
#: Messages by project; those about the whole ballot are under "".
Errors = dict[str, list[str]]


@dataclass(frozen=True)
class ProjectRule:
    name: str
    cost: Decimal
    district: str = ""
    exclusive_group: str = ""


@dataclass(frozen=True)
class BallotRules:
    """What a vote asks: budgets are by district, "" being the whole town."""

    kind: BallotKind
    projects: Mapping[str, ProjectRule]
    budgets: Mapping[str, Decimal]
    least: int = 1
    most: int | None = None
    points: int | None = None
    must_fit: bool = True

    def spent(self, choices: Sequence[Choice]) -> dict[str, Decimal]:
        """Add up the costs of what is chosen, by district."""
        totals = dict.fromkeys(self.budgets, Decimal(0))
        for code, _points in choices:
            if code in self.projects:
                project = self.projects[code]
                totals[project.district] = totals.get(project.district, Decimal(0)) + project.cost
        return totals


def ballot_errors(rules: BallotRules, choices: Sequence[Choice]) -> Errors:
    """Say what is to be mended in a ballot, project by project and as a whole."""
    errors: Errors = {}
    codes = [code for code, _points in choices]
    for code in codes:
        if code not in rules.projects:
            errors.setdefault("", []).append(_("Un projet n'est pas dans la liste."))
    if len(set(codes)) < len(codes):
        errors.setdefault("", []).append(_("Un projet est choisi deux fois."))
    if errors:
        return errors
    whole = [*_numbers(rules, len(codes)), *_points(rules, choices), *_over(rules, choices)]
    if whole:
        errors[""] = whole
    _exclusive(rules, codes, errors)
    return errors


def _numbers(rules: BallotRules, number: int) -> list[str]:
    if number < rules.least:
        return [
            ngettext(
                "Choisissez %(least)d projet au moins : vous en avez %(number)d.",
                "Choisissez %(least)d projets au moins : vous en avez %(number)d.",
                rules.least,
            )
            % {"least": rules.least, "number": number}
        ]
    if rules.most is not None and number > rules.most:
        return [
            ngettext(
                "Choisissez %(most)d projet au plus : vous en avez %(number)d.",
                "Choisissez %(most)d projets au plus : vous en avez %(number)d.",
                rules.most,
            )
            % {"most": rules.most, "number": number}
        ]
    return []


def _points(rules: BallotRules, choices: Sequence[Choice]) -> list[str]:
    if rules.kind != BallotKind.POINTS or rules.points is None:
        return []
    if any(points < 1 for _code, points in choices):
        return [_("Donnez un nombre entier de points, 1 ou plus.")]
    total = sum(points for _code, points in choices)
    if total > rules.points:
        return [
            _("Vous avez donné %(total)d points pour %(points)d : retirez-en %(over)d.")
            % {"total": total, "points": rules.points, "over": total - rules.points}
        ]
    return []


def _over(rules: BallotRules, choices: Sequence[Choice]) -> list[str]:
    if not rules.must_fit:
        return []
    return [
        _("%(where)sLes projets choisis coûtent %(spent)s pour %(budget)s : %(over)s de trop.")
        % {
            "where": f"{district} : " if district else "",
            "spent": euros(spent),
            "budget": euros(rules.budgets[district]),
            "over": euros(spent - rules.budgets[district]),
        }
        for district, spent in rules.spent(choices).items()
        if spent > rules.budgets[district]
    ]


def _exclusive(rules: BallotRules, codes: Sequence[str], errors: Errors) -> None:
    groups: dict[str, list[str]] = {}
    for code in codes:
        if group := rules.projects[code].exclusive_group:
            groups.setdefault(group, []).append(code)
    for first, *others in groups.values():
        for code in others:
            told = _("Ce projet est incompatible avec « %(name)s » : gardez l'un des deux.")
            errors.setdefault(code, []).append(told % {"name": rules.projects[first].name})
