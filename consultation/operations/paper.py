"""Paper: print a batch, type a sheet once, type some twice, settle what differs."""

import random
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultation.enums import Channel, RevisionKind
from consultation.models import (
    AnswerRevision,
    Batch,
    Consultation,
    Questionnaire,
    Response,
    SecondEntry,
    Sheet,
)
from consultation.models.keys import new_token
from consultation.operations.collected import (
    Collected,
    check_takes_collected,
    checked,
    store_collected,
)
from consultation.permissions import can_settle_entries
from consultation.queries import current_questionnaire, plan_of
from consultation.validators.answers import clean_answers
from consultation.validators.rules import OTHER_SUFFIX, Plan
from perpignan.study.models import User

USED = gettext_lazy("La feuille %(number)d est déjà saisie : vérifiez le numéro imprimé.")


@transaction.atomic
def create_batch(
    *,
    consultation: Consultation,
    place: str,
    collected_on: date,
    expected_count: int,
    language: str = "fr",
    collected_by: User | None = None,
) -> Batch:
    """Open a batch; its sheets take the numbers that follow those of the others."""
    Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    known = Batch.objects.filter(consultation=consultation).aggregate(
        rank=Max("rank"), next=Max(F("first_number") + F("expected_count"))
    )
    batch = Batch(
        consultation=consultation,
        rank=(known["rank"] or 0) + 1,
        first_number=known["next"] or 1,
        place=place,
        collected_on=collected_on,
        collected_by=collected_by,
        expected_count=expected_count,
        language=language,
    )
    batch.full_clean()
    if consultation.closes_at and collected_on > timezone.localdate(consultation.closes_at):
        raise ValidationError({"collected_on": _("La consultation sera terminée à cette date.")})
    batch.save()
    return batch


@transaction.atomic
def save_batch(*, batch: Batch) -> Batch:
    """Mend the facts of a batch; its numbers never change once sheets are printed."""
    batch.full_clean()
    batch.save(update_fields=["place", "collected_on", "collected_by"])
    return batch


def enter_sheet(
    *,
    batch: Batch,
    number: int,
    answers: Mapping[str, Any],
    unreadable: Sequence[str] = (),
    by: User,
) -> Sheet:
    """Store what a sheet says. Its number serves once, whoever types it, however often."""
    check_takes_collected(batch.consultation)
    questionnaire = _questionnaire(batch.consultation)
    cleaned = checked(plan_of(questionnaire.pk), answers)
    sheet = Sheet(
        batch=batch,
        consultation_id=batch.consultation_id,
        number=number,
        unreadable=sorted(set(unreadable)),
        entered_by=by,
    )
    sheet.clean()
    try:
        with transaction.atomic():
            given = Collected(new_token(), cleaned, Channel.PAPER, batch.language)
            (sheet.response,) = store_collected(
                consultation=batch.consultation, questionnaire=questionnaire, given=[given]
            )
            sheet.save()
    except IntegrityError as error:
        if "sheet_number_used_once" not in str(error):
            raise
        raise ValidationError({"number": USED % {"number": number}}) from error
    return sheet


def _questionnaire(consultation: Consultation) -> Questionnaire:
    found = current_questionnaire(consultation)
    if found is None:
        raise ValidationError(_("Cette consultation n'a pas de questionnaire."))
    return found


