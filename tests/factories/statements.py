"""Statements and votes for tests; `voted(consultation, camps=2)` gives two groups of opinion."""

from typing import Any

import factory
from django.utils import timezone

from consultation import models
from consultation.enums import Opinion, SpokenStatus
from consultation.models import Consultation, Statement, StatementVote
from consultation.models.keys import new_token, receipt_hash, token_key
from consultation.operations import statement_code
from consultation.queries import statement_key
from tests.factories.consultation import ConsultationFactory


class StatementFactory(factory.django.DjangoModelFactory):
    """A published statement of an open consultation; `token` is its author's."""

    class Meta:
        model = models.Statement

    class Params:
        token = factory.LazyFunction(new_token)
        pending = factory.Trait(status=SpokenStatus.PENDING, reviewed_at=None)
        refused = factory.Trait(status=SpokenStatus.REFUSED, status_reason="Vise une personne.")

    consultation = factory.SubFactory(ConsultationFactory, open=True, takes_statements=True)
    text = factory.Sequence(lambda n: f"Il faut plus de bancs, version {n}.")
    status = SpokenStatus.PUBLISHED
    reviewed_at = factory.LazyFunction(timezone.now)
    idempotency_key = factory.LazyAttribute(lambda o: statement_key(o.consultation.pk, o.token))
    receipt_hash = factory.LazyAttribute(
        lambda o: receipt_hash(statement_code(o.consultation.pk, o.token))
    )


class OpinionGroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.OpinionGroup

    consultation = factory.SubFactory(ConsultationFactory, open=True, takes_statements=True)
    letter = "A"
    name = "D'abord les arbres"


def voter(consultation: Consultation, number: int) -> str:
    return token_key(consultation.pk, f"votant {number}")


def voted(consultation: Consultation, *, sizes: tuple[int, ...] = (14, 12), statements: int = 8):
    """Let camps vote: each agrees with its own half of the statements and refuses the other.

    The last statement pleases everybody. Returns the statements.
    """
    made = StatementFactory.create_batch(statements, consultation=consultation)
    votes, number = [], 0
    for camp, size in enumerate(sizes):
        for _person in range(size):
            number += 1
            votes += [
                _vote(item, place, camp, voter(consultation, number), number, len(made))
                for place, item in enumerate(made)
            ]
    StatementVote.objects.bulk_create(votes)
    return made


def _vote(
    item: Statement, place: int, camp: int, key: str, number: int, count: int
) -> StatementVote:
    is_shared, is_own = place == count - 1, place % 2 == camp % 2
    opinion: Any = Opinion.AGREE if is_shared or is_own else Opinion.DISAGREE
    if (number + place) % 9 == 0:
        opinion = Opinion.PASS
    return StatementVote(statement=item, voter_key=key, opinion=opinion)
