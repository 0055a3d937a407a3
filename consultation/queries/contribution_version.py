"""When did anything that the pages of contributions show last change?"""

from functools import cache

from django.db import connection
from django.db.models import Model

from consultation.enums import ConsultationStatus
from consultation.models import (
    Consultation,
    Contribution,
    ContributionAction,
    ModerationEvent,
    Support,
    Theme,
)
from perpignan.history import event_model_of
from perpignan.study.models import Action, Axis, Priority, Zone

#: What leaves a line each time it changes, and nouns whose history does.
LOGS: tuple[type[Model], ...] = (ModerationEvent, Support)
NOUNS: tuple[type[Model], ...] = (
    *(Consultation, Theme, Contribution, ContributionAction, Action, Priority, Axis, Zone),
)


def versioned_consultation(slug: str) -> Consultation | None:
    """Load a public consultation with `version`: the last line of every log and history.

    One statement, written once: the query of Django would cost more to build than to run.
    """
    found = Consultation.objects.raw(_statement(), [slug, ConsultationStatus.DRAFT])
    return next(iter(found), None)


@cache
def _statement() -> str:
    quote = connection.ops.quote_name
    histories = [model for model in map(event_model_of, NOUNS) if model is not None]
    keys = [(model, "id") for model in LOGS] + [(model, "pgh_id") for model in histories]
    last = [
        f"(SELECT coalesce(max({key}), 0) FROM {quote(model._meta.db_table)})"  # noqa: S608 - made of our own table names alone
        for model, key in keys
    ]
    table = quote(Consultation._meta.db_table)
    return (
        f"SELECT c.*, concat_ws('-', {', '.join(last)}) AS version"  # noqa: S608 - made of our own table names alone
        f" FROM {table} c WHERE c.slug = %s AND c.status <> %s"
    )