@transaction.atomic
def draw_sample(*, batch: Batch, rate: int, seed: int) -> Batch:
    """Choose which typed sheets are typed again; the same seed draws the same ones.

    Sheets already typed twice stay in the sample.
    """
    if not 1 <= rate <= 100:
        raise ValidationError({"rate": _("Donnez une part de 1 à 100 %.")})
    typed = list(batch.sheets.order_by("number").values_list("number", flat=True))
    if not typed:
        raise ValidationError(_("Aucune feuille de ce lot n'est encore saisie."))
    count = max(1, -(-len(typed) * rate // 100))
    drawn = set(random.Random(seed).sample(typed, count))  # noqa: S311 - a sample, not a secret
    drawn |= set(batch.sheets.filter(second_entry__isnull=False).values_list("number", flat=True))
    batch.sampled_numbers, batch.sample_rate, batch.sample_seed = sorted(drawn), rate, seed
    batch.save(update_fields=["sampled_numbers", "sample_rate", "sample_seed"])
    return batch


@transaction.atomic
def enter_again(
    *, sheet: Sheet, answers: Mapping[str, Any], unreadable: Sequence[str] = (), by: User
) -> SecondEntry:
    """Store a second reading of a sheet by another agent, with what it reads otherwise."""
    locked = (
        Sheet.objects.select_for_update(of=("self",))
        .select_related("batch__consultation", "response")
        .get(pk=sheet.pk)
    )
    check_takes_collected(locked.batch.consultation)
    if locked.entered_by_id == by.pk:
        raise ValidationError(_("La seconde saisie est faite par un autre agent."))
    if SecondEntry.objects.filter(sheet=locked).exists():
        raise ValidationError(_("Cette feuille est déjà saisie deux fois."))
    plan = plan_of(locked.response.questionnaire_id)
    cleaned = checked(plan, answers)
    missing = sorted(set(unreadable))
    return SecondEntry.objects.create(
        sheet=locked,
        answers=cleaned,
        unreadable=missing,
        compared_count=len(plan.questions),
        differing=_differing(plan, locked, cleaned, missing),
        entered_by=by,
    )


def _differing(
    plan: Plan, sheet: Sheet, second: Mapping[str, Any], unreadable: Sequence[str]
) -> list[str]:
    first = sheet.response.answers
    return [
        code
        for code in plan.questions
        if _read(first, code) != _read(second, code)
        or (code in sheet.unreadable) != (code in unreadable)
    ]


def _read(answers: Mapping[str, Any], code: str) -> Any:
    """Give an answer without what two agents need not copy alike: spaces and capitals."""
    return _flat(answers.get(code)), _flat(answers.get(code + OTHER_SUFFIX))


def _flat(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(value.casefold().split())
    if isinstance(value, dict):
        return {key: _flat(item) for key, item in value.items()}
    return value


@transaction.atomic
def settle_entry(
    *, entry: SecondEntry, kept: Mapping[str, Mapping[str, Any]], by: User
) -> SecondEntry:
    """Settle what two entries read otherwise: for each question, the answers to keep.

    `kept` gives for each differing question the piece of answers that replaces the first
    reading, empty for no answer. What changes is one more line of the response's log.
    """
    if not can_settle_entries(by):
        raise PermissionDenied
    locked = (
        SecondEntry.objects.select_for_update(of=("self",))
        .select_related("sheet__response")
        .get(pk=entry.pk)
    )
    if locked.resolved_at is not None:
        raise ValidationError(_("Ces différences sont déjà tranchées."))
    if set(kept) != set(locked.differing):
        raise ValidationError(_("Tranchez chaque question qui diffère."))
    _apply(locked.sheet.response, kept)
    locked.resolved_at, locked.resolved_by = timezone.now(), by
    locked.answers = {}
    locked.save(update_fields=["resolved_at", "resolved_by", "answers"])
    return locked


def _apply(response: Response, kept: Mapping[str, Mapping[str, Any]]) -> None:
    row = Response.objects.select_for_update(of=("self",)).get(pk=response.pk)
    if row.withdrawn_at is not None:
        return
    plan = plan_of(row.questionnaire_id)
    answers = {k: v for k, v in row.answers.items() if k.removesuffix(OTHER_SUFFIX) not in kept}
    for piece in kept.values():
        answers |= clean_answers(plan.questions, piece)
    cleaned = checked(plan, answers)
    if cleaned == row.answers:
        return
    row.answers = cleaned
    row.save(update_fields=["answers"])
    AnswerRevision.objects.create(response=row, kind=RevisionKind.CORRECTED, answers=cleaned)
