"""The count of a vote on a budget: once, after the closing, kept as it was made.

The ballots are written as `.pb` files first, and the files are counted: whoever counts them
again counts the same thing.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultation.budget.counting import Comparison, Rule, as_json, by_district, compare, count
from consultation.budget.election import Ballot, BudgetError, Election, Project, VoteType
from consultation.budget.pabulib import plain, read_election, write_election
from consultation.enums import BallotKind
from consultation.models import Ballot as StoredBallot
from consultation.models import BudgetCount, BudgetProject, BudgetVote
from consultation.queries import vote_sheet, votes_to_count

VOTE_TYPES = {
    BallotKind.APPROVAL: VoteType.APPROVAL,
    BallotKind.POINTS: VoteType.CUMULATIVE,
    BallotKind.RANKING: VoteType.ORDINAL,
    BallotKind.ONE: VoteType.CHOOSE_ONE,
}
#: A ballot accepted at the last second has this long to be stored.
LAST_BALLOTS = timedelta(minutes=1)
#: The part of a vote that has no districts.
WHOLE = "bulletins"


def count_votes_over(*, now: datetime | None = None) -> list[BudgetCount]:
    """Count the votes that are over and are not counted yet; may run twice."""
    since = (now or timezone.now()) - LAST_BALLOTS
    return [count_vote(vote=vote) for vote in votes_to_count(since)]


@transaction.atomic
def count_vote(*, vote: BudgetVote) -> BudgetCount:
    """Count a vote by all the rules and keep the result. Asked again, it gives what was kept.

    Raise ValidationError before the closing: there is no partial count.
    """
    locked = BudgetVote.objects.select_for_update(of=("self",)).get(pk=vote.pk)
    kept = BudgetCount.objects.filter(vote=locked).first()
    if kept is not None:
        return kept
    if not locked.is_over_at(timezone.now()):
        raise ValidationError(_("Le vote n'est pas terminé : rien ne se compte avant sa fin."))
    elections = _elections(locked)
    total = StoredBallot.objects.filter(vote=locked).count()
    if total < settings.PUBLICATION_THRESHOLD:
        results: dict[str, Any] = {"is_too_small": True, "parts": []}
        return BudgetCount.objects.create(vote=locked, ballots=total, results=results, files={})
    files = {code: write_election(election) for code, (_name, election) in elections.items()}
    parts = [
        _part(code, elections[code][0], read_election(text.encode()), str(locked.rule))
        for code, text in files.items()
    ]
    return BudgetCount.objects.create(
        vote=locked,
        ballots=total,
        results={"is_too_small": False, "rule": locked.rule, "parts": parts},
        files=files,
    )


def _elections(vote: BudgetVote) -> dict[str, tuple[str, Election]]:
    """Make the election of each part of a vote, by its code, with its name."""
    sheet = vote_sheet(vote)
    whole = _election(vote, sheet.projects)
    districts = list(vote.districts.all())
    if not districts:
        return {WHOLE: ("", whole)}
    cut = by_district(whole, {item.name: Fraction(item.budget) for item in districts})
    return {item.code: (item.name, _renumbered(cut[item.name])) for item in districts}


def _election(vote: BudgetVote, projects: Sequence[BudgetProject]) -> Election:
    places = {project.code: place for place, project in enumerate(projects)}
    groups: dict[str, set[int]] = {}
    for project in projects:
        if project.exclusive_group:
            groups.setdefault(project.exclusive_group, set()).add(places[project.code])
    meta = {
        "description": _one_line(vote.title),
        "country": "France",
        "unit": "Perpignan",
        "rule": str(vote.rule),
        "min_length": str(vote.least_choices),
    }
    if vote.most_choices:
        meta["max_length"] = str(vote.most_choices)
    elif vote.ballot_kind == BallotKind.RANKING:
        meta["max_length"] = str(len(projects))
    return _renumbered(
        Election(
            budget=Fraction(vote.budget),
            projects=tuple(
                Project(
                    project.code,
                    Fraction(project.cost),
                    _one_line(project.name),
                    project.district.name if project.district else "",
                    {"district": project.district.name} if project.district else {},
                )
                for project in projects
            ),
            ballots=_ballots(vote, places),
            vote_type=VOTE_TYPES[BallotKind(vote.ballot_kind)],
            least=Fraction(vote.minimum_votes),
            conflicts=tuple(frozenset(group) for group in groups.values() if len(group) > 1),
            meta=meta,
        )
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _ballots(vote: BudgetVote, places: dict[str, int]) -> tuple[Ballot, ...]:
    has_points = vote.ballot_kind == BallotKind.POINTS
    is_ranked = vote.ballot_kind == BallotKind.RANKING
    found = []
    stored = StoredBallot.objects.filter(vote=vote).values_list("choices", flat=True)
    for choices in stored.iterator():
        kept = [(places[code], points) for code, points in choices if code in places]
        kept = kept if is_ranked else sorted(kept)
        points = tuple(Fraction(given) for _place, given in kept) if has_points else None
        found.append(Ballot("", tuple(place for place, _given in kept), points))
    return tuple(found)


def _renumbered(election: Election) -> Election:
    """Sort ballots by what they say and number them: nothing is left of when they came."""
    ordered = sorted(election.ballots, key=lambda ballot: (ballot.projects, ballot.points or ()))
    ballots = tuple(
        ballot._replace(voter=str(number)) for number, ballot in enumerate(ordered, start=1)
    )
    return election.with_options(ballots=ballots)


def _part(code: str, name: str, election: Election, rule: str) -> dict[str, Any]:
    """Count a part by each rule, the vote's own first."""
    order = [rule, *(str(other) for other in Rule if str(other) != rule)]
    try:
        compared = compare(election, [count(election, name) for name in order])
    except BudgetError as error:  # the file is ours
        raise ValueError(str(error)) from error
    return {
        "code": code,
        "name": name,
        "budget": plain(election.budget),
        "ballots": len(election.ballots),
        "projects": [
            {
                "code": project.code,
                "name": project.name,
                "cost": plain(project.cost),
                "votes": election.votes[place],
                "score": plain(election.scores[place]),
            }
            for place, project in enumerate(election.projects)
        ],
        "rules": [_counted(election, item) for item in compared],
    }


def _counted(election: Election, item: Comparison) -> dict[str, Any]:
    codes = [project.code for project in election.projects]
    told = as_json(election, item.outcome)
    served = Decimal(item.served.numerator) / Decimal(item.served.denominator)
    return {
        "rule": item.outcome.rule,
        "winners": told["winners"],
        "spent": plain(item.spent),
        "left": plain(election.budget - item.spent),
        "ties": told["ties"],
        "served": str(served.quantize(Decimal("0.0001"))),
        "added": [codes[place] for place in item.added],
        "removed": [codes[place] for place in item.removed],
        "raised_by": told.get("raised_by"),
    }
