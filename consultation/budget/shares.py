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
from consultation.budget.shares_fast import Doubtful, FastRun, can_run, run_fast
from consultation.budget.shares_guide import Guide

#: Budgets that a guide sees ahead, at least.
SHORTEST_LEAP = 8


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


def _run(
    election: Election, raises: int, proved: bool, guide: Guide | None = None
) -> tuple[Run, FastRun | None]:
    """Run once, in floating point where it is sure, in whole numbers where it is not."""
    if proved and can_run(election, raises):
        try:
            fast = run_fast(election, raises, guide)
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
    leap: int = SHORTEST_LEAP
    guide: Guide | None = None

    def complete(self, run: Run) -> tuple[int, Run]:
        raises = 0
        fast = _run(self.election, 0, self.proved)[1]
        while not self._is_exhaustive(run):
            guide = self._guide(fast, raises)
            if guide is not None and guide.is_sure:
                raises, self.leap = guide.top, 2 * self.leap
                run, fast = _run(self.election, raises, self.proved, guide)
                continue
            following, fast = _run(self.election, raises + 1, self.proved, guide)
            if self.election.cost_of(following.winners) > self.election.budget:
                return raises, run
            raises, run = raises + 1, following
        return raises, run

    def _guide(self, fast: FastRun | None, raises: int) -> Guide | None:
        """Return what is known of the budgets that follow, from a run at this one."""
        if fast is None:
            return None
        if self.guide is None or raises >= self.guide.top:
            self.guide = self._guide_to(fast, raises)
        else:
            self.guide.follow(fast)
            if not self.guide.is_sure and self.leap > SHORTEST_LEAP:
                self.leap //= 2
                self.guide = self._guide_to(fast, raises)
        return self.guide

    def _guide_to(self, fast: FastRun, raises: int) -> Guide | None:
        """Look as far ahead as all is sure, and not less than the shortest leap."""
        while True:
            if can_run(self.election, raises + self.leap):
                guide = Guide(self.election, raises + self.leap)
                guide.follow(fast)
                if guide.is_sure or self.leap == SHORTEST_LEAP:
                    return guide
            elif self.leap == SHORTEST_LEAP:
                return None
            self.leap //= 2

    def _is_exhaustive(self, run: Run) -> bool:
        left = self.election.budget - self.election.cost_of(run.winners)
        return not any(
            place not in run.winners
            and self.election.projects[place].cost <= left
            and not self.election.blocked(place, list(run.winners))
            for place in self.election.eligible
        )
