"""What waits for whom in the steering of the study, and what waits for a meeting."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perpignan.governance.enums import MinutesState
from perpignan.governance.models import (
    Decision,
    DocumentRequest,
    Meeting,
    Membership,
    Minutes,
    Task,
)
from perpignan.governance.permissions import (
    can_approve_minutes,
    can_edit_decision,
    can_edit_meeting,
    can_edit_request,
    can_move_milestone,
    can_view_decisions,
    can_view_register,
)
from perpignan.governance.queries import open_mentions, open_remarks_to
from perpignan.study.models import User
from perpignan.study.permissions import can_edit_deliverable, can_view_interviews
from perpignan.study.queries import interviews_to_write, late_deliverables
from perpignan.study.waiting import AgendaKind, AgendaPoint, Duty, Waiting, Work, register, ways


def for_people(user: User, day: date) -> Iterator[Waiting]:
    """Tell a person her to-dos, what is asked of her, what she carries or has to write."""
    seats = list(Membership.objects.held_by(user).values_list("pk", flat=True))
    if seats:
        yield from _tasks(seats)
        yield from _requests(seats)
        yield from _decisions_to_carry_out(seats)
    yield from _mentions(user)
    yield from _remarks_to_settle(user)
    if can_edit_meeting(user):
        yield from _minutes_to_write()
    if can_approve_minutes(user):
        yield from _minutes_to_approve()
    if can_edit_decision(user):
        yield from _decisions_to_take()
    if can_view_interviews(user):
        yield from _interviews_to_write()


def _mentions(user: User) -> Iterator[Waiting]:
    for comment, found in open_mentions(user):
        title = _("%(person)s vous demande votre avis : %(title)s") % {
            "person": comment.by,
            "title": found.title,
        }
        url = reverse("governance:review", args=[found.kind, found.key])
        key = f"mention:{comment.pk}"
        yield Waiting(key, Duty.ANSWER, title, f"{url}#remarque-{comment.pk}")


def _remarks_to_settle(user: User) -> Iterator[Waiting]:
    """Tell who wrote a text that it was remarked; a remark that comes later is a new fact."""
    for found, count, last in open_remarks_to(user):
        title = _("Remarques à régler : %(title)s") % {"title": found.title}
        detail = ngettext("%d remarque", "%d remarques", count) % count
        key = f"remarks:{found.kind}:{found.key}:{last.pk}"
        yield Waiting(key, Duty.REVIEW, title, f"{found.url}#remarks", detail=detail)


def _tasks(seats: list[int]) -> Iterator[Waiting]:
    for task in Task.objects.to_do().filter(holder__in=seats):
        url = reverse("governance:task-detail", args=[task.code])
        yield Waiting(f"task:{task.code}", Duty.DO, task.title, url, task.due_on)


def _requests(seats: list[int]) -> Iterator[Waiting]:
    for asked in DocumentRequest.objects.unanswered().filter(asked_of__in=seats):
        url = asked.get_absolute_url()
        yield Waiting(f"request:{asked.code}", Duty.ANSWER, asked.title, url, asked.due_on)


def _decisions_to_carry_out(seats: list[int]) -> Iterator[Waiting]:
    held = Decision.objects.to_carry_out().filter(holder__in=seats).select_related("body")
    for decision in held:
        detail = _("Décision de l'instance %(body)s") % {"body": decision.body}
        url = decision.get_absolute_url()
        key = f"decision:{decision.code}"
        yield Waiting(key, Duty.DO, str(decision), url, decision.due_on, detail)


def _minutes_to_write() -> Iterator[Waiting]:
    for meeting in Meeting.objects.without_minutes(timezone.now()):
        title = _("Compte rendu : %(meeting)s") % {"meeting": meeting}
        due_on = _day(meeting.minutes_due_on)
        url = meeting.get_absolute_url()
        yield Waiting(f"minutes:{meeting.code}", Duty.WRITE, title, url, due_on)


def _minutes_to_approve() -> Iterator[Waiting]:
    waiting = Minutes.objects.filter(state=MinutesState.IN_REVIEW).select_related("meeting")
    for minutes in waiting:
        url = minutes.meeting.get_absolute_url()
        yield Waiting(f"minutes-approve:{minutes.code}", Duty.REVIEW, str(minutes), url)


def _decisions_to_take() -> Iterator[Waiting]:
    for decision in Decision.objects.to_take().select_related("body"):
        key, url = f"decide:{decision.code}", decision.get_absolute_url()
        detail = str(decision.body)
        yield Waiting(key, Duty.DECIDE, str(decision), url, decision.due_on, detail)


def _interviews_to_write() -> Iterator[Waiting]:
    """Tell which interviews were held and not written down; who was heard is not told."""
    for interview in interviews_to_write():
        title = _("Compte rendu d'entretien : %(code)s") % {"code": interview.code}
        url = reverse("admin:study_interview_change", args=[interview.pk])
        yield Waiting(f"interview:{interview.code}", Duty.WRITE, title, url)


def for_meetings(user: User, day: date) -> Iterator[AgendaPoint]:
    """Tell a meeting the decisions that wait for its body and what is late."""
    for decision in Decision.objects.to_take().select_related("body"):
        yield AgendaPoint(
            f"decide:{decision.code}",
            AgendaKind.DECIDE,
            str(decision),
            decision.get_absolute_url(),
            decision.body.code,
        )
    if can_edit_deliverable(user):
        for owed in late_deliverables():
            title = _("Livrable en retard : %(title)s") % {"title": owed}
            yield AgendaPoint(f"late:{owed.code}", AgendaKind.LATE, title)
    for task in Task.objects.to_do().filter(due_on__lt=day - timedelta(days=7)):
        title = _("Tâche en retard : %(title)s") % {"title": task}
        yield AgendaPoint(f"late-task:{task.code}", AgendaKind.LATE, title)


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)


def for_weeks(user: User) -> Iterator[Work]:
    """Lead to interviews, to the register of documents, to decisions and to milestones."""
    writes = user.is_staff and can_edit_decision(user)
    hears = user.is_staff and can_view_interviews(user)
    yield Work(
        10,
        _("Entretiens"),
        ways(
            (hears, _("Noter un entretien"), reverse("admin:study_interview_add")),
            (hears, _("Tous les entretiens"), reverse("admin:study_interview_changelist")),
            (hears, _("Citations"), reverse("admin:study_quote_changelist")),
        ),
    )
    asks = user.is_staff and can_edit_request(user)
    register_page = reverse("governance:request-list")
    yield Work(
        30,
        _("Documents et données"),
        ways(
            (asks, _("Demander un document"), reverse("admin:governance_documentrequest_add")),
            (can_view_register(user), _("Registre par service"), register_page),
            (not can_view_register(user), _("Ce qui m'est demandé"), register_page),
        ),
    )
    yield Work(
        80,
        _("Décisions et suites"),
        ways(
            (writes, _("Noter une décision"), reverse("admin:governance_decision_add")),
            (writes, _("Ajouter une tâche"), reverse("admin:governance_task_add")),
            (
                can_view_decisions(user),
                _("Lire les décisions"),
                reverse("governance:decision-list"),
            ),
        ),
    )
    moves = user.is_staff and can_move_milestone(user)
    yield Work(
        90,
        _("Calendrier"),
        ways(
            (moves, _("Déplacer un jalon"), reverse("admin:governance_milestonemove_add")),
            (True, _("Réunions"), reverse("governance:meeting-list")),
        ),
    )


register("governance", for_people=for_people, for_meetings=for_meetings, for_weeks=for_weeks)
