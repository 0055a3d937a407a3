"""Votes on a budget: which are seen, what a ballot must respect, who holds a receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from consultation.enums import BallotKind, ConsultationStatus
from consultation.models import Ballot, BudgetCount, BudgetProject, BudgetVote, Consultation
from consultation.models.keys import ballot_key, receipt_hashes
from consultation.validators.ballots import BallotRules, ProjectRule
from perpignan.study.permissions import Person


@dataclass(frozen=True)
class VoteSheet:
    """A vote with its projects in order, and the rules of its ballots."""

    vote: BudgetVote
    projects: Sequence[BudgetProject]
    rules: BallotRules


def budget_votes_for(user: Person) -> QuerySet[BudgetVote]:
    found = BudgetVote.objects.visible_to(user)
    return found.select_related("consultation").order_by("-opens_at", "pk")


def public_budget_vote(consultation: Consultation) -> BudgetVote | None:
    """Return the vote on a budget that everyone may see in a consultation."""
    return BudgetVote.objects.public().filter(consultation=consultation).first()


def vote_sheet(vote: BudgetVote) -> VoteSheet:
    """Load the projects of a vote and what its ballots must respect, in two statements."""
    projects = list(vote.projects.select_related("district", "zone", "action"))
    districts = list(vote.districts.all())
    budgets = {item.name: item.budget for item in districts} or {"": vote.budget}
    rules = BallotRules(
        kind=BallotKind(vote.ballot_kind),
        projects={
            project.code: ProjectRule(
                project.name,
                project.cost,
                project.district.name if project.district else "",
                project.exclusive_group,
            )
            for project in projects
        },
        budgets=budgets,
        least=vote.least_choices,
        most=vote.most_choices,
        points=vote.points if vote.ballot_kind == BallotKind.POINTS else None,
        must_fit=vote.must_fit,
    )
    return VoteSheet(vote, projects, rules)


def takes_ballots(vote: BudgetVote, now: datetime) -> bool:
    """Say whether a ballot can be cast now: within the dates, in a public consultation."""
    return vote.is_open_at(now) and vote.consultation.status != ConsultationStatus.DRAFT


def ballot_of(vote: BudgetVote, token: str) -> Ballot | None:
    """Return the ballot that a browser's token has stored."""
    return Ballot.objects.filter(idempotency_key=ballot_key(vote.pk, token)).first()


def corrected_ballot_of(vote: BudgetVote, token: str) -> Ballot | None:
    key = ballot_key(vote.pk, token)
    return Ballot.objects.filter(vote=vote, revisions__sent_key=key).first()


def ballot_with_code(vote: BudgetVote, code: str) -> Ballot | None:
    return Ballot.objects.filter(vote=vote, receipt_hash__in=receipt_hashes(code)).first()


def ballot_count(vote: BudgetVote) -> int:
    """Count ballots: a number of people, never what they chose."""
    return Ballot.objects.filter(vote=vote).count()


def count_of(vote: BudgetVote) -> BudgetCount | None:
    """Return the kept count of a vote that is over, without the files of its ballots."""
    if not vote.is_over_at(timezone.now()):
        return None
    return BudgetCount.objects.filter(vote=vote).defer("files").first()


def votes_to_count(now: datetime) -> QuerySet[BudgetVote]:
    return BudgetVote.objects.to_count(now)


def counts_of(votes: Sequence[BudgetVote]) -> dict[int, BudgetCount]:
    """Load the counts of the votes that are over, by vote, in one statement."""
    now = timezone.now()
    over = [vote.pk for vote in votes if vote.is_over_at(now)]
    return {
        count.vote_id: count for count in BudgetCount.objects.filter(vote__in=over).defer("files")
    }


def counted_votes(now: datetime) -> QuerySet[BudgetCount]:
    """List the counts of public votes that are over, the last first, without their files."""
    found = BudgetCount.objects.filter(
        vote__in=BudgetVote.objects.public().filter(closes_at__lte=now)
    )
    return found.select_related("vote").defer("files").order_by("-vote__closes_at")
