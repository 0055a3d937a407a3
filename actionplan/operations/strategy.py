"""Writes of the global strategy: it is written, proposed, adopted, reopened, frozen.

What is adopted does not change under its readers: it is reopened first.
"""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from actionplan.enums import StrategyState
from actionplan.models import Orientation, OrientationAction, Strategy, StrategyVersion
from actionplan.queries import snapshot_of_strategy, strategy_lacks
from perpignan.study.models import User

#: Two people who freeze at once take turns; the number is the table's own.
LOCK = 0x53545241

StrategyPart = Strategy | Orientation | OrientationAction


@transaction.atomic
def save_strategy(*, strategy: Strategy, **changes: Any) -> Strategy:
    """Store the texts of the strategy. Raise ValidationError if it is adopted."""
    _require_open(strategy.pk)
    return _store(strategy, **changes)


@transaction.atomic
def save_strategy_part(*, part: Orientation | OrientationAction) -> StrategyPart:
    """Store an orientation, or how an action serves it."""
    _require_open(_strategy_id(part))
    part.full_clean()
    part.save()
    return part


@transaction.atomic
def remove_strategy_part(*, part: StrategyPart) -> None:
    """Take an orientation or an action out of the strategy, or the whole strategy."""
    _require_open(_strategy_id(part))
    part.delete()


@transaction.atomic
def propose_strategy(*, strategy: Strategy) -> Strategy:
    """Submit the strategy to the council: nothing in it may be missing."""
    locked = _lock(strategy)
    _require_state(locked, StrategyState.DRAFT)
    lacks = strategy_lacks(locked).lacks
    if lacks:
        message = _("La stratégie n'est pas complète. Manquent : %(lacks)s.")
        raise ValidationError(message % {"lacks": ", ".join(lacks)})
    return _store(locked, state=StrategyState.PROPOSED)


@transaction.atomic
def adopt_strategy(*, strategy: Strategy, on: date, by: User | None) -> Strategy:
    """Write down that the council adopted the strategy, and freeze it as adopted."""
    locked = _lock(strategy)
    _require_state(locked, StrategyState.PROPOSED)
    adopted = _store(locked, state=StrategyState.ADOPTED, adopted_on=on)
    freeze_strategy(strategy=adopted, title=_("Adoption par le conseil municipal"), by=by)
    return adopted


@transaction.atomic
def reopen_strategy(*, strategy: Strategy) -> Strategy:
    """Write again a strategy proposed or adopted; its frozen versions stay."""
    locked = _lock(strategy)
    if locked.state == StrategyState.DRAFT:
        raise ValidationError(_("La stratégie est déjà en rédaction."))
    return _store(locked, state=StrategyState.DRAFT, adopted_on=None)


@transaction.atomic
def freeze_strategy(*, strategy: Strategy, title: str, by: User | None) -> StrategyVersion:
    """Keep the strategy as it stands under the next number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    last = StrategyVersion.objects.aggregate(last=Max("number"))["last"] or 0
    version = StrategyVersion(
        number=last + 1,
        title=title,
        frozen_by=by,
        author=by.get_full_name() if by else "",
        snapshot=snapshot_of_strategy(strategy),
        is_illustrative=strategy.is_illustrative,
    )
    version.full_clean()
    version.save(force_insert=True)
    return version


def _store(strategy: Strategy, **changes: Any) -> Strategy:
    for name, value in changes.items():
        setattr(strategy, name, value)
    strategy.full_clean()
    strategy.save()
    return strategy


def _strategy_id(part: StrategyPart) -> int | None:
    if isinstance(part, Strategy):
        return part.pk
    if isinstance(part, Orientation):
        return part.strategy_id
    known = Orientation.objects.filter(pk=part.orientation_id)
    return known.values_list("strategy_id", flat=True).first()


def _lock(strategy: Strategy) -> Strategy:
    return Strategy.objects.select_for_update(of=("self",)).get(pk=strategy.pk)


def _require_open(strategy_id: Any) -> None:
    """Refuse to change what is adopted, as the database says it."""
    states = Strategy.objects.filter(pk=strategy_id).select_for_update(of=("self",))
    if states.values_list("state", flat=True).first() == StrategyState.ADOPTED:
        raise ValidationError(_("La stratégie est adoptée : rouvrez-la avant de la changer."))


def _require_state(strategy: Strategy, state: StrategyState) -> None:
    if strategy.state != state:
        words = {"state": strategy.get_state_display()}
        raise ValidationError(_("L'état de la stratégie a changé : %(state)s.") % words)
