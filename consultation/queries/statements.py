"""Statements as the page of votes shows them: which comes next, what one said of each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, QuerySet

from consultation.enums import Opinion
from consultation.models import (
    AnswerRevision,
    Consultation,
    OpinionAnalysis,
    Statement,
    StatementVote,
)
from consultation.models.keys import token_key
from consultation.models.statement import StatementQuerySet
from consultation.opinion.serving import serving_order
from consultation.text.words import full_words

#: Two sentences that share this part of their words are shown side by side before a proposal.
ALIKE = 0.4
ALIKE_SHOWN = 3


@dataclass(frozen=True)
class VoteRound:
    """What a person has before her: the statements in her order, and what she said already."""

    waiting: list[Statement] = field(default_factory=list)
    given: list[tuple[Statement, Opinion]] = field(default_factory=list)

    @property
    def total(self) -> int:
        return len(self.waiting) + len(self.given)

    def find(self, pk: int) -> tuple[Statement, Opinion | None] | None:
        """Return a statement and what was said of it; None if it is not to be voted on."""
        known: list[tuple[Statement, Opinion | None]] = [(item, None) for item in self.waiting]
        known += self.given
        return next((pair for pair in known if pair[0].pk == pk), None)


def statement_key(consultation_id: int, token: str) -> str:
    return token_key(consultation_id, f"statement:{token}")


def published_statements(consultation: Consultation) -> StatementQuerySet:
    return Statement.objects.published().filter(consultation=consultation)


def statements_to_review() -> QuerySet[Statement]:
    found = Statement.objects.to_review().select_related("consultation")
    return found.order_by("submitted_at", "pk")


def vote_round_of(consultation: Consultation, voter_key: str) -> VoteRound:
    """Lay the statements before a person, the least voted first, in five statements of SQL."""
    statements = {item.pk: item for item in published_statements(consultation)}
    given = own_opinions(consultation, statements, voter_key) if voter_key else {}
    order = serving_order(_counts(consultation, statements), voter_key, given)
    return VoteRound(
        waiting=[statements[key] for key in order],
        given=[(statements[key], opinion) for key, opinion in given.items()],
    )


def _counts(consultation: Consultation, statements: Mapping[int, Statement]) -> dict[int, int]:
    """Count the votes of each statement: those of the last analysis, and those since."""
    counts = dict.fromkeys(statements, 0)
    analysis = OpinionAnalysis.objects.filter(consultation=consultation).first()
    told = analysis.result.get("lines", []) if analysis else []
    for line in told:
        if line["statement"] in counts:
            counts[line["statement"]] = line["votes"]
    votes = StatementVote.objects.filter(statement__in=list(statements))
    if analysis is not None:
        votes = votes.filter(made_at__gt=analysis.made_at)
    since = votes.order_by().values_list("statement_id")
    for key, number in since.annotate(n=Count("voter_key", distinct=True)):
        counts[key] += number
    return counts


def own_opinions(
    consultation: Consultation, statements: Mapping[int, Statement], voter_key: str
) -> dict[int, Opinion]:
    """Tell what a person said last of each statement, in the questionnaire or on the page."""
    said: dict[int, tuple[datetime, str | None]] = {}
    before: dict[int, str | None] = {}
    revisions = AnswerRevision.objects.filter(
        response__consultation=consultation,
        response__respondent_key=voter_key,
        response__withdrawn_at=None,
    )
    for answers, made_at in revisions.order_by("pk").values_list("answers", "made_at"):
        for key, statement in statements.items():
            found = _answered(answers, statement)
            if found != before.get(key):
                said[key] = (made_at, found)
            before[key] = found
    votes = StatementVote.objects.filter(voter_key=voter_key, statement__in=list(statements))
    for key, opinion, made_at in votes.order_by("made_at", "pk").values_list(
        "statement_id", "opinion", "made_at"
    ):
        if key not in said or said[key][0] <= made_at:
            said[key] = (made_at, opinion)
    ordered = sorted(said.items(), key=lambda pair: pair[1][0])
    return {key: Opinion(opinion) for key, (_time, opinion) in ordered if opinion in Opinion.values}


def _answered(answers: Mapping[str, object], statement: Statement) -> str | None:
    given = answers.get(statement.question_code) if statement.question_code else None
    found = given.get(statement.option_code) if isinstance(given, dict) else None
    return found if isinstance(found, str) else None


def similar_statements(consultation: Consultation, text: str) -> list[Statement]:
    """List the published statements that share many words with a text, the nearest first."""
    own = set(full_words(text))
    found = []
    for statement in published_statements(consultation):
        other = set(full_words(statement.text))
        share = len(own & other) / len(own | other) if own | other else 0.0
        if share >= ALIKE:
            found.append((-share, statement.pk, statement))
    return [statement for _share, _pk, statement in sorted(found)[:ALIKE_SHOWN]]
