"""The desk's pages of paper, through HTTP."""

import pytest
from django.urls import reverse

from consultation.models import Batch, Response, SecondEntry, Sheet
from consultation.operations import draw_sample, enter_again
from tests.factories.channels import BatchFactory, typed_sheet
from tests.factories.study import UserFactory

pytestmark = pytest.mark.django_db
SHEET = {
    "number": "1",
    "UN": "2",
    "PLUSIEURS": "13",
    "ECHELLE": "?",
    "RANG": "2-1",
    "POINTS": "4 6 0",
    "TEXTE": "",
    "LIEU": "Place de la Loge",
    "LIEU.reason": "Du bruit.",
}


@pytest.fixture
def batch(consultation):
    return BatchFactory(consultation=consultation)


@pytest.fixture
def agent(client):
    user = UserFactory(desk=True)
    client.force_login(user)
    return user


def at(name, batch, *args):
    return reverse(f"consultation:{name}", args=[batch.consultation.slug, batch.rank, *args])


def test_the_screen_asks_for_the_next_sheet_and_shows_the_boxes(client, batch, agent):
    typed_sheet(batch, 1)

    page = client.get(at("sheet-entry", batch)).content.decode()

    assert 'id="s-number" name="number" value="2"' in page
    assert "<b>3</b> Trois" in page


def test_a_typed_sheet_leads_to_the_next_one(client, batch, agent):
    answer = client.post(at("sheet-entry", batch), SHEET, follow=True)

    sheet = Sheet.objects.get()
    assert sheet.response.answers == {
        "UN": "2",
        "PLUSIEURS": ["1", "3"],
        "RANG": ["3", "1"],
        "POINTS": {"1": 4, "2": 6},
        "LIEU": {"place": "Place de la Loge", "reason": "Du bruit."},
    }
    assert (sheet.unreadable, sheet.entered_by) == (["ECHELLE"], agent)
    assert f"Feuille {sheet.code} enregistrée." in answer.content.decode()
    assert 'name="number" value="2"' in answer.content.decode()


