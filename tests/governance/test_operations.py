"""What the steering writes: agendas, minutes, decisions, to-dos, documents, moves."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from perpignan.governance import operations
from perpignan.governance.enums import DecisionState, MeetingStatus, MinutesState, RequestState
from perpignan.governance.models import MilestoneMove, Minutes
from perpignan.study.enums import DeliverableStatus
from tests.factories import governance as factories
from tests.factories.study import ActionFactory, DeliverableFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = date(2020, 3, 20)


def test_agenda_takes_what_waits_for_its_body_once(lead):
    meeting = factories.MeetingFactory()
    decision = factories.DecisionFactory(body=meeting.body, text="Choisir")
    factories.DecisionFactory(text="D'une autre instance")
    owed = DeliverableFactory(status=DeliverableStatus.IN_REVIEW)
    DeliverableFactory(status=DeliverableStatus.DRAFTING, due_on=DAY, code="L9.9")

    first = operations.build_agenda(meeting=meeting, by=lead)
    again = operations.build_agenda(meeting=meeting, by=lead)

    assert [item.key for item in first] == [
        f"admit:{owed.code}",
        f"decide:{decision.code}",
        "late:L9.9",
    ]
    assert again == []


def test_agenda_of_a_meeting_held_does_not_change(lead):
    with pytest.raises(ValidationError, match="ne change plus"):
        operations.build_agenda(meeting=factories.MeetingFactory(held=True), by=lead)


def test_agenda_is_built_by_the_team_only(contact):
    with pytest.raises(PermissionDenied):
        operations.build_agenda(meeting=factories.MeetingFactory(), by=contact)


def test_minutes_say_that_the_meeting_was_held_and_are_approved_by_the_city(lead):
    meeting = factories.MeetingFactory(past=True)
    minutes = Minutes(meeting=meeting, text="Dit.", state=MinutesState.IN_REVIEW)

    operations.save_minutes(minutes=minutes)
    with pytest.raises(PermissionDenied):
        operations.approve_minutes(minutes=minutes, by=UserFactory(consortium=True))
    operations.approve_minutes(minutes=minutes, by=lead)

    meeting.refresh_from_db()
    assert (meeting.status, minutes.approved_on) == (MeetingStatus.HELD, timezone.localdate())


def test_no_minutes_before_the_meeting():
    with pytest.raises(ValidationError, match="pas encore eu lieu"):
        operations.save_minutes(minutes=Minutes(meeting=factories.MeetingFactory(), text="Dit."))


def test_decision_is_taken_once_and_tied_to_what_is_there(lead):
    decision, action = factories.DecisionFactory(), ActionFactory()

    operations.take_decision(decision=decision, by=lead, on=DAY)
    link = operations.link_decision(decision=decision, kind="action", key=action.code, by=lead)

    decision.refresh_from_db()
    assert (decision.state, decision.decided_on) == (DecisionState.TAKEN, DAY)
    assert str(link) == f"action {action.code}"
    with pytest.raises(ValidationError, match="n'est plus à prendre"):
        operations.take_decision(decision=decision, by=lead)
    with pytest.raises(ValidationError, match="n'est pas connu"):
        operations.link_decision(decision=decision, kind="action", key="A9.9", by=lead)
    with pytest.raises(ValidationError, match="Nature inconnue"):
        operations.link_decision(decision=decision, kind="licorne", key="x", by=lead)


def test_task_is_finished_by_who_holds_it(contact):
    mine = factories.TaskFactory(holder__account=contact)
    other = factories.TaskFactory()

    operations.finish_task(task=mine, by=contact)

    mine.refresh_from_db()
    assert (mine.state, mine.done_on) == ("done", timezone.localdate())
    with pytest.raises(PermissionDenied):
        operations.finish_task(task=other, by=contact)


def test_request_is_late_by_its_dates_until_it_is_answered(
    contact, django_capture_on_commit_callbacks
):
    asked = factories.DocumentRequestFactory(asked_of__account=contact)
    assert [asked.state_at(DAY - timedelta(days=n)) for n in (0, 4)] == [
        RequestState.LATE,
        RequestState.WAITING,
    ]

    for name in ("bilan.csv", "C:\\dossier\\bilan corrigé.csv"):
        with django_capture_on_commit_callbacks(execute=True):
            file = SimpleUploadedFile(name, b"a;b\n1;2\n")
            operations.answer_request(request=asked, by=contact, file=file)

    asked.refresh_from_db()
    assert (asked.state, asked.file_name) == (RequestState.RECEIVED, "bilan corrigé.csv")
    assert default_storage.listdir("governance")[1] == [str(asked.file).split("/")[1]]


@pytest.mark.parametrize(
    ("name", "said"), [("page.html", "Ce format n'est pas admis"), (None, "Joignez un fichier")]
)
def test_request_refuses_what_cannot_be_kept(contact, name, said):
    asked = factories.DocumentRequestFactory(asked_of__account=contact)
    file = SimpleUploadedFile(name, b"<script>") if name else None

    with pytest.raises(ValidationError, match=said):
        operations.answer_request(request=asked, by=contact, file=file)


def test_request_of_others_is_not_answered(contact):
    with pytest.raises(PermissionDenied):
        operations.answer_request(
            request=factories.DocumentRequestFactory(), by=contact, answer="Voilà"
        )


def test_milestone_moves_with_its_reason_and_keeps_its_old_date(lead):
    meeting, owed = factories.MeetingFactory(), DeliverableFactory(due_on=DAY)
    hour = timezone.localtime(meeting.starts_at).time()

    of_meeting = operations.move_milestone(
        milestone=meeting, to=date(2099, 12, 1), reason="Salle prise", by=lead
    )
    of_deliverable = operations.move_milestone(
        milestone=owed, to=DAY + timedelta(days=7), reason="Données tardives", by=lead
    )

    meeting.refresh_from_db()
    owed.refresh_from_db()
    assert timezone.localtime(meeting.starts_at).date() == date(2099, 12, 1)
    assert timezone.localtime(meeting.starts_at).time() == hour
    assert (of_meeting.old_date, of_deliverable.days) == (date(2099, 6, 1), 7)
    with pytest.raises(ValidationError, match="Donnez la raison"):
        operations.move_milestone(milestone=owed, to=DAY, reason=" ", by=lead)


@pytest.mark.parametrize("over", ["held", "submitted"])
def test_what_is_over_moves_no_more(lead, over):
    milestone = {
        "held": lambda: factories.MeetingFactory(status=MeetingStatus.HELD),
        "submitted": lambda: DeliverableFactory(due_on=DAY, status=DeliverableStatus.SUBMITTED),
    }[over]()

    with pytest.raises(ValidationError, match="ne se déplace plus"):
        operations.move_milestone(milestone=milestone, to=date(2099, 12, 1), reason="Non", by=lead)

    assert MilestoneMove.objects.count() == 0
