"""A ballot as the page shows it and reads it: projects as cards, whatever the kind of vote."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from consultation.enums import BallotKind
from consultation.models import BudgetProject
from consultation.queries import VoteSheet
from consultation.validators.ballots import Choice, ballot_errors

#: The field of boxes and buttons, and the beginnings of those of numbers.
CHOSEN, POINTS, RANK = "projet", "points-", "rang-"
LONGEST_NUMBER = 6


@dataclass
class Card:
    """A project with what the ballot says of it: `value` as typed, `is_chosen`."""

    project: BudgetProject
    name: str
    value: str = ""
    is_chosen: bool = False
    errors: list[str] = field(default_factory=list)

    @property
    def field_id(self) -> str:
        return f"projet-{self.project.code}"


@dataclass(frozen=True)
class Total:
    """What is chosen in a district against its budget."""

    district: str
    spent: Decimal
    budget: Decimal

    @property
    def left(self) -> Decimal:
        return self.budget - self.spent

    @property
    def over(self) -> Decimal:
        return -self.left

    @property
    def is_over(self) -> bool:
        return self.left < 0


class BallotForm:
    """Read a ballot from what was sent, or show the one already cast."""

    def __init__(
        self,
        sheet: VoteSheet,
        data: MultiValueDict[str, str] | None = None,
        choices: Sequence[Choice] = (),
    ) -> None:
        self.sheet = sheet
        self.kind = BallotKind(sheet.vote.ballot_kind)
        self.data = data
        self.errors: dict[str, list[str]] = {}
        self.choices = list(choices) if data is None else self._read(data)
        self.cards = [self._card(project) for project in sheet.projects]

    def is_valid(self) -> bool:
        """Check the ballot as the operation will, and put the errors on the cards."""
        for code, messages in ballot_errors(self.sheet.rules, self.choices).items():
            self.errors.setdefault(code, []).extend(messages)
        for card in self.cards:
            card.errors = self.errors.get(card.project.code, [])
        return not self.errors

    @property
    def whole_errors(self) -> list[str]:
        return self.errors.get("", [])

    @property
    def totals(self) -> list[Total]:
        rules = self.sheet.rules
        spent = rules.spent(self.choices)
        return [Total(name, spent[name], budget) for name, budget in rules.budgets.items()]

    @property
    def given_points(self) -> int:
        return sum(points for _code, points in self.choices)

    @property
    def chosen_cards(self) -> list[Card]:
        """List the projects chosen, in the order of the ballot."""
        by_code = {card.project.code: card for card in self.cards}
        return [by_code[code] for code, _points in self.choices if code in by_code]

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """List the fields that say the same ballot again."""
        if self.kind == BallotKind.POINTS:
            return [(POINTS + code, str(points)) for code, points in self.choices]
        if self.kind == BallotKind.RANKING:
            return [(RANK + code, str(n)) for n, (code, _p) in enumerate(self.choices, start=1)]
        return [(CHOSEN, code) for code, _points in self.choices]

    def _card(self, project: BudgetProject) -> Card:
        values = dict(self.hidden) if self.data is None else {}
        chosen = project.code in {code for code, _points in self.choices}
        if self.kind in (BallotKind.APPROVAL, BallotKind.ONE):
            return Card(project, CHOSEN, project.code, chosen)
        name = (POINTS if self.kind == BallotKind.POINTS else RANK) + project.code
        typed = values.get(name, "") if self.data is None else self.data.get(name, "")
        return Card(project, name, typed[:LONGEST_NUMBER], chosen)

    def _read(self, data: MultiValueDict[str, str]) -> list[Choice]:
        if self.kind in (BallotKind.APPROVAL, BallotKind.ONE):
            return [(code, 0) for code in data.getlist(CHOSEN)]
        prefix = POINTS if self.kind == BallotKind.POINTS else RANK
        numbers = {}
        for project in self.sheet.projects:
            typed = data.get(prefix + project.code, "").strip()
            if typed and typed != "0":
                number = self._number(project.code, typed)
                if number:
                    numbers[project.code] = number
        if self.kind == BallotKind.POINTS:
            return list(numbers.items())
        return self._ranked(numbers)

    def _number(self, code: str, typed: str) -> int:
        if len(typed) <= LONGEST_NUMBER and typed.isascii() and typed.isdigit():
            return int(typed)
        self.errors[code] = [_("Écrivez un nombre entier, ou laissez vide.")]
        return 0

    def _ranked(self, numbers: dict[str, int]) -> list[Choice]:
        ordered = sorted(numbers, key=numbers.__getitem__)
        seen: dict[int, str] = {}
        for code in ordered:
            if numbers[code] in seen:
                told = _("Deux projets portent le rang %(rank)d : donnez un rang à chacun.")
                self.errors.setdefault(code, []).append(told % {"rank": numbers[code]})
            seen[numbers[code]] = code
        return [(code, 0) for code in ordered]
