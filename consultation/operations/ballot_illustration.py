"""Invented ballots, for a demonstration: people lean to one side, and choose within the budget."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from random import Random

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.enums import RevisionKind
from consultation.models import Ballot, BallotRevision, BudgetVote
from consultation.models.keys import ballot_code, ballot_key, receipt_hash
from consultation.queries import vote_sheet
from consultation.validators.ballots import BallotRules, Choice, ballot_errors

#: How much more a person likes the projects of her side.
FAVOUR = 5
SIDES = (1, 1, 2, 2, 3)


@transaction.atomic
def illustrate_ballots(
    *, vote: BudgetVote, count: int, tastes: Mapping[str, tuple[int, int]], seed: int = 2020
) -> int:
    """Invent ballots for an illustrative vote that has none; return how many were stored.

    tastes: how well each project is liked, and by which side. The same seed invents the same.
    """
    if not vote.is_illustrative:
        raise ValidationError(_("On n'invente de bulletins que pour un vote illustratif."))
    if Ballot.objects.filter(vote=vote).exists():
        return 0
    ballots = Ballot.objects.bulk_create(_invented(vote, count, tastes, Random(seed)))  # noqa: S311 - people, not secrets
    BallotRevision.objects.bulk_create(
        BallotRevision(
            ballot=ballot,
            kind=RevisionKind.SUBMITTED,
            choices=ballot.choices,
            made_at=ballot.cast_at,
        )
        for ballot in ballots
    )
    return len(ballots)


def _invented(
    vote: BudgetVote, count: int, tastes: Mapping[str, tuple[int, int]], chance: Random
) -> Iterator[Ballot]:
    rules = vote_sheet(vote).rules
    last = min(vote.closes_at, timezone.now())
    seconds = max(60.0, (last - vote.opens_at).total_seconds())
    for number in range(count):
        token = f"exemple-{number}"
        key = ballot_key(vote.pk, token)
        yield Ballot(
            vote=vote,
            respondent_key=key,
            idempotency_key=key,
            receipt_hash=receipt_hash(ballot_code(vote.pk, token)),
            choices=[list(choice) for choice in _choices(rules, tastes, chance)],
            cast_at=vote.opens_at + timedelta(seconds=seconds * chance.random()),
        )


def _choices(
    rules: BallotRules, tastes: Mapping[str, tuple[int, int]], chance: Random
) -> list[Choice]:
    """Take projects in an order of liking as long as the ballot stays a good one."""
    side = chance.choice(SIDES)
    liking = {
        code: chance.random() ** (1 / (weight * (FAVOUR if mine == side else 1)))
        for code, (weight, mine) in tastes.items()
    }
    wanted = chance.randint(1, rules.most or len(tastes))
    chosen: list[Choice] = []
    for code in sorted(liking, key=lambda code: -liking[code]):
        if len(chosen) < wanted and not ballot_errors(rules, [*chosen, (code, 0)]):
            chosen.append((code, 0))
    return chosen
