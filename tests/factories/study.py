"""The study's nouns for tests; situations are traits: `UserFactory(lead=True)`."""

from datetime import date
from typing import Any

import factory
from django.contrib.auth.models import Group

from perpignan.study import models
from perpignan.study.enums import (
    ActionStatus,
    AxisKind,
    Consent,
    DeliverableStatus,
    InterviewKind,
    InterviewStatus,
    LeverKind,
    PartnerKind,
    Role,
    Visibility,
)
from perpignan.study.roles import STAFF_ROLES

PASSWORD = "a password for tests"


class SourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Source

    key = factory.Sequence(lambda n: f"source-{n}")
    title = factory.Sequence(lambda n: f"Document {n}")
    publisher = "Ville de Perpignan"
    url = factory.Sequence(lambda n: f"https://example.org/document-{n}")
    consulted_on = date(2020, 4, 1)


class PartnerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Partner

    code = factory.Sequence(lambda n: f"partenaire-{n}")
    name = factory.Sequence(lambda n: f"Partenaire {n}")
    kind = PartnerKind.CITY


def _role(role: Role) -> factory.Trait:
    return factory.Trait(role=role, is_staff=role in STAFF_ROLES)


class UserFactory(factory.django.DjangoModelFactory):
    """A member of the portal; a role puts her in the group that the migrations filled."""

    class Meta:
        model = models.User

    class Params:
        lead = _role(Role.LEAD)
        consortium = _role(Role.CONSORTIUM)
        department = _role(Role.DEPARTMENT)
        desk = _role(Role.DESK)
        official = _role(Role.OFFICIAL)
        administrator = _role(Role.ADMINISTRATOR)
        superuser = factory.Trait(is_staff=True, is_superuser=True)

    email = factory.Sequence(lambda n: f"personne{n}@example.org")
    full_name = factory.Sequence(lambda n: f"Personne {n}")
    password = PASSWORD
    role: Role | None = None

    @classmethod
    def _create(
        cls, model_class: type[models.User], *args: Any, role: Role | None, **fields: Any
    ) -> models.User:
        user = model_class.objects.create_user(**fields)
        if role is not None:
            user.groups.add(Group.objects.get(name=role.value))
        return user


class AxisFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Axis

    code = factory.Sequence(lambda n: f"axe-{n}")
    name = factory.Sequence(lambda n: f"Axe {n}")
    kind = AxisKind.SECTOR


class PriorityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Priority

    # Four letters: numbers begin again, long after a test is over.
    code = factory.Sequence(lambda n: f"X{n % 1000}")
    name = factory.Sequence(lambda n: f"Priorité {n}")


class ZoneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Zone

    code = factory.Sequence(lambda n: f"zone-{n}")
    name = factory.Sequence(lambda n: f"Zone {n}")


class FundingLeverFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.FundingLever
        skip_postgeneration_save = True

    class Params:
        closed = factory.Trait(opens_on=date(2018, 1, 1), closes_on=date(2019, 1, 1))

    code = factory.Sequence(lambda n: f"levier-{n}")
    name = factory.Sequence(lambda n: f"Levier {n}")
    body = "Banque des Territoires"
    kind = LeverKind.GRANT

    @factory.post_generation
    def priorities(self: models.FundingLever, create: bool, extracted: Any, **_: Any) -> None:
        if create and extracted:
            self.priorities.set(extracted)

    @factory.post_generation
    def axes(self: models.FundingLever, create: bool, extracted: Any, **_: Any) -> None:
        if create and extracted:
            self.axes.set(extracted)


class ActionFactory(factory.django.DjangoModelFactory):
    """An internal action; `public=True` shows it to everyone."""

    class Meta:
        model = models.Action
        skip_postgeneration_save = True

    class Params:
        public = factory.Trait(visibility=Visibility.PUBLIC)
        discarded = factory.Trait(
            status=ActionStatus.DISCARDED, discard_reason="Trop chère pour ce qu'elle apporte."
        )

    code = factory.Sequence(lambda n: f"A{n}")
    title = factory.Sequence(lambda n: f"Action {n}")
    priority = factory.SubFactory(PriorityFactory)

    @factory.post_generation
    def axes(self: models.Action, create: bool, extracted: Any, **_: Any) -> None:
        if create and extracted:
            self.axes.set(extracted)


class NewsFactory(factory.django.DjangoModelFactory):
    """A draft; `published=True` lets everyone read it."""

    class Meta:
        model = models.News

    class Params:
        published = factory.Trait(status="published", published_on=date(2020, 2, 10))

    code = factory.Sequence(lambda n: f"nouvelle-{n}")
    title = factory.Sequence(lambda n: f"Nouvelle {n}")
    text = "Ce qui s'est passé."


class StudyFactory(factory.django.DjangoModelFactory):
    """The mission: one row at most, as in life."""

    class Meta:
        model = models.Study

    title = "Stratégie numérique du cœur de ville"
    starts_on = date(2020, 1, 6)
    funding_date = date(2020, 4, 1)


class PhaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Phase

    class Params:
        under_way = factory.Trait(actual_start=date(2020, 1, 6))
        delivered = factory.Trait(actual_start=date(2020, 1, 6), actual_end=date(2020, 2, 2))

    code = factory.Sequence(lambda n: f"E{n}")
    name = factory.Sequence(lambda n: f"Étape {n}")
    order = factory.Sequence(lambda n: n)
    planned_start = date(2020, 1, 6)
    planned_end = date(2020, 2, 2)


class DeliverableFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Deliverable

    class Params:
        in_review = factory.Trait(status=DeliverableStatus.IN_REVIEW, submitted_on=date(2020, 2, 1))

    phase = factory.SubFactory(PhaseFactory)
    code = factory.Sequence(lambda n: f"L{n}")
    title = factory.Sequence(lambda n: f"Livrable {n}")


class ResourcePersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ResourcePerson

    name = factory.Sequence(lambda n: f"Personne Ressource {n}")
    job_title = "Cheffe de projet"
    email = factory.Sequence(lambda n: f"ressource{n}@example.org")


class InterviewGuideFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.InterviewGuide

    code = factory.Sequence(lambda n: f"guide-{n}")
    title = factory.Sequence(lambda n: f"Guide {n}")


class InterviewFactory(factory.django.DjangoModelFactory):
    """A reported interview of a resource person; `of_department=True` hears a department."""

    class Meta:
        model = models.Interview

    class Params:
        of_department = factory.Trait(
            kind=InterviewKind.DEPARTMENT, department="Direction du numérique"
        )

    guide = factory.SubFactory(InterviewGuideFactory)
    person = factory.SubFactory(ResourcePersonFactory)
    held_on = date(2020, 1, 20)
    status = InterviewStatus.REPORTED
    minutes = "Compte rendu interne."


class QuoteFactory(factory.django.DjangoModelFactory):
    """Words that may not be published; `anonymous=True` or `named=True` allow it."""

    class Meta:
        model = models.Quote

    class Params:
        anonymous = factory.Trait(consent=Consent.ANONYMOUS)
        named = factory.Trait(consent=Consent.NAMED, reread_on=date(2020, 2, 1))

    interview = factory.SubFactory(InterviewFactory)
    text = factory.Sequence(lambda n: f"Citation {n}")
