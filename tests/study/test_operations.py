from datetime import date
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from perpignan.study.enums import ActionStatus, DeliverableStatus
from perpignan.study.models import Action, FundingLever, Phase, Study, User
from perpignan.study.operations import (
    DELIVERABLE_STEPS,
    discard_action,
    move_deliverable,
    next_steps,
    open_backoffice_by_role,
    save_action,
)
from tests.factories import study as factories

pytestmark = pytest.mark.django_db

S = DeliverableStatus
OWNERS = {S.ADMITTED, S.POSTPONED, S.REJECTED, S.PUBLISHED}


@pytest.mark.parametrize(("start", "to"), list(product(S, S)))
def test_deliverable_moves_along_its_cycle_only(start: S, to: S) -> None:
    deliverable = factories.DeliverableFactory(status=start, status_reason="motif")
    lead = factories.UserFactory(lead=True)

    if to in DELIVERABLE_STEPS[start]:
        moved = move_deliverable(deliverable=deliverable, to=to, by=lead, reason="motif")
        assert moved.status == to
    else:
        with pytest.raises(ValidationError, match="ne peut pas devenir"):
            move_deliverable(deliverable=deliverable, to=to, by=lead, reason="motif")


@pytest.mark.parametrize("role", ["consortium", "department", "desk", "official"])
def test_only_the_owner_side_admits(role: str) -> None:
    deliverable = factories.DeliverableFactory(in_review=True)
    user = factories.UserFactory(**{role: True})

    with pytest.raises(PermissionDenied):
        move_deliverable(deliverable=deliverable, to=S.ADMITTED, by=user)

    assert OWNERS.isdisjoint(next_steps(deliverable, user))


def test_consortium_submits_and_the_day_is_kept() -> None:
    deliverable = factories.DeliverableFactory(status=S.DRAFTING)
    member = factories.UserFactory(consortium=True)

    assert next_steps(deliverable, member) == [S.SUBMITTED]
    moved = move_deliverable(deliverable=deliverable, to=S.SUBMITTED, by=member)

    assert moved.submitted_on == timezone.localdate()


def test_admission_keeps_its_day() -> None:
    deliverable = factories.DeliverableFactory(in_review=True)

    moved = move_deliverable(
        deliverable=deliverable, to=S.ADMITTED, by=factories.UserFactory(lead=True)
    )

    assert (moved.admitted_on, moved.submitted_on) == (timezone.localdate(), date(2020, 2, 1))


def test_move_starts_from_the_stored_state_not_from_an_old_copy() -> None:
    deliverable = factories.DeliverableFactory(in_review=True)
    lead = factories.UserFactory(lead=True)
    move_deliverable(deliverable=deliverable, to=S.ADMITTED, by=lead)

    with pytest.raises(ValidationError, match="Admis"):
        move_deliverable(deliverable=deliverable, to=S.REJECTED, by=lead, reason="Trop tard")


def test_rejection_without_a_reason_changes_nothing() -> None:
    deliverable = factories.DeliverableFactory(in_review=True)

    with pytest.raises(ValidationError, match="motif"):
        move_deliverable(
            deliverable=deliverable, to=S.REJECTED, by=factories.UserFactory(lead=True)
        )

    deliverable.refresh_from_db()
    assert deliverable.status == S.IN_REVIEW


def test_discarding_needs_a_reason() -> None:
    action = factories.ActionFactory()

    with pytest.raises(ValidationError):
        discard_action(action=action, reason="")

    assert Action.objects.get().status == ActionStatus.PROPOSED
    assert discard_action(action=action, reason="Trop chère").discard_reason == "Trop chère"


def test_database_itself_refuses_a_discard_without_reason() -> None:
    factories.ActionFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.update(status=ActionStatus.DISCARDED)


def test_save_action_refuses_what_the_model_refuses() -> None:
    action = factories.ActionFactory()

    with pytest.raises(ValidationError) as refusal:
        save_action(action=action, title="", status="perhaps")

    assert set(refusal.value.message_dict) == {"title", "status"}


@pytest.mark.parametrize(
    ("traits", "expected"),
    [
        ({"lead": True}, True),
        ({"consortium": True}, True),
        ({"official": True}, False),
        ({}, False),
        ({"superuser": True}, True),
    ],
)
def test_back_office_opens_by_role(traits: dict[str, bool], expected: bool) -> None:
    user = factories.UserFactory(**traits)
    User.objects.update(is_staff=not expected)

    open_backoffice_by_role(user=user)

    user.refresh_from_db()
    assert user.is_staff is expected


def test_second_study_is_refused() -> None:
    factories.StudyFactory()

    with pytest.raises(ValidationError, match="une seule étude"):
        Study(title="Autre", starts_on=date(2020, 1, 6), funding_date=date(2020, 4, 1)).full_clean()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"planned_end": date(2019, 1, 1)}, "planned_end"),
        ({"actual_end": date(2020, 2, 1)}, "actual_start"),
        ({"actual_start": date(2020, 2, 1), "actual_end": date(2020, 1, 1)}, "actual_end"),
    ],
)
def test_step_refuses_dates_in_disorder(fields: dict[str, date], expected: str) -> None:
    phase = factories.PhaseFactory.build(**fields)

    with pytest.raises(ValidationError) as refusal:
        Phase.full_clean(phase)

    assert list(refusal.value.message_dict) == [expected]


def test_lever_refuses_rates_and_dates_in_disorder() -> None:
    rates: FundingLever = factories.FundingLeverFactory.build(rate_min=60, rate_max=40)
    dates = factories.FundingLeverFactory.build(
        opens_on=date(2020, 2, 1), closes_on=date(2020, 1, 1)
    )

    with pytest.raises(ValidationError, match="taux minimal dépasse"):
        rates.full_clean()
    with pytest.raises(ValidationError, match="fermeture précède"):
        dates.full_clean()


def test_address_is_one_account_whatever_its_case() -> None:
    factories.UserFactory(email="Anne@Example.org")

    with pytest.raises(ValidationError):
        User(email="ANNE@example.org", password="x").full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="ANNE@example.org")])
