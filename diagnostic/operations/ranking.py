"""Writes of prioritisation. Every one refuses to touch a frozen session.

A session is computed again at the end of each write, at once: seventeen actions take
0.05 s, two hundred half a second, so a queue would only add a wait and a way to fail.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from diagnostic.enums import ActionCategory, SessionStatus
from diagnostic.models import (
    ActionScore,
    Criterion,
    RankedAction,
    RankingSession,
    Stakeholder,
    StakeholderWeight,
)
from diagnostic.queries.ranking import (
    active_criteria,
    describe_session,
    key_of,
    scores_of_session,
)
from diagnostic.ranking.problem import RankingError
from diagnostic.ranking.session import Result, analyse_session, differences
from diagnostic.validators import parse_score
from diagnostic.wording import message_of
from perpignan.study.enums import ActionStatus
from perpignan.study.models import Action, User

Cells = Mapping[tuple[str, str], str]
#: Rows just read: asking the database again whether they exist takes a statement each.
JUST_READ = ("session", "action", "criterion", "stakeholder", "scored_by")


@transaction.atomic
def save_session(*, session: RankingSession, **changes: Any) -> RankingSession:
    """Store a session in preparation; a new one starts with every action still in play."""
    _refuse_frozen(session)
    for name, value in changes.items():
        setattr(session, name, value)
    is_new = session.pk is None
    session.full_clean()
    session.save()
    if is_new:
        in_play = Action.objects.exclude(status=ActionStatus.DISCARDED)
        RankedAction.objects.bulk_create(
            RankedAction(session=session, action=action) for action in in_play
        )
    refresh_results(session=session)
    return session


@transaction.atomic
def copy_session(
    *, session: RankingSession, code: str, title: str, held_on: date
) -> RankingSession:
    """Start a new session from the weights, scores and classes of another one."""
    kept = {name: getattr(session, name) for name in ("weight_model", "concentration", "draws")}
    copy = RankingSession(code=code, title=title, held_on=held_on, seed=session.seed, **kept)
    copy.is_illustrative = session.is_illustrative
    copy.full_clean()
    copy.save()
    for rows in (session.ranked_actions.all(), session.weights.all(), session.scores.all()):
        rows.model.objects.bulk_create(_moved_to(copy, row) for row in rows)
    refresh_results(session=copy)
    return copy


def _moved_to(session: RankingSession, row: Any) -> Any:
    row.pk, row.session = None, session
    row._state.adding = True
    return row


@transaction.atomic
def save_scores(
    *,
    session: RankingSession,
    cells: Cells,
    by: User | None = None,
    sources: Mapping[str, str] | None = None,
) -> int:
    """Store many scores at once, all or none; return how many changed.

    `cells` maps (action code, criterion code) to what was typed. Raise ValidationError
    with a message by cell, keyed `action code|criterion code`.
    """
    _lock_open(session)
    typed = _parse(session, cells)
    known = scores_of_session(session)
    changed = []
    for (action, criterion), interval in typed.items():
        low, high = interval or (None, None)
        score = known.get((action.pk, criterion.pk)) or ActionScore(
            session=session, action=action, criterion=criterion
        )
        if score.pk and (score.low, score.high) == (low, high):
            continue
        score.low, score.high, score.scored_by = low, high, by
        if sources and sources.get(action.code):
            score.source_text = sources[action.code]
        score.clean_fields(exclude=JUST_READ)
        changed.append(score)
    _write_scores(changed)
    refresh_results(session=session)
    return len(changed)


def _parse(
    session: RankingSession, cells: Cells
) -> dict[tuple[Action, Criterion], tuple[Decimal, Decimal] | None]:
    """Read every cell; gather the errors of all of them before refusing."""
    actions = {item.action.code: item.action for item in _ranked(session)}
    criteria = {item.code: item for item in active_criteria()}
    typed: dict[tuple[Action, Criterion], tuple[Decimal, Decimal] | None] = {}
    errors: dict[str, list[str]] = {}
    for (action_code, criterion_code), text in cells.items():
        name = f"{action_code}|{criterion_code}"
        action, criterion = actions.get(action_code), criteria.get(criterion_code)
        if action is None or criterion is None:
            errors[name] = [_("Cette action ou ce critère n'est pas dans la session.")]
            continue
        try:
            typed[action, criterion] = parse_score(text, criterion.scale_min, criterion.scale_max)
        except ValidationError as error:
            errors[name] = error.messages
    if errors:
        raise ValidationError(errors)
    return typed


def _ranked(session: RankingSession) -> list[RankedAction]:
    return list(session.ranked_actions.select_related("action"))


def _write_scores(changed: list[ActionScore]) -> None:
    ActionScore.objects.bulk_create(score for score in changed if score.pk is None)
    kept = [score for score in changed if score.pk is not None]
    ActionScore.objects.bulk_update(
        kept, ["low", "high", "scored_by", "source_text"], batch_size=500
    )


@transaction.atomic
def save_score(*, score: ActionScore, **changes: Any) -> ActionScore:
    """Store one score: the admin and the import come through here."""
    for name, value in changes.items():
        setattr(score, name, value)
    score.full_clean()
    _lock_open(score.session)
    score.save()
    refresh_results(session=score.session)
    return score


@transaction.atomic
def delete_score(*, score: ActionScore) -> None:
    """Forget a score: it counts as not known."""
    _lock_open(score.session)
    score.delete()
    refresh_results(session=score.session)


@transaction.atomic
def save_weight(*, weight: StakeholderWeight) -> StakeholderWeight:
    """Store one weight: the admin and the import come through here."""
    weight.full_clean()
    _lock_open(weight.session)
    weight.save()
    refresh_results(session=weight.session)
    return weight


@transaction.atomic
def delete_weight(*, weight: StakeholderWeight) -> None:
    """Forget a weight: the criterion no longer counts for the stakeholder."""
    _lock_open(weight.session)
    weight.delete()
    refresh_results(session=weight.session)


@transaction.atomic
def save_criterion(*, criterion: Criterion) -> Criterion:
    """Store a criterion; sessions in preparation follow it, frozen ones do not."""
    criterion.full_clean()
    criterion.save()
    return criterion


@transaction.atomic
def save_stakeholder(*, stakeholder: Stakeholder) -> Stakeholder:
    stakeholder.full_clean()
    stakeholder.save()
    return stakeholder


@transaction.atomic
def save_ranked_actions(
    *, session: RankingSession, kept: Iterable[RankedAction], removed: Iterable[RankedAction]
) -> None:
    """Store which actions a session ranks; those removed lose their scores in it."""
    _lock_open(session)
    for ranked in kept:
        ranked.full_clean()
        ranked.save()
    for ranked in removed:
        session.scores.filter(action=ranked.action).delete()
        ranked.delete()
    refresh_results(session=session)


@transaction.atomic
def save_weights(
    *, session: RankingSession, stakeholder: Stakeholder, weights: Mapping[str, Decimal]
) -> list[StakeholderWeight]:
    """Store what each criterion counts for a stakeholder; at least one must count."""
    _lock_open(session)
    criteria = list(active_criteria())
    if not any(weights.get(item.code) or 0 for item in criteria):
        raise ValidationError(_("Tous les poids sont nuls : au moins un critère doit compter."))
    known = {w.criterion_id: w for w in session.weights.filter(stakeholder=stakeholder)}
    stored = []
    for item in criteria:
        row = known.get(item.pk) or StakeholderWeight(
            session=session, stakeholder=stakeholder, criterion=item
        )
        row.weight = Decimal(weights.get(item.code) or 0)
        try:
            row.clean_fields(exclude=JUST_READ)
        except ValidationError as error:
            raise ValidationError({item.code: error.message_dict["weight"]}) from error
        row.save()
        stored.append(row)
    refresh_results(session=session)
    return stored


@transaction.atomic
def classify(
    *, session: RankingSession, action: Action, category: str, public_reason: str = ""
) -> RankedAction:
    """Propose a class for an action; discarding one takes a reason that all will read."""
    _lock_open(session)
    ranked = session.ranked_actions.filter(action=action).first()
    if ranked is None:
        raise ValidationError(_("Cette action n'est pas dans la session."))
    ranked.category, ranked.public_reason = category, public_reason.strip()
    if ranked.category == ActionCategory.DISCARDED and not ranked.public_reason:
        raise ValidationError({"public_reason": _("Dites pourquoi l'action est écartée.")})
    ranked.full_clean()
    ranked.save(update_fields=["category", "public_reason"])
    return ranked


@transaction.atomic
def classify_all(
    *, session: RankingSession, classes: Mapping[Action, tuple[str, str]]
) -> list[RankedAction]:
    """Class several actions together, all or none."""
    return [
        classify(session=session, action=action, category=category, public_reason=reason)
        for action, (category, reason) in classes.items()
    ]


@transaction.atomic
def freeze_session(*, session: RankingSession, by: User | None = None) -> RankingSession:
    """Keep a session as it is for good, with all its numbers, and show it to everyone."""
    locked = _lock_open(session)
    described = describe_session(locked)
    _refuse_unready(locked, described)
    try:
        result = analyse_session(described["inputs"])
    except RankingError as error:
        raise ValidationError(message_of(error)) from error
    session.snapshot = {**described, "results": result.as_data()}
    session.sha256 = key_of(session.snapshot)
    session.status, session.frozen_by = SessionStatus.FROZEN, by
    session.frozen_at = timezone.now()
    session.results, session.results_key = None, ""
    session.save()
    return session


def _refuse_unready(session: RankingSession, described: Mapping[str, Any]) -> None:
    if not any(action["scores"] for action in described["inputs"]["actions"]):
        raise ValidationError(_("Aucune note n'est saisie : il n'y a rien à figer."))
    codes = list(described["actions"])
    public = set(Action.objects.public().filter(code__in=codes).values_list("code", flat=True))
    internal = [code for code in codes if code not in public]
    if internal:
        raise ValidationError(
            _(
                "Une session figée est publique, et ces actions sont internes : %(codes)s. "
                "Rendez-les publiques ou retirez-les de la session."
            ),
            params={"codes": ", ".join(internal)},
        )


def replay_session(*, session: RankingSession) -> list[str]:
    """Compute a frozen session again from its snapshot; list what differs (nothing).

    The list also names `sha256` if the snapshot is no longer what was frozen.
    """
    if not session.is_frozen or session.snapshot is None:
        raise ValidationError(_("Seule une session figée se rejoue."))
    found = [] if key_of(session.snapshot) == session.sha256 else ["sha256"]
    try:
        again: Result = analyse_session(session.snapshot["inputs"])
    except RankingError as error:
        return [*found, message_of(error)]
    return found + differences(session.snapshot["results"], again.as_data())


def refresh_results(*, session: RankingSession) -> None:
    """Compute an open session's numbers and keep them with the hash of what gave them."""
    inputs = describe_session(session)["inputs"]
    key = key_of(inputs)
    if key == session.results_key:
        return
    try:
        session.results = analyse_session(inputs).as_data()
    except RankingError:  # said on the page, which asks again
        session.results = None
    session.results_key = key if session.results else ""
    session.save(update_fields=["results", "results_key"])


def _lock_open(session: RankingSession) -> RankingSession:
    """Hold the session's row until the end, so that no one freezes it meanwhile."""
    locked = RankingSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    _refuse_frozen(locked)
    return locked


def _refuse_frozen(session: RankingSession) -> None:
    if session.is_frozen:
        raise ValidationError(_("Cette session est figée : rien n'y change plus."))
