"""What is kept long enough is erased, once, and the register says what will be."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from consultation.models import AnswerRevision, AssistedSession, DraftResponse, Response, Sheet
from perpignan.study.models import ResourcePerson
from perpignan.study.operations import erase_expired
from perpignan.study.queries import personal_register
from perpignan.study.tasks import erase_expired as task
from tests.factories.channels import BatchFactory, typed_sheet
from tests.factories.consultation import QuestionnaireFactory, questionnaire_of_every_type
from tests.factories.study import ResourcePersonFactory, UserFactory

pytestmark = pytest.mark.django_db


def draft(days):
    questionnaire = QuestionnaireFactory()
    return DraftResponse.objects.create(
        consultation=questionnaire.consultation,
        questionnaire=questionnaire,
        token_hash=f"draft-{days}",
        answers={"UN": "1"},
        saved_at=timezone.now() - timedelta(days=days),
    )


def counts(erasures):
    return {erasure.label: erasure.count for erasure in erasures if erasure.count}


def test_what_is_due_goes_and_the_rest_stays():
    kept = draft(6)
    draft(8)
    ResourcePersonFactory(keep_until=timezone.localdate() - timedelta(days=1))
    person = ResourcePersonFactory(keep_until=timezone.localdate())

    done = erase_expired(now=timezone.now())

    assert counts(done) == {"study.ResourcePerson": 1, "consultation.DraftResponse": 1}
    assert list(DraftResponse.objects.all()) == [kept]
    assert list(ResourcePerson.objects.all()) == [person]
    assert counts(erase_expired(now=timezone.now())) == {}


def test_a_dry_run_counts_and_erases_nothing():
    draft(8)

    done = erase_expired(now=timezone.now(), dry_run=True)

    assert counts(done) == {"consultation.DraftResponse": 1}
    assert DraftResponse.objects.count() == 1


def test_old_answers_are_emptied_and_still_counted():
    consultation = questionnaire_of_every_type(open=True).consultation
    sheet = typed_sheet(BatchFactory(consultation=consultation))
    later = consultation.closes_at + timedelta(days=365 * 5 + 2)

    before = counts(erase_expired(now=timezone.now()))
    done = counts(erase_expired(now=later))

    assert before == {}
    assert done["consultation.Response"] == 1
    assert [row.answers for row in Response.objects.counted()] == [{}]
    assert [line.answers for line in AnswerRevision.objects.all()] == [{}]
    assert Sheet.objects.get() == sheet


def test_agents_are_forgotten_after_a_year():
    consultation = questionnaire_of_every_type(open=True).consultation
    typed_sheet(BatchFactory(consultation=consultation))
    AssistedSession.objects.create(
        consultation=consultation, agent=UserFactory(desk=True), place="Marché"
    )

    erase_expired(now=timezone.now() + timedelta(days=366))

    assert Sheet.objects.get().entered_by is None
    session = AssistedSession.objects.get()
    assert (session.agent, session.place) == (None, "Marché")


def test_the_command_says_what_it_would_erase_then_erases():
    draft(8)
    dry, real = StringIO(), StringIO()

    call_command("erase_expired", dry_run=True, stdout=dry)
    call_command("erase_expired", stdout=real)

    assert "consultation.DraftResponse : 1 à effacer" in dry.getvalue()
    assert "consultation.DraftResponse : 1 effacés" in real.getvalue()
    assert DraftResponse.objects.count() == 0


def test_the_daily_task_erases():
    draft(8)

    task()

    assert DraftResponse.objects.count() == 0


def test_the_public_page_lists_what_concerns_the_public(client):
    page = client.get(reverse("study:privacy")).content.decode()

    assert "Sept jours après le dernier enregistrement" in page
    assert "Qui a demandé un rapport" not in page


def test_the_team_reads_the_whole_register_with_what_is_due(client):
    draft(8)
    client.force_login(UserFactory(lead=True))

    page = client.get(reverse("study:register")).content.decode()

    assert "Qui a demandé un rapport" in page
    lines = {line.name: line.due_count for line in personal_register(now=timezone.now())}
    assert lines["réponses en cours"] == 1


@pytest.mark.parametrize("role", ["department", "desk", "official"])
def test_the_whole_register_is_the_teams(client, role):
    client.force_login(UserFactory(**{role: True}))

    assert client.get(reverse("study:register")).status_code == 403
