from types import SimpleNamespace

import pghistory
import pytest
from django.db.models import JSONField

from perpignan.history import FieldChange, history_of, is_edited_by_a_person, shown
from perpignan.study.enums import ActionStatus
from perpignan.study.models import Action
from perpignan.study.operations import save_action
from tests.factories import study as factories

pytestmark = pytest.mark.django_db


def test_history_tells_who_changed_which_field_from_what_to_what() -> None:
    lead = factories.UserFactory(lead=True, full_name="Anne Pilote")
    action = factories.ActionFactory(title="Ancien titre")

    with pghistory.context(user=lead.pk):
        save_action(action=action, title="Nouveau titre", status=ActionStatus.RETAINED)

    newest = history_of(action)[0]
    assert (newest.who, newest.label) == ("Anne Pilote", "Modification")
    assert newest.fields == [
        FieldChange("titre", "Ancien titre", "Nouveau titre"),
        FieldChange("état", "Proposée", "Retenue"),
    ]


def test_history_names_the_target_of_a_foreign_key() -> None:
    action = factories.ActionFactory(priority__name="Attractivité")
    other = factories.PriorityFactory(name="Fracture numérique")

    with pghistory.context(user=None):
        save_action(action=action, priority=other)

    assert history_of(action)[0].fields == [
        FieldChange("priorité", "Attractivité", "Fracture numérique")
    ]
    assert history_of(action)[0].who == "Portail"


def test_history_tells_added_and_removed_links() -> None:
    action = factories.ActionFactory()
    old, new = factories.AxisFactory(name="Habitat"), factories.AxisFactory(name="Commerce")
    with pghistory.context(user=factories.UserFactory().pk):
        action.axes.set([old])
    with pghistory.context(user=factories.UserFactory().pk):
        action.axes.set([new])

    changes = [change.fields for change in history_of(action)]

    both = [change for fields in changes for change in fields]
    assert FieldChange("axes", "Habitat", "") in both
    assert FieldChange("axes", "", "Commerce") in both


def test_history_of_dates_choices_and_lists_reads_in_french() -> None:
    partner = factories.PartnerFactory(roles=["funder"])
    partner.roles = ["funder", "expert"]
    partner.is_illustrative = True
    partner.save()

    assert history_of(partner)[0].fields == [
        FieldChange("donnée illustrative", "non", "oui"),
        FieldChange("rôles", "Financeur", "Financeur, Expertise"),
    ]


def test_history_costs_the_same_for_one_change_and_for_many(
    django_assert_num_queries: object,
) -> None:
    action = factories.ActionFactory()
    with pghistory.context(user=factories.UserFactory().pk):
        save_action(action=action, title="Un")
    with django_assert_num_queries(4):
        history_of(action)

    for number in range(5):
        with pghistory.context(user=factories.UserFactory().pk):
            save_action(action=action, title=f"Titre {number}")

    with django_assert_num_queries(4):
        history_of(action)


def test_bulk_update_is_in_the_history_too() -> None:
    action = factories.ActionFactory(title="Un")

    Action.objects.update(title="Deux")

    assert history_of(action)[0].fields == [FieldChange("titre", "Un", "Deux")]


def test_only_a_signed_in_person_counts_as_an_editor() -> None:
    action = factories.ActionFactory()
    with pghistory.context(user=None):
        save_action(action=action, title="Par une tâche")
    assert is_edited_by_a_person(action) is False

    with pghistory.context(user=factories.UserFactory().pk):
        action.axes.set([factories.AxisFactory()])
    assert is_edited_by_a_person(action) is True


def test_untracked_record_has_no_history() -> None:
    assert history_of(factories.UserFactory()) == []


def test_recorded_data_is_told_by_its_size_never_as_raw_json() -> None:
    column, event = JSONField(), SimpleNamespace(snapshot={"a": [1, {"b": "<script>"}]})
    column.set_attributes_from_name("snapshot")

    assert shown(column, event) == "données enregistrées (29 caractères)"
