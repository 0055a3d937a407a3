"""The steering of the study for tests."""

from datetime import UTC, date, datetime

import factory

from perpignan.governance import models
from perpignan.governance.enums import BodyKind, DecisionState, DiaryKind, MeetingStatus


class BodyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Body

    code = factory.Sequence(lambda n: f"instance-{n}")
    name = factory.Sequence(lambda n: f"Instance {n}")
    kind = BodyKind.TECHNICAL


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Membership

    code = factory.Sequence(lambda n: f"siege-{n}")
    body = factory.SubFactory(BodyFactory)
    function = factory.Sequence(lambda n: f"Fonction {n}")


class MeetingFactory(factory.django.DjangoModelFactory):
    """A meeting far ahead; `past` was one long ago."""

    class Meta:
        model = models.Meeting

    class Params:
        past = factory.Trait(starts_at=datetime(2020, 3, 2, 13, tzinfo=UTC))
        held = factory.Trait(past=True, status=MeetingStatus.HELD)

    code = factory.Sequence(lambda n: f"reunion-{n}")
    body = factory.SubFactory(BodyFactory)
    title = factory.Sequence(lambda n: f"Réunion {n}")
    starts_at = datetime(2099, 6, 1, 13, tzinfo=UTC)


class MinutesFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Minutes

    meeting = factory.SubFactory(MeetingFactory, held=True)
    text = "Ce qui fut dit."


class DecisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Decision

    class Params:
        taken = factory.Trait(state=DecisionState.TAKEN, decided_on=date(2020, 3, 2))

    code = factory.Sequence(lambda n: f"decision-{n}")
    body = factory.SubFactory(BodyFactory)
    text = factory.Sequence(lambda n: f"Décision {n}")


class TaskFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Task

    code = factory.Sequence(lambda n: f"tache-{n}")
    title = factory.Sequence(lambda n: f"Tâche {n}")
    holder = factory.SubFactory(MembershipFactory)


class DocumentRequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.DocumentRequest

    code = factory.Sequence(lambda n: f"demande-{n}")
    title = factory.Sequence(lambda n: f"Document {n}")
    asked_of = factory.SubFactory(MembershipFactory)
    asked_on = date(2020, 3, 2)
    due_on = date(2020, 3, 16)


class StudyRiskFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.StudyRisk

    code = factory.Sequence(lambda n: f"risque-{n}")
    title = factory.Sequence(lambda n: f"Risque {n}")


class DiaryEntryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.DiaryEntry

    code = factory.Sequence(lambda n: f"rendez-vous-{n}")
    kind = DiaryKind.WORKSHOP
    title = factory.Sequence(lambda n: f"Atelier {n}")
    starts_at = datetime(2099, 6, 1, 13, tzinfo=UTC)


class MilestoneMoveFactory(factory.django.DjangoModelFactory):
    """A move of two weeks; give it its `deliverable` or its `meeting`."""

    class Meta:
        model = models.MilestoneMove

    old_date = date(2020, 3, 20)
    new_date = date(2020, 4, 3)
    reason = "Données tardives"
    moved_on = date(2020, 3, 9)