def test_an_error_is_told_at_its_field_and_nothing_is_lost(client, batch, agent):
    answer = client.post(at("sheet-entry", batch), SHEET | {"UN": "9", "POINTS": "4 4"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "La case 9 n&#x27;existe pas : tapez de 1 à 3." in page
    assert "Répartissez exactement 10 points" in page
    assert 'href="#s-UN"' in page
    assert 'value="13"' in page
    assert Response.objects.count() == 0


def test_a_used_number_is_told_at_its_field(client, batch, agent):
    typed_sheet(batch, 1)

    answer = client.post(at("sheet-entry", batch), SHEET)

    assert answer.status_code == 422
    assert "La feuille 1 est déjà saisie" in answer.content.decode()
    assert Sheet.objects.count() == 1


def test_a_printed_code_is_read_and_a_misread_one_refused(client, batch, agent):
    good = batch.code_of(4)
    bad = good[:-1] + ("2" if good[-1] != "2" else "3")

    refused = client.post(at("sheet-entry", batch), SHEET | {"number": bad})
    client.post(at("sheet-entry", batch), SHEET | {"number": good.lower()})

    assert "Ce code est mal lu" in refused.content.decode()
    assert [sheet.number for sheet in Sheet.objects.all()] == [4]


def test_a_second_agent_types_without_seeing_the_first_entry(client, batch, agent):
    other = UserFactory(desk=True)
    typed_sheet(batch, 1, by=other, answers={"UN": "3", "TEXTE": "Un secret"})
    draw_sample(batch=batch, rate=100, seed=1)

    page = client.get(at("second-entry", batch)).content.decode()
    answer = client.post(at("second-entry", batch), SHEET, follow=True)

    assert "Un secret" not in page
    entry = SecondEntry.objects.get()
    assert set(entry.differing) >= {"UN", "PLUSIEURS", "ECHELLE", "TEXTE"}
    assert "différences, à trancher" in answer.content.decode()


def test_the_first_agent_is_not_asked_again(client, batch, agent):
    typed_sheet(batch, 1, by=agent)
    draw_sample(batch=batch, rate=100, seed=1)

    answer = client.get(at("second-entry", batch), follow=True)

    assert (
        "Aucune feuille n&#x27;attend de seconde saisie de votre part." in answer.content.decode()
    )


@pytest.fixture
def differing(batch):
    sheet = typed_sheet(batch, answers={"UN": "2", "PLUSIEURS": ["1"]})
    answers = {"UN": "3", "PLUSIEURS": ["1", "2"]}
    return enter_again(sheet=sheet, answers=answers, by=UserFactory(desk=True))


def test_the_pilot_sees_both_readings_and_settles(client, batch, differing):
    client.force_login(UserFactory(lead=True))

    page = client.get(at("differences", batch)).content.decode()
    choice = {"entry": differing.pk, "UN": "second", "PLUSIEURS": "corrected"}
    client.post(at("differences", batch), choice | {"PLUSIEURS-corrected": "3"})

    assert "<strong>2</strong>" in page
    assert "<strong>1 2</strong>" in page
    assert Response.objects.get().answers == {"UN": "3", "PLUSIEURS": ["3"]}


def test_the_pilot_must_settle_every_question(client, batch, differing):
    client.force_login(UserFactory(lead=True))

    answer = client.post(at("differences", batch), {"entry": differing.pk, "UN": "second"})

    assert answer.status_code == 422
    assert "Choisissez la lecture à garder." in answer.content.decode()
    assert Response.objects.get().answers["UN"] == "2"


def test_the_team_prepares_a_batch_and_draws_a_sample(client, consultation):
    client.force_login(UserFactory(consortium=True))
    given = {"place": "Marché", "collected_on": "2020-05-01", "expected_count": "40"}

    client.post(
        reverse("consultation:batch-list", args=[consultation.slug]), given | {"language": "ca"}
    )
    batch = Batch.objects.get()
    typed_sheet(batch, 5)
    client.post(at("batch-sample", batch), {"rate": "10", "seed": "3"})

    assert (batch.place, batch.language, batch.expected_count) == ("Marché", "ca", 40)
    batch.refresh_from_db()
    assert batch.sampled_numbers == [5]


def test_a_desk_agent_prepares_no_batch(client, consultation, agent):
    answer = client.post(reverse("consultation:batch-list", args=[consultation.slug]), {})

    assert answer.status_code == 403


def test_a_batch_list_takes_as_many_statements_for_one_and_three(
    client, consultation, agent, django_assert_num_queries
):
    url = reverse("consultation:batch-list", args=[consultation.slug])
    BatchFactory(consultation=consultation)
    client.get(url)
    with django_assert_num_queries(6) as one:
        client.get(url)
    for _index in range(2):
        BatchFactory(consultation=consultation)

    with django_assert_num_queries(len(one)):
        client.get(url)


def test_the_blank_questionnaire_is_everyones(client, consultation):
    answer = client.get(reverse("consultation:questionnaire-pdf", args=[consultation.slug]))

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in answer.content


def test_a_numbered_series_is_the_teams(client, batch):
    client.force_login(UserFactory(lead=True))

    answer = client.get(at("series-pdf", batch, 1))
    absent = client.get(at("series-pdf", batch, 2))

    assert answer["Content-Disposition"] == 'inline; filename="lot-01-1-10.pdf"'
    assert answer.content.startswith(b"%PDF-")
    assert absent.status_code == 404


def test_no_list_shows_an_agent_beside_answers(client, batch, admin_client):
    typed_sheet(batch, by=UserFactory(desk=True, full_name="Agente Visible"))

    page = admin_client.get(reverse("admin:consultation_response_changelist"))

    assert "Agente Visible" not in page.content.decode()
