"""Paper: a number serves once, two agents read alike or the pilot settles."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connections
from django.utils import timezone

from consultation.enums import Channel, ConsultationStatus, RevisionKind
from consultation.models import Response, SecondEntry, Sheet
from consultation.models.paper import sheet_code
from consultation.operations import draw_sample, enter_again, settle_entry
from consultation.queries import entry_quality, next_number, response_counts, second_entries_to_make
from tests.factories.channels import BatchFactory, typed_sheet
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(consultation):
    return BatchFactory(consultation=consultation)


@pytest.fixture
def agents():
    return UserFactory(desk=True), UserFactory(desk=True)


def test_sheets_of_batches_are_numbered_one_after_the_other(consultation, batch):
    other = BatchFactory(consultation=consultation, expected_count=5)

    assert (batch.rank, batch.first_number, batch.last_number) == (1, 1, 10)
    assert (other.rank, other.first_number, other.last_number) == (2, 11, 15)


def test_a_batch_is_collected_before_the_end(consultation):
    late = timezone.localdate(consultation.closes_at) + timedelta(days=1)

    with pytest.raises(ValidationError) as refused:
        BatchFactory(consultation=consultation, collected_on=late)

    assert list(refused.value.message_dict) == ["collected_on"]


def test_a_code_betrays_one_wrong_figure_and_two_swapped():
    good = sheet_code(3, 1234)

    assert good[:-1] == "L03-1234-"
    wrong = {sheet_code(3, other)[-1] for other in (1235, 1224, 2134, 1324, 1243, 1034)}
    assert good[-1] not in wrong


def test_a_typed_sheet_is_a_response_on_paper_with_its_log(batch, agents):
    sheet = typed_sheet(batch, 3, by=agents[0], answers={"UN": "2"}, unreadable=["TEXTE"])

    response = sheet.response
    assert (response.channel, response.language, response.answers) == ("paper", "fr", {"UN": "2"})
    assert [line.kind for line in response.revisions.all()] == [RevisionKind.SUBMITTED]
    assert (sheet.entered_by, sheet.unreadable) == (agents[0], ["TEXTE"])
    counts = response_counts([batch.consultation_id])[batch.consultation_id]
    assert counts.by_channel == {Channel.PAPER: 1}


def test_a_number_serves_once(batch):
    typed_sheet(batch, 3)

    with pytest.raises(ValidationError) as refused:
        typed_sheet(batch, 3)

    assert refused.value.message_dict == {
        "number": ["La feuille 3 est déjà saisie : vérifiez le numéro imprimé."]
    }
    assert Response.objects.count() == 1


def test_a_number_of_another_batch_is_refused(batch):
    with pytest.raises(ValidationError) as refused:
        typed_sheet(batch, 11)

    assert refused.value.message_dict == {"number": ["La feuille 11 n'est pas de ce lot (1 à 10)."]}
    assert Response.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_twenty_agents_typing_one_number_store_one_response(consultation):
    batch, agent = BatchFactory(consultation=consultation), UserFactory()

    def attempt(_index):
        try:
            typed_sheet(batch, 7, by=agent)
        except ValidationError:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(attempt, range(20)))

    assert done.count(True) == 1
    assert (Sheet.objects.count(), Response.objects.count()) == (1, 1)


def test_an_empty_sheet_is_refused(batch):
    with pytest.raises(ValidationError, match="Aucune réponse"):
        typed_sheet(batch, 1, answers={})


@pytest.mark.parametrize(
    ("status", "is_taken"),
    [
        (ConsultationStatus.CLOSED, True),
        (ConsultationStatus.DRAFT, False),
        (ConsultationStatus.RESULTS_PUBLISHED, False),
    ],
)
def test_sheets_are_typed_until_results_are_published(batch, status, is_taken):
    batch.consultation.status = status
    batch.consultation.save()

    if is_taken:
        assert typed_sheet(batch).pk
    else:
        with pytest.raises(ValidationError, match="ne reçoit plus de réponses"):
            typed_sheet(batch)


def test_the_next_sheet_is_the_first_left(batch):
    for number in (1, 2, 4):
        typed_sheet(batch, number)

    assert next_number(batch) == 3
    assert next_number(batch, after=4) == 5


def test_the_same_seed_draws_the_same_sheets(batch, agents):
    for number in range(1, 9):
        typed_sheet(batch, number, by=agents[0])

    first = draw_sample(batch=batch, rate=25, seed=5).sampled_numbers
    again = draw_sample(batch=batch, rate=25, seed=5).sampled_numbers
    other = draw_sample(batch=batch, rate=25, seed=6).sampled_numbers

    assert len(first) == 2
    assert first == again
    assert set(first) <= set(range(1, 9))
    assert other != first


def test_a_batch_without_a_typed_sheet_has_no_sample(batch):
    with pytest.raises(ValidationError, match="Aucune feuille de ce lot"):
        draw_sample(batch=batch, rate=10, seed=1)


def test_only_another_agent_types_a_sheet_again(batch, agents):
    sheet = typed_sheet(batch, by=agents[0])
    draw_sample(batch=batch, rate=100, seed=1)

    assert list(second_entries_to_make(batch, agents[0])) == []
    assert list(second_entries_to_make(batch, agents[1])) == [sheet]
    with pytest.raises(ValidationError, match="un autre agent"):
        enter_again(sheet=sheet, answers={"UN": "2"}, by=agents[0])


def test_two_agents_who_read_alike_leave_nothing_to_settle(batch, agents):
    sheet = typed_sheet(batch, by=agents[0], answers={"UN": "2", "TEXTE": "Plus d'ombre"})

    entry = enter_again(sheet=sheet, answers={"UN": "2", "TEXTE": "plus  d'ombre"}, by=agents[1])

    assert entry.differing == []
    assert list(SecondEntry.objects.open()) == []


def _differing(batch, agents):
    first = {"UN": "2", "PLUSIEURS": ["1"], "ECHELLE": "1"}
    second = {"UN": "3", "PLUSIEURS": ["1", "2"], "ECHELLE": "1"}
    sheet = typed_sheet(batch, by=agents[0], answers=first)
    return enter_again(sheet=sheet, answers=second, unreadable=["TEXTE"], by=agents[1])


def test_differences_are_counted_question_by_question(batch, agents):
    entry = _differing(batch, agents)

    assert entry.differing == ["UN", "PLUSIEURS", "TEXTE"]
    quality = entry_quality(batch)
    assert (quality.compared, quality.differing) == (7, 3)
    assert str(quality.error_rate) == "42.9"


def test_a_sheet_is_typed_twice_at_most(batch, agents):
    entry = _differing(batch, agents)

    with pytest.raises(ValidationError, match="déjà saisie deux fois"):
        enter_again(sheet=entry.sheet, answers={"UN": "1"}, by=UserFactory(desk=True))


def test_settling_corrects_the_response_and_keeps_its_log(batch, agents):
    entry = _differing(batch, agents)
    kept = {"UN": {"UN": "3"}, "PLUSIEURS": {"PLUSIEURS": ["1"]}, "TEXTE": {}}

    settled = settle_entry(entry=entry, kept=kept, by=UserFactory(lead=True))

    response = Response.objects.get()
    assert response.answers == {"UN": "3", "PLUSIEURS": ["1"], "ECHELLE": "1"}
    kinds = [line.kind for line in response.revisions.all()]
    assert kinds == [RevisionKind.SUBMITTED, RevisionKind.CORRECTED]
    assert settled.answers == {}
    assert entry_quality(batch).differing == 3
    assert list(SecondEntry.objects.open()) == []


def test_settling_asks_for_every_difference(batch, agents):
    entry = _differing(batch, agents)

    with pytest.raises(ValidationError, match="Tranchez chaque question"):
        settle_entry(entry=entry, kept={"UN": {"UN": "3"}}, by=UserFactory(lead=True))


@pytest.mark.parametrize("role", ["desk", "consortium", "department"])
def test_only_the_pilots_settle(batch, agents, role):
    entry = _differing(batch, agents)
    kept = {code: {} for code in entry.differing}

    with pytest.raises(PermissionDenied):
        settle_entry(entry=entry, kept=kept, by=UserFactory(**{role: True}))
