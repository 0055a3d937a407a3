"""Votes on a budget for tests; `BudgetVoteFactory(over=True)` is one that has ended."""

from datetime import timedelta
from decimal import Decimal

import factory
from django.utils import timezone

from consultation import models
from consultation.models.keys import ballot_code, ballot_key, new_token, receipt_hash
from tests.factories.consultation import ConsultationFactory


def _days(number):
    return factory.LazyFunction(lambda: timezone.now() + timedelta(days=number))


class BudgetVoteFactory(factory.django.DjangoModelFactory):
    """A published vote that is open: 100 000 euros."""

    class Meta:
        model = models.BudgetVote

    class Params:
        over = factory.Trait(opens_at=_days(-20), closes_at=_days(-1))
        coming = factory.Trait(opens_at=_days(2), closes_at=_days(9))

    consultation = factory.SubFactory(ConsultationFactory, open=True)
    title = factory.Sequence(lambda n: f"Vote {n}")
    budget = Decimal(100_000)
    opens_at = _days(-5)
    closes_at = _days(5)
    is_published = True


class BudgetDistrictFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.BudgetDistrict

    vote = factory.SubFactory(BudgetVoteFactory, coming=True)
    code = factory.Sequence(lambda n: f"quartier-{n}")
    name = factory.Sequence(lambda n: f"Quartier {n}")
    budget = Decimal(50_000)


class BudgetProjectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.BudgetProject

    vote = factory.SubFactory(BudgetVoteFactory)
    code = factory.Sequence(lambda n: f"projet-{n}")
    name = factory.LazyAttribute(lambda o: f"Projet {o.code}")
    cost = Decimal(40_000)
    order = factory.Sequence(lambda n: n)


class BallotFactory(factory.django.DjangoModelFactory):
    """The ballot of the person whose browser holds `token`; `codes` are what she chose."""

    class Meta:
        model = models.Ballot

    class Params:
        token = factory.LazyFunction(new_token)
        codes = ("a",)

    vote = factory.SubFactory(BudgetVoteFactory)
    respondent_key = factory.LazyAttribute(lambda o: ballot_key(o.vote.pk, o.token))
    idempotency_key = factory.LazyAttribute(lambda o: ballot_key(o.vote.pk, o.token))
    receipt_hash = factory.LazyAttribute(lambda o: receipt_hash(ballot_code(o.vote.pk, o.token)))
    choices = factory.LazyAttribute(lambda o: [[code, 0] for code in o.codes])


def vote_with_projects(costs=None, **values):
    """Make a vote whose projects are `a`, `b`, `c`… at these costs."""
    vote = BudgetVoteFactory(**values)
    for code, cost in (costs or {"a": 40_000, "b": 50_000, "c": 60_000}).items():
        BudgetProjectFactory(vote=vote, code=code, cost=Decimal(cost))
    return vote
