"""Reports asked for by the calendar, urgent ones first, told once when they are ready."""

from datetime import datetime
from threading import Thread
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection

from perpignan.reports import operations
from perpignan.reports.kinds import PROGRESS
from perpignan.reports.models import Report, ReportSchedule
from perpignan.study.enums import Role
from tests.factories.reports import ReportFactory
from tests.factories.study import UserFactory

MONDAY_8 = datetime(2026, 11, 23, 8, 0, tzinfo=ZoneInfo("Europe/Paris"))


def weekly(**changes):
    owner = changes.pop("owner", None) or UserFactory(role=Role.LEAD)
    values = {"kind": PROGRESS, "weekday": 1, "hour": 7, "owner": owner}
    return operations.save_schedule(schedule=ReportSchedule(**{**values, **changes}))


@pytest.mark.django_db
def test_a_schedule_asks_once_a_week_in_the_name_of_its_owner():
    schedule = weekly(is_internal=True)

    asked = [operations.run_schedules(now=MONDAY_8) for _try in range(3)]

    report = Report.objects.get()
    assert asked == [1, 0, 0]
    assert (report.requested_by, report.is_internal, report.is_notified) == (
        *(schedule.owner, True, True),
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes", [{"weekday": 2}, {"hour": 9}, {"is_active": False}, {"weekday": 7, "hour": 0}]
)
def test_a_schedule_that_is_not_due_asks_for_nothing(changes):
    weekly(**changes)

    assert operations.run_schedules(now=MONDAY_8) == 0


@pytest.mark.django_db
def test_an_owner_who_may_not_ask_gets_nothing_and_stops_nobody():
    weekly(owner=UserFactory(role=Role.DESK))
    weekly()

    assert operations.run_schedules(now=MONDAY_8) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "field"), [({"kind": "x"}, "kind"), ({"format": "gif"}, "format")]
)
def test_a_schedule_of_what_does_not_exist_is_refused(changes, field):
    with pytest.raises(ValidationError) as error:
        weekly(**changes)

    assert list(error.value.message_dict) == [field]


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_ask_once():
    weekly(owner=UserFactory(superuser=True))
    asked: list[int] = []

    def beat() -> None:
        asked.append(operations.run_schedules(now=MONDAY_8))
        connection.close()

    beats = [Thread(target=beat) for _number in range(4)]
    for thread in beats:
        thread.start()
    for thread in beats:
        thread.join()

    assert sum(asked) == 1
    assert Report.objects.count() == 1


@pytest.mark.django_db
def test_what_is_urgent_passes_before_what_was_asked_first():
    heavy = ReportFactory(urgency=9)
    note = ReportFactory(urgency=1)

    claimed = [operations.claim_next_report(), operations.claim_next_report()]

    assert [report.pk for report in claimed if report] == [note.pk, heavy.pk]
    assert operations.claim_next_report() is None


@pytest.mark.django_db
def test_reports_of_a_kind_are_numbered_without_a_gap():
    user = UserFactory(official=True)

    numbers = [
        operations.request_report(kind=kind, by=user, format=format).number
        for kind, format in [
            *((PROGRESS, "pdf"), (PROGRESS, "docx"), ("diagnostic", "pdf"), (PROGRESS, "xlsx"))
        ]
    ]

    assert numbers == [1, 2, 1, 3]


@pytest.mark.django_db
def test_chapters_can_be_chosen_and_keep_their_order(chapter):
    chapter("un", order=1)
    chapter("deux", order=2)
    chapter("trois", order=3)
    user = UserFactory(official=True)

    report = operations.request_report(kind=PROGRESS, by=user, chapters=["trois", "un"])

    assert report.chapters == ["un", "trois"]
    with pytest.raises(ValidationError, match="quatre"):
        operations.request_report(kind=PROGRESS, by=user, chapters=["quatre"])


@pytest.mark.django_db
def test_the_person_is_told_once():
    report = ReportFactory(ready=True, requested_by=UserFactory(email="elue@example.org"))

    sent = [operations.send_ready_mail(report_id=report.pk) for _try in range(2)]

    assert sent == [True, False]
    [message] = mail.outbox
    assert message.to == ["elue@example.org"]
    assert message.subject == "Votre rapport est prêt : État d'avancement de l'étude"
    assert report.get_absolute_url() in message.body


@pytest.mark.django_db
def test_nobody_is_told_of_a_report_that_is_not_ready():
    assert operations.send_ready_mail(report_id=ReportFactory().pk) is False
    assert mail.outbox == []
