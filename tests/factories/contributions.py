"""Contributions for tests; situations are traits: `ContributionFactory(pending=True)`."""

from typing import Any

import factory
from django.utils import timezone

from consultation import models
from consultation.enums import ContributionAnswer, SpokenStatus
from consultation.models.keys import new_token, receipt_hash
from consultation.operations import contribution_code
from consultation.queries import contribution_key, supporter_key
from tests.factories.consultation import ConsultationFactory

NOW = factory.LazyFunction(timezone.now)


class ThemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Theme

    consultation = factory.SubFactory(ConsultationFactory, open=True, accepts_contributions=True)
    code = factory.Sequence(lambda n: f"theme-{n}")
    name = factory.Sequence(lambda n: f"Thème {n}")
    order = factory.Sequence(lambda n: n)


class ContributionFactory(factory.django.DjangoModelFactory):
    """A published contribution of an open consultation; `token` is its author's."""

    class Meta:
        model = models.Contribution

    class Params:
        token = factory.LazyFunction(new_token)
        pending = factory.Trait(status=SpokenStatus.PENDING, reviewed_at=None)
        unread = factory.Trait(reviewed_at=None)
        refused = factory.Trait(status=SpokenStatus.REFUSED, status_reason="Vise une personne.")
        answered = factory.Trait(
            answer=ContributionAnswer.RETAINED, answer_reason="Oui.", answered_at=NOW
        )
        placed = factory.Trait(latitude=42.7, longitude=2.89, place="Place de la Loge")

    consultation = factory.SubFactory(ConsultationFactory, open=True, accepts_contributions=True)
    title = factory.Sequence(lambda n: f"Idée {n}")
    text = "Des bancs à l'ombre."
    status = SpokenStatus.PUBLISHED
    reviewed_at = NOW
    idempotency_key = factory.LazyAttribute(lambda o: contribution_key(o.consultation.pk, o.token))
    receipt_hash = factory.LazyAttribute(
        lambda o: receipt_hash(contribution_code(o.consultation.pk, o.token))
    )


class CommentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Comment

    class Params:
        pending = factory.Trait(status=SpokenStatus.PENDING, reviewed_at=None)

    contribution = factory.SubFactory(ContributionFactory)
    text = "Je suis d'accord."
    status = SpokenStatus.PUBLISHED
    reviewed_at = NOW


class SupportFactory(factory.django.DjangoModelFactory):
    """The support of the person whose browser holds `token`."""

    class Meta:
        model = models.Support

    class Params:
        token = factory.LazyFunction(new_token)

    contribution = factory.SubFactory(ContributionFactory)
    supporter_key = factory.LazyAttribute(
        lambda o: supporter_key(o.contribution.consultation_id, o.token)
    )


def gathering(**values: Any) -> models.Consultation:
    """Make an open consultation that gathers contributions."""
    made: models.Consultation = ConsultationFactory(open=True, accepts_contributions=True, **values)
    return made
