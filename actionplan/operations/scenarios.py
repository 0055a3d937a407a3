"""What may happen to a scenario: written, copied, computed, stopped, adopted.

Each change of state is one conditional UPDATE; the row is the truth, and the queue only
a messenger. What is computed is frozen: other limits are another scenario.
"""

import time
import uuid
from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

import structlog
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actionplan.enums import OPEN_SCENARIOS, PENDING_SCENARIOS, ScenarioStatus
from actionplan.models import Scenario, ScenarioBudget, ScenarioPart
from actionplan.operations.scenario_results import solve
from actionplan.permissions import can_adopt_scenario
from actionplan.portfolio.engine import Cancelled, Progress
from actionplan.portfolio.problem import PortfolioError
from actionplan.portfolio.result import gap_between
from actionplan.queries.scenarios import full_scenarios
from actionplan.queue import enqueue_scenario
from perpignan.study.models import User

logger = structlog.get_logger(__name__)
Limit = TypeVar("Limit", bound=ScenarioPart)
MAX_ATTEMPTS = 3
#: How often a worker asks whether its scenario is still its own.
ASK_SECONDS = 0.5
PARTS = ("budgets", "actions", "levers", "minimums", "pairs")
#: Nothing of an answer is left on the row of a computation that starts, or is stopped.
BLANK: dict[str, Any] = {"stage": "", "progress": 0, "objective": None, "bound": None, "gap": None}
#: The search has the time given, and so has the explanation that follows.
STEPS = 2


@transaction.atomic
def save_scenario(*, scenario: Scenario, **changes: Any) -> Scenario:
    """Store a scenario's name and limits. Raise ValidationError once it is computed."""
    if scenario.pk and not Scenario.objects.get(pk=scenario.pk).is_open:
        raise ValidationError(_("Ce scénario est calculé : dupliquez-le pour le changer."))
    for name, value in changes.items():
        setattr(scenario, name, value)
    scenario.full_clean()
    scenario.save()
    return scenario


@transaction.atomic
def save_limit(*, limit: Limit) -> Limit:
    limit.full_clean()
    limit.save()
    return limit


@transaction.atomic
def create_scenario(*, scenario: Scenario, budgets: Sequence[ScenarioBudget]) -> Scenario:
    """Store a scenario with the budget of each of its years, or nothing."""
    save_scenario(scenario=scenario)
    for budget in budgets:
        budget.scenario = scenario
        save_limit(limit=budget)
    return scenario


@transaction.atomic
def copy_scenario(*, scenario: Scenario, name: str, **changes: Any) -> Scenario:
    """Make another scenario with the same limits but for these changes; it is not computed."""
    kept = {
        field: getattr(scenario, field)
        for field in ("description", "value_basis", "budget_change", "owner_share", "time_limit")
    }
    made = Scenario(
        code=_free_code(scenario.code),
        name=name,
        is_illustrative=scenario.is_illustrative,
        **{**kept, **changes},
    )
    save_scenario(scenario=made)
    for part in PARTS:
        for row in getattr(scenario, part).all():
            row.pk, row._state.adding, row.scenario = None, True, made
            save_limit(limit=row)
    return made


def _free_code(base: str) -> str:
    stem = base[:55]
    taken = set(Scenario.objects.filter(code__startswith=f"{stem}-").values_list("code", flat=True))
    return next(code for n in range(2, 10_000) if (code := f"{stem}-{n}") not in taken)


@transaction.atomic
def request_scenario(*, scenario: Scenario, by: User | None) -> None:
    """Ask for the computation of a scenario. Raise ValidationError on limits that say nothing."""
    if not scenario.budgets.exists():
        raise ValidationError(_("Donnez le budget propre d'au moins une année."))
    moved = Scenario.objects.filter(pk=scenario.pk, status__in=OPEN_SCENARIOS).update(
        status=ScenarioStatus.QUEUED,
        requested_by=by,
        heartbeat_at=timezone.now(),
        attempt=0,
        claim=None,
        problem="",
        **BLANK,
    )
    if not moved:
        raise ValidationError(_("Ce scénario n'en est plus là : rechargez la page."))
    _enqueue_on_commit(scenario.pk)


def cancel_scenario(*, scenario: Scenario) -> bool:
    """Stop a computation; its worker leaves at its next question."""
    waiting = Scenario.objects.filter(pk=scenario.pk, status__in=PENDING_SCENARIOS)
    ended = BLANK | {"status": ScenarioStatus.CANCELLED, "claim": None}
    ended["finished_at"] = timezone.now()
    return bool(waiting.update(**ended))


@transaction.atomic
def adopt_scenario(*, scenario: Scenario, reason: str, by: User) -> Scenario:
    """Make a scenario the plan's own, for a reason; the one adopted before is no longer."""
    if not can_adopt_scenario(by):
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError({"reason": _("Donnez la raison de ce choix.")})
    rows = Scenario.objects.order_by("pk").select_for_update(of=("self",))
    locked = {row.pk: row for row in rows}[scenario.pk]
    if locked.status != ScenarioStatus.DONE or not (locked.result or {}).get("chosen"):
        raise ValidationError(_("Seul un scénario calculé, avec un plan, peut être adopté."))
    Scenario.objects.filter(is_adopted=True).update(is_adopted=False)
    locked.is_adopted, locked.adoption_reason = True, reason.strip()
    locked.adopted_on = timezone.localdate()
    locked.full_clean()
    locked.save(update_fields=["is_adopted", "adoption_reason", "adopted_on"])
    return locked


