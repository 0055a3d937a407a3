"""What two budgets prove of all those between, so that completion does not count them anew.

Along one sequence of purchases, more money for all leaves more to each after each purchase,
hence lower rates. A guide follows the purchases of a run with a larger budget, `top`: at each
step, a project whose rate is still over the winner's there is over it with every budget
between, and only the others (`near`) have to be looked at; what cannot be paid there can never
be. When no project is near, all the budgets up to `top` give the same winners.
"""

from dataclasses import dataclass, field

from consultation.budget.election import Election
from consultation.budget.shares_fast import Doubtful, FastRun, Purses, Rate, Step


@dataclass
class Guide:
    """The purchases of a run, seen from a larger budget.

    last: bounds on the rates of what may still be paid after the last step.
    is_sure: no other project can win, at any step, up to `top`.
    """

    election: Election
    top: int
    steps: list[Step] = field(default_factory=list)
    last: dict[int, float] = field(default_factory=dict)
    is_sure: bool = False
    states: list[Purses] = field(default_factory=list)
    doubts: list[bool] = field(default_factory=list)

    def follow(self, run: FastRun) -> None:
        """Take the purchases of a run, keeping the steps that it shares with the last one."""
        winners = run.winners[run.free :]
        shared = 0
        while shared < min(len(self.steps), len(winners)):
            if self.steps[shared].place != winners[shared]:
                break
            shared += 1
        if self.states and shared == len(winners) == len(self.steps):
            return
        purses = self._cut(shared)
        self.is_sure = False
        try:
            for place, rate in zip(winners[shared:], run.rates[shared:], strict=True):
                self._step(purses, place, rate)
            self._end(purses)
        except Doubtful:
            self.last = dict(purses.least)

    def _cut(self, shared: int) -> Purses:
        """Return the state after so many steps; forget those that follow."""
        if not self.states:
            self.states.append(Purses(self.election, self.top))
        del self.steps[shared:], self.doubts[shared:], self.states[shared + 1 :]
        return self.states[shared].saved()

    def _step(self, purses: Purses, place: int, rate: Rate) -> None:
        near = tuple(purses.may_be_first(place, rate))
        own = purses.rate(place)
        if own is None:
            raise Doubtful("a larger budget pays for less")
        purses.least[place] = own.low
        step = Step(place, (place, *near), dict(purses.least))
        purses.buy(place, own)
        self.steps.append(step)
        self.states.append(purses.saved())
        self.doubts.append(not all(purses.comes_after(other, place, rate) for other in near))

    def _end(self, purses: Purses) -> None:
        for place in list(purses.least):
            found = purses.rate(place)
            if found is None:
                del purses.least[place]
            else:
                purses.least[place] = found.low
        self.last = dict(purses.least)
        self.is_sure = not self.last and not any(self.doubts)
