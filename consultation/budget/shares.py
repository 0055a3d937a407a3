"""The method of equal shares: everyone has the same money for what she supports.

Peters, Pierczyński & Skowron, "Proportional Participatory Budgeting with Additive Utilities",
NeurIPS 2021, with cost utilities: a supporter is as happy as the project is dear. The project
whose supporters pay the least for a unit of its cost is bought, those who cannot pay that much
giving all they have. Completion by raising the budget of each voter by 1 until the winners cost
too much, the last that did not being kept, or until nothing that is left fits (equalshares.net;
pabutools, voter_budget_increment=1).

A ballot supports the projects it names, with points over zero where it gives some; ballots
that name none share in the budget too.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from consultation.budget.election import Election, Outcome, Tie, settled
from consultation.budget.greedy import greedy
from consultation.budget.shares_exact import Run, run_exactly
from consultation.budget.shares_fast import Doubtful, FastRun, can_run, holds, run_fast

LONGEST_WAIT = 64


class Completion(StrEnum):
    """What to do with the money left by equal shares."""

    NONE = "none"
    ADD_ONE = "add1"
    ADD_ONE_GREEDY = "add1_greedy"
    GREEDY = "greedy"


def equal_shares(
    election: Election, *, completion: Completion = Completion.ADD_ONE, proved: bool = True
) -> Outcome:
    """Count by equal shares. `proved` False makes every run in whole numbers, for tests."""
    raises, run = 0, Run((), ())
    if election.ballots:
        run = _run(election, 0, proved)[0]
        if completion in (Completion.ADD_ONE, Completion.ADD_ONE_GREEDY):
            raises, run = _Completing(election, proved).complete(run)
    outcome = Outcome("equal_shares", run.winners, settled(list(run.ties), list(run.winners)))
    if completion in (Completion.GREEDY, Completion.ADD_ONE_GREEDY):
        filled = greedy(election, start=outcome.winners)
        ties = [*outcome.ties, *filled.ties]
        outcome = Outcome(outcome.rule, filled.winners, settled(ties, list(filled.winners)))
    details = {"completion": str(completion), "raised_by": raises}
    return Outcome(outcome.rule, outcome.winners, outcome.ties, details)


def _run(election: Election, raises: int, proved: bool) -> tuple[Run, FastRun | None]:
    """Run once, in floating point where it is sure, in whole numbers where it is not."""
    if proved and can_run(election, raises):
        try:
            fast = run_fast(election, raises)
        except Doubtful:
            pass
        else:
            ties = tuple(Tie(equals, equals[0]) for equals in fast.equals)
            return Run(tuple(fast.winners), ties), fast
    per_voter = election.budget / len(election.ballots) + raises
    return run_exactly(election, Fraction(per_voter)), None


@dataclass
class _Completing:
    """Raise budgets by 1, passing over the budgets for which the run is known to be the same."""

    election: Election
    proved: bool
    leap: int = 1
    wait: int = 1
    patience: int = 0

    def complete(self, run: Run) -> tuple[int, Run]:
        raises = 0
        fast = _run(self.election, 0, self.proved)[1]
        while not self._is_exhaustive(run):
            if self.leap > 1 and fast is not None:
                if not self._holds(fast, raises + self.leap):
                    self._shorten()
                    continue
                raises += self.leap
                self.leap *= 2
                run, fast = _run(self.election, raises, self.proved)
                continue
            following, fast = _run(self.election, raises + 1, self.proved)
            if self.election.cost_of(following.winners) > self.election.budget:
                return raises, run
            raises += 1
            self._lengthen(following.winners == run.winners)
            run = following
        return raises, run

    def _holds(self, fast: FastRun, raises: int) -> bool:
        return can_run(self.election, raises) and holds(self.election, fast, raises)

    def _shorten(self) -> None:
        """Leap half as far; when not even two, go by ones for a while, longer each time."""
        self.leap //= 2
        if self.leap < 2:
            self.leap, self.patience = 1, self.wait
            self.wait = min(2 * self.wait, LONGEST_WAIT)

    def _lengthen(self, same: bool) -> None:
        self.patience -= 1
        if same and self.patience <= 0:
            self.leap = 2
            self.wait = max(1, self.wait // 2)

    def _is_exhaustive(self, run: Run) -> bool:
        left = self.election.budget - self.election.cost_of(run.winners)
        return not any(
            place not in run.winners
            and self.election.projects[place].cost <= left
            and not self.election.blocked(place, list(run.winners))
            for place in self.election.eligible
        )
