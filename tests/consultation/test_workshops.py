"""Workshops: participants count as participants, in the one count that every door calls."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from consultation.enums import Channel, QuestionType, VerbatimStatus
from consultation.models import Option, Verbatim, Workshop
from consultation.operations import add_verbatim, moderate_verbatim, save_counts, save_workshop
from consultation.queries import public_response_total, response_counts, workshop_totals
from tests.factories.channels import BatchFactory, WorkshopFactory, typed_sheet
from tests.factories.consultation import ResponseFactory
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop(consultation):
    return WorkshopFactory(consultation=consultation)


def option(workshop, question, code):
    return Option.objects.select_related("question").get(
        question__questionnaire__consultation=workshop.consultation,
        question__code=question,
        code=code,
    )


def at(name, workshop, *args):
    return reverse(f"consultation:{name}", args=[workshop.consultation.slug, workshop.pk, *args])


def test_channels_add_up_in_every_door(client, workshop):
    consultation = workshop.consultation
    for _index in range(11):
        ResponseFactory(questionnaire=consultation.questionnaires.get())
    batch = BatchFactory(consultation=consultation, expected_count=20)
    for number in range(1, 11):
        typed_sheet(batch, number)

    counts = response_counts([consultation.pk])[consultation.pk]
    page = client.get(consultation.get_absolute_url()).content.decode()
    api = client.get(f"/api/v1/consultations/{consultation.slug}/").json()

    assert counts.by_channel == {Channel.WEB: 11, Channel.PAPER: 10, Channel.WORKSHOP: 12}
    assert counts.total == 33
    assert "33" in page
    assert api["responses"] == {"total": 33, "by_channel": dict(counts.by_channel)}
    assert public_response_total() == 33


def test_counting_all_channels_takes_one_statement(workshop, django_assert_num_queries):
    WorkshopFactory()

    with django_assert_num_queries(1):
        response_counts([workshop.consultation_id])


def test_what_the_room_counted_is_kept_apart(workshop):
    two, three = option(workshop, "UN", "2"), option(workshop, "UN", "3")
    other = WorkshopFactory(consultation=workshop.consultation)

    save_counts(workshop=workshop, counts={two: 7, three: None})
    save_counts(workshop=workshop, counts={two: 5, three: 6})
    save_counts(workshop=other, counts={two: 1})

    totals = workshop_totals([two.question_id])
    assert totals == {two.question_id: {"2": 6, "3": 6}}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"2": 13}, "Entre 0 et 12, le nombre de participants."),
        ({"2": 7, "3": 6}, "Cette question compte plus de réponses que de participants."),
    ],
)
def test_a_room_does_not_count_more_than_it_holds(workshop, given, message):
    counts = {option(workshop, "UN", code): n for code, n in given.items()}

    with pytest.raises(ValidationError) as refused:
        save_counts(workshop=workshop, counts=counts)

    assert {text for texts in refused.value.message_dict.values() for text in texts} == {message}
    assert workshop.counts.count() == 0


def test_several_answers_a_person_may_pass_the_number_of_people(workshop):
    counts = {option(workshop, "PLUSIEURS", code): 12 for code in ("1", "2")}

    save_counts(workshop=workshop, counts=counts)

    assert sum(row.count for row in workshop.counts.all()) == 24


def test_a_workshop_cannot_shrink_under_its_counts(workshop):
    save_counts(workshop=workshop, counts={option(workshop, "UN", "1"): 10})

    with pytest.raises(ValidationError, match="Un décompte dépasse"):
        save_workshop(workshop=workshop, participant_count=9)


def test_words_are_public_once_read_over(workshop):
    kept = add_verbatim(workshop=workshop, text=" Plus de bancs. ")
    add_verbatim(workshop=workshop, text="À relire.")
    moderate_verbatim(verbatim=kept, to=VerbatimStatus.PUBLISHED)
    visitor, team = UserFactory(department=True), UserFactory(consortium=True)

    assert [row.text for row in Verbatim.objects.visible_to(visitor)] == ["Plus de bancs."]
    assert Verbatim.objects.visible_to(team).count() == 2


@pytest.fixture
def team(client):
    client.force_login(UserFactory(consortium=True))
    return client


def test_the_team_adds_a_workshop(team, consultation):
    url = reverse("consultation:workshop-list", args=[consultation.slug])
    given = {"title": "Atelier au marché", "held_on": "2026-05-04", "place": "Cassanyes"}

    team.post(url, given | {"participant_count": "18"})

    workshop = Workshop.objects.get()
    assert (workshop.title, workshop.participant_count) == ("Atelier au marché", 18)
    assert workshop.consultation == consultation


def test_the_grid_stores_counts_or_tells_the_box(team, workshop):
    two = option(workshop, "UN", "2")

    refused = team.post(at("workshop-detail", workshop), {f"option-{two.pk}": "beaucoup"})
    team.post(at("workshop-detail", workshop), {f"option-{two.pk}": "9"})

    assert refused.status_code == 422
    assert "Écrivez un nombre entier." in refused.content.decode()
    assert [(row.option, row.count) for row in workshop.counts.all()] == [(two, 9)]


def test_words_are_noted_and_moderated_on_the_page(team, workshop):
    team.post(at("verbatim-add", workshop), {"text": "Des toilettes <b>ouvertes</b>"})
    verbatim = Verbatim.objects.get()

    page = team.get(at("workshop-detail", workshop)).content.decode()
    team.post(at("verbatim-moderate", workshop, verbatim.pk), {"to": "published"})

    assert "Des toilettes &lt;b&gt;ouvertes&lt;/b&gt;" in page
    verbatim.refresh_from_db()
    assert verbatim.status == VerbatimStatus.PUBLISHED


def test_a_type_that_no_hand_counts_is_not_in_the_grid(team, workshop):
    page = team.get(at("workshop-detail", workshop)).content.decode()

    asked = workshop.consultation.questionnaires.get().questions
    assert QuestionType.POINTS in set(asked.values_list("type", flat=True))
    assert "UN Question" in page
    assert "POINTS Question" not in page
