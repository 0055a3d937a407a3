"""Reads of the shared nouns that several pages, reports and phases need."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.lookups import Unaccent
from django.db.models import Case, Count, F, Model, Q, QuerySet, When
from django.db.models.functions import Lower
from django.utils import timezone

from perpignan.study.enums import (
    NOT_YET_SUBMITTED,
    InterviewStatus,
    PartnerRole,
    Visibility,
)
from perpignan.study.models import (
    Action,
    Deliverable,
    FundingLever,
    Interview,
    News,
    Partner,
    Phase,
    Priority,
    Quote,
    ResourcePerson,
    Source,
    Study,
    Zone,
)
from perpignan.study.permissions import Person
from perpignan.study.personal_data import PersonalData, declared_models, due_rows


def french_order(path: str) -> Lower:
    """Sort by a name as a French dictionary does: case and accents do not count."""
    return Lower(Unaccent(path))


def current_study() -> Study | None:
    """Return the mission that the portal carries, None before it is loaded."""
    return Study.objects.first()


def study_sources() -> QuerySet[Source]:
    """List what the presentation of the study rests on."""
    return Source.objects.filter(study__isnull=False)


def study_carriers() -> QuerySet[Partner]:
    """List who orders and who carries out the study, the project owner first."""
    is_owner = Q(roles__contains=[PartnerRole.PROJECT_OWNER])
    is_contractor = Q(roles__overlap=[PartnerRole.LEAD_CONTRACTOR, PartnerRole.CO_CONTRACTOR])
    rank = Case(
        When(is_owner, then=0),
        When(roles__contains=[PartnerRole.LEAD_CONTRACTOR], then=1),
        default=2,
    )
    return Partner.objects.filter(is_owner | is_contractor).order_by(rank, "name")


def phases_in_order() -> QuerySet[Phase]:
    return Phase.objects.all()


def phases_with_deliverables() -> QuerySet[Phase]:
    return Phase.objects.prefetch_related("deliverables")


def visible_actions(user: Person) -> QuerySet[Action]:
    """List the actions a person may see, ready to be shown with priority, axes and zones."""
    seen = Action.objects.visible_to(user).select_related("priority")
    return seen.prefetch_related("axes", "zones")


def heart_of_town() -> QuerySet[Zone]:
    """List the zones of the heart of town, in their order."""
    return Zone.objects.filter(is_heart_of_town=True)


def levers_with_sources() -> QuerySet[FundingLever]:
    return FundingLever.objects.prefetch_related("priorities", "axes", "sources")


def priorities_with_counts() -> QuerySet[Priority]:
    """List the priorities, in their order, with the number of public actions of each."""
    public = Q(actions__visibility=Visibility.PUBLIC)
    counted = Priority.objects.annotate(action_count=Count("actions", filter=public))
    return counted.order_by("order", "code")  # a grouped query forgets the model's own order


def late_deliverables() -> QuerySet[Deliverable]:
    """List what should have been submitted by now and was not, the oldest debt first."""
    return (
        Deliverable.objects.filter(status__in=NOT_YET_SUBMITTED, due_on__lt=timezone.localdate())
        .select_related("phase")
        .order_by("due_on", "code")
    )


def count_of_people_due() -> int:
    """Count the people whose coordinates have been kept long enough."""
    return ResourcePerson.objects.due_for_erasure(timezone.localdate()).count()


def interviews_for(user: Person) -> QuerySet[Interview]:
    return Interview.objects.visible_to(user).select_related("guide", "organisation")


def news_for(user: Person) -> QuerySet[News]:
    """List the news that a person may read, drafts first, then the newest."""
    return News.objects.visible_to(user).order_by(F("published_on").desc(nulls_first=True), "-pk")


def published_news() -> QuerySet[News]:
    return News.objects.published()


def interviews_to_write() -> QuerySet[Interview]:
    """List the interviews that were held and not written down yet, the oldest first."""
    held = Interview.objects.filter(status=InterviewStatus.DONE, minutes="")
    return held.order_by("held_on", "pk")


def quotes_for(user: Person) -> QuerySet[Quote]:
    """List the words that a person may read, with what their attribution needs."""
    return Quote.objects.visible_to(user).select_related("interview__person")


@dataclass(frozen=True)
class RegisterLine:
    """A line of the register of personal data, as its model declares it."""

    name: str
    declared: PersonalData
    fields: list[str]
    due_count: int | None = None


def personal_register(*, now: datetime | None = None) -> list[RegisterLine]:
    """List what every model keeps of people; with a time, count what is due for erasure."""
    lines = []
    for model, declared in declared_models():
        rows = due_rows(model, declared, now) if now is not None else None
        names = [_told(model, name) for name in declared.fields]
        count = None if rows is None else rows.count()
        lines.append(RegisterLine(str(model._meta.verbose_name_plural), declared, names, count))
    return lines


def _told(model: type[Model], name: str) -> str:
    return str(getattr(model._meta.get_field(name), "verbose_name", name))
