from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from actionplan import operations
from actionplan.enums import RequestState
from actionplan.models import ActionSheet, ActionStep, Dependency, SheetLever
from tests.factories.actionplan import ActionSheetFactory
from tests.factories.study import ActionFactory, FundingLeverFactory, StudyFactory


@pytest.mark.django_db
def test_save_sheet_stores_the_changes():
    sheet = ActionSheet(action=ActionFactory())

    operations.save_sheet(sheet=sheet, capital_min=Decimal("1.50"), horizon="0-6 mois")

    sheet.refresh_from_db()
    assert (sheet.capital_min, sheet.horizon) == (Decimal("1.50"), "0-6 mois")


@pytest.mark.django_db
def test_save_part_stores_a_step():
    sheet = ActionSheetFactory()

    operations.save_part(part=ActionStep(sheet=sheet, order=1, text="Commencer"))

    assert [str(step) for step in sheet.steps.all()] == ["1. Commencer"]


@pytest.mark.django_db
def test_add_dependency_refuses_a_circle():
    first, second = ActionSheetFactory(action__code="A1"), ActionSheetFactory(action__code="A2")
    operations.add_dependency(sheet=first, needs=second)

    with pytest.raises(ValidationError, match="A2 → A1 → A2"):
        operations.add_dependency(sheet=second, needs=first)

    assert Dependency.objects.count() == 1


@pytest.mark.django_db
def test_set_lever_state_moves_one_request():
    sheet, lever = ActionSheetFactory(), FundingLeverFactory()
    operations.set_lever_state(sheet=sheet, lever=lever, state=RequestState.REQUESTED)

    operations.set_lever_state(sheet=sheet, lever=lever, state=RequestState.GRANTED)

    assert [request.state for request in SheetLever.objects.all()] == ["granted"]


@pytest.mark.django_db
def test_set_lever_state_refuses_money_from_a_closed_lever():
    StudyFactory()
    sheet, lever = ActionSheetFactory(), FundingLeverFactory(closed=True)

    with pytest.raises(ValidationError, match="il a fermé le 1er janvier 2019"):
        operations.set_lever_state(sheet=sheet, lever=lever, state=RequestState.GRANTED)

    assert not SheetLever.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_people_cannot_close_a_circle_together():
    first, second = ActionSheetFactory(), ActionSheetFactory()
    barrier, outcomes = Barrier(2), []

    def add(sheet, needs):
        barrier.wait()
        try:
            operations.add_dependency(sheet=sheet, needs=needs)
            outcomes.append("stored")
        except ValidationError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=add, args=pair) for pair in ((first, second), (second, first))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["refused", "stored"]
    assert Dependency.objects.count() == 1