def run_scenario(*, scenario_id: int) -> bool:
    """Compute a scenario that waits; False if there was nothing to do. May run twice."""
    scenario = _claim(scenario_id)
    if scenario is None:
        return False
    try:
        found, result = solve(
            scenario, progress=partial(_tell, scenario), should_stop=_asker(scenario)
        )
    except Cancelled:
        return False
    except (OperationalError, InterfaceError):
        raise  # the database is away: the sweep starts again
    except Exception as error:
        return _fail(scenario, error)
    return bool(
        _ours(scenario).update(
            status=ScenarioStatus.DONE,
            claim=None,
            stage="",
            progress=100,
            solver_status=found.status.value,
            objective=None if found.objective is None else float(found.objective),
            bound=found.bound,
            gap=found.gap,
            result=result,
            finished_at=timezone.now(),
        )
    )


def _claim(pk: int) -> Scenario | None:
    """Take a waiting scenario for this worker; None if it is another's, or ended."""
    waiting = Scenario.objects.filter(pk=pk, status=ScenarioStatus.QUEUED)
    scenario = waiting.first()
    if scenario is None:
        return None
    now = timezone.now()
    taken = waiting.filter(attempt=scenario.attempt).update(
        status=ScenarioStatus.RUNNING,
        claim=uuid.uuid4(),
        attempt=scenario.attempt + 1,
        started_at=now,
        heartbeat_at=now,
    )
    return full_scenarios().get(pk=pk) if taken else None


def _ours(scenario: Scenario) -> Any:
    running = Scenario.objects.filter(pk=scenario.pk, status=ScenarioStatus.RUNNING)
    return running.filter(claim=scenario.claim)


def _tell(scenario: Scenario, told: Progress) -> None:
    """Write down the stage, the time spent on the time given, the best value and its bound."""
    now = timezone.now()
    spent = (now - (scenario.started_at or now)).total_seconds()
    known: dict[str, Any] = {"stage": told.stage, "heartbeat_at": now}
    known["progress"] = min(99, int(100 * spent / (STEPS * scenario.time_limit)))
    if told.value is not None:
        value = Decimal(str(told.value))
        known |= {"objective": told.value, "gap": gap_between(value, told.bound)}
    if told.bound is not None:
        known["bound"] = told.bound
    _ours(scenario).update(**known)


def _asker(scenario: Scenario) -> Callable[[], bool]:
    """Ask from time to time whether to stop; each question is a sign of life too."""
    asked, stop = 0.0, False

    def should_stop() -> bool:
        nonlocal asked, stop
        if not stop and time.monotonic() - asked >= ASK_SECONDS:
            stop = not _ours(scenario).update(heartbeat_at=timezone.now())
            asked = time.monotonic()
        return stop

    return should_stop


def _fail(scenario: Scenario, error: Exception) -> bool:
    logger.warning("scenario_failed", scenario=scenario.pk, exc_info=True)
    reason = _("Le calcul s'est interrompu. L'équipe du portail en est avertie.")
    if isinstance(error, PortfolioError):
        reason = str(error)
    elif isinstance(error, ValidationError):
        reason = " ".join(error.messages)
    ended = BLANK | {"status": ScenarioStatus.FAILED, "claim": None, "finished_at": timezone.now()}
    _ours(scenario).update(problem=reason, **ended)
    return False


def sweep_stuck_scenarios() -> int:
    """Put back in the queue what gave no sign of life; give up after three tries."""
    limit = timezone.now() - timedelta(seconds=settings.SCENARIO_STUCK_AFTER_SECONDS)
    stuck = Scenario.objects.pending().filter(heartbeat_at__lt=limit)
    return sum(_recover(scenario) for scenario in stuck)


@transaction.atomic
def _recover(scenario: Scenario) -> bool:
    same = Scenario.objects.filter(
        pk=scenario.pk, status=scenario.status, heartbeat_at=scenario.heartbeat_at
    )
    now = timezone.now()
    if scenario.attempt >= MAX_ATTEMPTS:
        reason = _("Le calcul s'est interrompu trois fois. Prévenez l'équipe du portail.")
        ended = {"status": ScenarioStatus.FAILED, "claim": None, "finished_at": now}
        return bool(same.update(problem=reason, **ended))
    if not same.update(status=ScenarioStatus.QUEUED, claim=None, heartbeat_at=now):
        return False
    _enqueue_on_commit(scenario.pk)
    return True


def _enqueue_on_commit(pk: int) -> None:
    # robust: with no broker at hand the row waits, and the sweep sends it later
    transaction.on_commit(lambda: enqueue_scenario(pk), robust=True)
